r = range(2, 20, 3)
print(r, list(r), len(r), r[1], r[-1], r[1:3], r[::-1], 5 in r, 6 in r, r.index(8), r.count(5), r.start, r.stop, r.step)
print(range(3), range(0), list(range(5, 0, -2)), range(3) == range(0, 3, 1), hash(range(3)) == hash(range(0, 3)), list(reversed(r)), bool(range(0)))
print(range(10 ** 20)[-1], len(range(0, 10 ** 6, 7)), range(True), list(range(-3, 3)), sum(range(101)), max(range(5)))
for make in (lambda: range(), lambda: range(1, 2, 0), lambda: range(1.5), lambda: range("a"), lambda: r[10], lambda: r.index(99), lambda: range(1, 2, 3, 4), lambda: r["a"], lambda: r.append(1), lambda: len(range(10 ** 20))):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
try:
    r[0] = 1
except TypeError as e:
    print(e)
try:
    r.start = 1
except AttributeError as e:
    print(e)
