print((2.0).is_integer(), (2.5).is_integer(), (0.5).as_integer_ratio(), (3.75).hex(), (1.5).conjugate(), (2.5).real, (2.5).imag)
print(float("1e5"), float(" 2.5 "), float("inf"), float("-Infinity"), float("nan"), float("1_0.5"), float(3), float("+.5"), float("5."))
for bad in ("", "abc", "1.2.3", None, [], "1e", "0x10", "--1"):
    try:
        print(float(bad))
    except Exception as e:
        print(type(e).__name__, e)
