# differs: 3.13
# Corners of format specs and rounding, found by comparing at random.
print(format(1e-7, "010,"), format(510.29, ".3"), format(-600.0, ".3"), format(1e300, ".1"))
# expect: 00,001e-07 5.1e+02 -6e+02 1e+300
print(round(1e300, -1), round(123456.0, -3), round(5e22, -22), round(-0.4))
# expect: 1e+300 123000.0 5e+22 0
print("ß".capitalize(), "ß".title(), "ß".upper(), "ß".swapcase(), "aß".title())
# expect: Ss Ss SS SS Aß
print("no fields" % [1, 2], "none" % {}, "%s" % [1], 98 in b"abc")
# expect: no fields none [1] True
for f in [lambda: int(0, -1), lambda: int("1", 37), lambda: chr(2 ** 70), lambda: chr(0x110000), lambda: 300 in b"a", lambda: sorted([float("nan"), "x", []]), lambda: sorted([True, 1.5, {1}]), lambda: sorted([1, None, (1,)])]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: ValueError int() base must be >= 2 and <= 36, or 0
# expect: ValueError int() base must be >= 2 and <= 36, or 0
# expect: OverflowError Python int too large to convert to C int
# expect: ValueError chr() arg not in range(0x110000)
# expect: ValueError byte must be in range(0, 256)
# expect: TypeError '<' not supported between instances of 'str' and 'float'
# expect: TypeError '<' not supported between instances of 'set' and 'float'
# expect: TypeError '<' not supported between instances of 'NoneType' and 'int'
