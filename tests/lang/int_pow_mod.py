# pow with three arguments, powers of one and minus one.
print(pow(2, 10), pow(2, 10, 1000), pow(3, 200, 13), pow(-3, 3, 7))
# expect: 1024 24 9 1
print(pow(3, -1, 7), pow(2, 1000, 10 ** 9 + 7), pow(5, 0, 1))
# expect: 5 688423210 0
print(1 ** (2 ** 70), (-1) ** (2 ** 70 + 1), 0 ** (2 ** 70))  # expect: 1 -1 0
print(pow(7, 2 ** 65, 101))  # expect: 92
