from itertools import groupby
for k, g in groupby("aaabbc"):
    print(k, list(g))
print([(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda n: n % 2)])
def source():
    for x in (1, 1, 2):
        print("asked", x)
        yield x
it = groupby(source())
print("made")
k, g = next(it)
print("key", k)
print("first", next(g))
k2, g2 = next(it)
print("key", k2, list(g), list(g2))
