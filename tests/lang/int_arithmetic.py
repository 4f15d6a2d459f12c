# Whole numbers: operators, signs, precedence.
print(7 + 3, 7 - 3, 7 * 3, 7 / 2, 7 // 2, 7 % 3, 7 ** 3)
# expect: 10 4 21 3.5 3 1 343
print(-7 // 2, -7 % 3, 7 // -2, 7 % -3, -7 // -2, -7 % -3)
# expect: -4 2 -4 -2 3 -1
print(2 ** -1, 2 ** 0, 0 ** 0, (-2) ** 3)  # expect: 0.5 1 1 -8
print(1 << 10, 1025 >> 3, -1 >> 3, -5 >> 1)  # expect: 1024 128 -1 -3
print(6 & 3, 6 | 3, 6 ^ 3, ~6, -6 & 3, -6 | 3, -6 ^ 3)
# expect: 2 7 5 -7 2 -5 -7
print(divmod(7, -2), divmod(-7, 2))  # expect: (-4, -1) (-4, 1)
print(+5, -(-5), abs(-5), int(True) + True)  # expect: 5 5 5 2
