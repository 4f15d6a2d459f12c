inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf - inf, inf * 0, inf > 1e308, nan == nan, nan != nan, nan < 1, 1e308 * 10, -1e308 * 10)
print(0.1 + 0.2, 1 / 3, 1e16, 1e15, 123456789.123456789, 1e-5, 1e-4, 1.0, -0.0, 0.0 == -0.0, 5e-324, 1.7976931348623157e308)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(5), round(15, -1), round(25, -1), round(2.5, 0))
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, divmod(7.5, 2), 2.0 ** 0.5, 2 ** 0.5, 1e200 ** 0.5)
for make in (lambda: 1e200 ** 2, lambda: int(inf), lambda: int(nan), lambda: 0.0 ** -1, lambda: round(inf), lambda: round(nan), lambda: round(1.5, "a"), lambda: inf.as_integer_ratio()):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
