# Stripping, replacing, padding.
print("  x ".strip() + "|", "  x ".lstrip() + "|", "  x ".rstrip() + "|", "xxaxx".strip("x"))
# expect: x| x |   x| a
print("abcba".strip("ab"), "\t\n x\r\n".strip(), "...".strip("."), "abc".lstrip("ba"))
# expect: c x  c
print("banana".replace("an", "AN"), "banana".replace("a", "", 2), "abc".replace("", "-"))
# expect: bANANa bnna -a-b-c-
print("aaa".replace("aa", "b"), "abc".replace("x", "y"), "ab".replace("", "-", 2))
# expect: ba abc -a-b
print("5".zfill(3), "-5".zfill(4), "+5".zfill(4), "abc".zfill(2), "".zfill(2))
# expect: 005 -005 +005 abc 00
print("[" + "x".center(4) + "]", "[" + "x".center(5, "*") + "]", "[" + "ab".center(5) + "]")
# expect: [ x  ] [**x**] [  ab ]
print("[" + "x".ljust(3) + "]", "[" + "x".rjust(3, ".") + "]", "abc".ljust(2))
# expect: [x  ] [..x] abc
print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "\t|".expandtabs(2))
# expect: a       b       c a   b   |
