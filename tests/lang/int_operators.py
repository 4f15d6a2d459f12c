# differs: 3.13
print(7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3, divmod(-7, 2), 2 ** 10, 2 ** -1, (-2) ** 3, 7 / 2, 0 ** 0)
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, -8 >> 1, 1 << 100, -1 >> 100, abs(-3), -(-3), +3, pow(2, 10, 1000), pow(3, -1, 7))
for make in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: 1 << -1, lambda: 1 >> -1, lambda: divmod(1, 0), lambda: 0 ** -1, lambda: pow(2, 2, 0), lambda: pow(2, -1, 4), lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 1 & 1.0, lambda: -"a", lambda: ~1.5):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
