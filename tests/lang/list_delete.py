a = list(range(10))
del a[0]
del a[-1]
del a[2:4]
print(a)  # expect: [1, 2, 5, 6, 7, 8]
del a[::2]
print(a)  # expect: [2, 6, 8]
del a[:]
print(a)  # expect: []
try:
    del a[0]
except IndexError as e:
    print(e)  # expect: list assignment index out of range
try:
    del a["x"]
except TypeError as e:
    print(e)  # expect: list indices must be integers or slices, not str
a = [1, 2, 3, 4, 5, 6]
del a[4:1:-2]
print(a)  # expect: [1, 2, 4, 6]
