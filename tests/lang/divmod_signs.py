# Whole division and remainder go together, whatever the signs.
for a in (7, -7):
    for b in (2, -2, 3, -3):
        print(a, b, a // b, a % b, divmod(a, b) == (a // b, a % b), a == a // b * b + a % b)
# expect: 7 2 3 1 True True
# expect: 7 -2 -4 -1 True True
# expect: 7 3 2 1 True True
# expect: 7 -3 -3 -2 True True
# expect: -7 2 -4 1 True True
# expect: -7 -2 3 -1 True True
# expect: -7 3 -3 2 True True
# expect: -7 -3 2 -1 True True
for a in (7.5, -7.5):
    for b in (2, -2.0):
        print(a // b, a % b)
# expect: 3.0 1.5
# expect: -4.0 -0.5
# expect: -4.0 0.5
# expect: 3.0 -1.5
for a in (10 ** 25, -(10 ** 25)):
    for b in (7, -7, 10 ** 20 + 1, -(10 ** 20 + 1)):
        print(a // b, a % b, a == a // b * b + a % b)
# expect: 1428571428571428571428571 3 True
# expect: -1428571428571428571428572 -4 True
# expect: 99999 99999999999999900001 True
# expect: -100000 -100000 True
# expect: -1428571428571428571428572 4 True
# expect: 1428571428571428571428571 -3 True
# expect: -100000 100000 True
# expect: 99999 -99999999999999900001 True
