# differs: 3.13
print("banana".replace("a", "o"), "banana".replace("a", "o", 2))
print("abc".replace("", "-"), "abc".replace("", "-", 2), repr("".replace("", "x")))
print("aaa".replace("aa", "b"), "abc".replace("x", "y"), "abc".replace("b", ""))
print("abc".replace("a", "x", 0), "aaa".replace("a", "x", -1))
try:
    "a".replace("a")
except TypeError as e:
    print(e)
