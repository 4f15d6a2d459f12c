# Floats: operators, whole division, remainder with the divisor's sign.
print(7.5 // 2, 7.5 % 2, -7.5 // 2, -7.5 % 2, 7.5 % -2, 1e308 * 10)
# expect: 3.0 1.5 -4.0 0.5 -0.5 inf
print(divmod(7.5, 2), divmod(-7.5, 2.5), 2.0 ** 0.5, 4 ** 0.5)
# expect: (3.0, 1.5) (-3.0, 0.0) 1.4142135623730951 2.0
print(0.0 == -0.0, 1.5 + 1, 2 - 0.5, 3 * 0.1, 1 / 4)
# expect: True 2.5 1.5 0.30000000000000004 0.25
print(5.0 // 0.1, 5.0 % 0.1, -0.0 % 1, 6.0 % 3)
# expect: 49.0 0.09999999999999973 0.0 0.0
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, nan in [nan])
# expect: False True False True
print(1e16 + 1 == 10 ** 16 + 1, 2 ** 53 + 1 == 2.0 ** 53, 2 ** 53 + 1 > 2.0 ** 53)
# expect: False False True
print(10 ** 400 > 1e308, 10 ** 400 < float("inf"), -(10 ** 400) > float("-inf"))
# expect: True True True
print(10 ** 20 == 1e20, 10 ** 20 + 1 > 1e20, 1.5 > 1, 2 >= 2.0)
# expect: True True True True
