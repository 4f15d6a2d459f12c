print("TestCase".removeprefix("Test"), "TestCase".removesuffix("Case"))
print("abc".removeprefix("x"), "abc".removesuffix(""), repr("abc".removeprefix("abc")))
try:
    "a".removeprefix(1)
except TypeError as e:
    print(e)
