# differs: 3.13
# Finding in strings.
s = "banana"
print(s.find("an"), s.rfind("an"), s.find("x"), s.find("an", 2), s.find("an", 2, 4))
# expect: 1 3 -1 3 -1
print(s.index("n"), s.rindex("n"), s.count("a"), s.count("an"), s.count(""), s.count("aa"))
# expect: 2 4 3 2 7 0
print(s.find(""), s.rfind(""), s.find("", 10), s.find("a", -2), s.count("a", 2, 5))
# expect: 0 6 -1 5 1
print(s.startswith("ba"), s.endswith("na"), s.startswith(("x", "b")), s.startswith("a", 1))
# expect: True True True True
print(s.endswith(()), s.startswith(""), s.endswith("an", 0, 3))
# expect: False True True
print(s.removeprefix("ba"), s.removesuffix("na"), s.removeprefix("x"))
# expect: nana bana banana
for f in [lambda: s.index("x"), lambda: s.rindex("x"), lambda: s.startswith(1),
          lambda: s.endswith(("a", 1)), lambda: s.find(1), lambda: s.removeprefix(1),
          lambda: 1 in s]:
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
# expect: ValueError substring not found
# expect: ValueError substring not found
# expect: TypeError startswith first arg must be str or a tuple of str, not int
# expect: TypeError must be str, not int
# expect: TypeError removeprefix() argument must be str, not int
# expect: TypeError 'in <string>' requires string as left operand, not int
