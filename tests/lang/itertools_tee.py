from itertools import tee
def source():
    for x in range(3):
        print("asked", x)
        yield x
a, b = tee(source())
print(next(a), next(a))
print(next(b), list(a), list(b))
x, y, z = tee([1, 2], 3)
print(list(x), list(y), list(z), len(tee([], 4)), tee([], 0))
