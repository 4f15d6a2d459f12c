print("a" < "b", "a" < "B", "abc" < "abd", "" < "a", "Z" < "a", "é" > "z", "10" < "9")
print(max("hello"), min("hello"), sorted("hello"), "b" > "abc", "a" != "b")
try:
    "a" < 1
except TypeError as e:
    print(e)
print("a" == 1, "a" != 1)
