print("[" + "ab".center(7) + "]", "[" + "abc".center(6, "*") + "]", "ab".ljust(5, ".") + "|")
print("ab".rjust(5, "0"), "42".zfill(5), "-42".zfill(5), "+7".zfill(4), "".zfill(3))
print("abc".center(2), "x".center(4, "-"), "xy".center(5, "-"))
try:
    "a".center(5, "ab")
except TypeError as e:
    print(e)
