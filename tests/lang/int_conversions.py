print(int("42"), int(" -7 "), int("1_000"), int("ff", 16), int("0xff", 16), int("0b101", 0), int("z", 36), int(3.99), int(-3.99), int(True))
print(int(), float(), str(), bool(), list(), dict(), tuple(), set(), bytes())
for bad in ("", "abc", "1.5", "0x", "1__0", "_1", None, [], "9" * 5, 1e400, float("nan")):
    try:
        print(int(bad))
    except Exception as e:
        print(type(e).__name__, e)
for s, b in (("2", 2), ("1", 1), ("1", 37), (5, 10), ("g", 16)):
    try:
        print(int(s, b))
    except Exception as e:
        print(type(e).__name__, e)
