# maketrans and translate.
table = str.maketrans("abc", "xyz", "d")
print("abcde".translate(table), str.maketrans({"a": "1", "b": None, 99: 100}))
# expect: xyze {97: '1', 98: None, 99: 100}
print("abc".translate({97: "AA", 98: None}), "abc".translate(str.maketrans("a", "b")))
# expect: AAc bbc
try:
    str.maketrans("ab", "c")
except ValueError as e:
    print(e)
# expect: the first two maketrans arguments must have equal length
