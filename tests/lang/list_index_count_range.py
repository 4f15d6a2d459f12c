a = [1, 2, 1, 3, 1.0, True]
print(a.count(1), a.index(1, 1), a.index(3, -3), a.count("1"))
try:
    a.index(3, 0, 2)
except ValueError as e:
    print(e)
print(1 in a, 4 not in a, [1] in [[1]], None in [None])
