# enumerate, zip, map, filter, reversed, iter, next.
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], start=1)), list(zip([1, 2], "ab", (3, 4, 5))), list(zip()), list(zip([1])))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])))
print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed((1, 2))), dict(zip("ab", [1, 2])), list(map(max, [1, 5], [3, 2])))
it = iter([1, 2, 3]); print(next(it), next(it), list(it), next(it, "end"), list(it), iter(it) is it)
n = 0
def count():
    global n
    n += 1
    return n
print(list(iter(count, 4)), [a + b for a, b in zip("abc", "xyz")], list(zip(*[(1, 2), (3, 4)])), sum(map(int, "123")), any(map(lambda x: x > 2, [1, 2, 3])))
z = zip([1, 2, 3], ["a", "b"]); print(next(z), list(z), list(z)); e = enumerate("xyz"); next(e); print(list(e)); m = map(abs, [-1, -2]); print(next(m), list(m))
for i, (a, b) in enumerate(zip("ab", [1, 2])):
    print(i, a, b)
def try_it(f):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
try_it(lambda: next(iter([]))); try_it(lambda: next([])); try_it(lambda: iter(5)); try_it(lambda: list(map(None, [1]))); try_it(lambda: list(zip([1], [1, 2], strict=True)))
try_it(lambda: list(zip([1, 2], [1], strict=True))); try_it(lambda: reversed(5)); try_it(lambda: enumerate(5)); try_it(lambda: map(str)); try_it(lambda: zip(5)); try_it(lambda: reversed({1})); try_it(lambda: list(zip([1], [1], [], strict=True)))
for x in 5 if False else []:
    pass
else:
    print("else")
