# differs: 3.11 3.13
print(sum([1, 2]), sum([1.5, 2]), sum([], 5), sum([[1], [2]], []), sum(range(5), start=10), min(3, 1), max([1, 5], key=lambda v: -v))
print(min("b", "a"), max([], default=0), min([3], default=1), max("ab", "b", key=len), min([(1, "z"), (1, "a")]), sum([0.1] * 10))
for make in (lambda: sum(["a"]), lambda: sum(5), lambda: max([]), lambda: min(), lambda: max(1), lambda: max([1, "a"]), lambda: sum(["a"], ""), lambda: max(1, 2, default=3), lambda: min([], key=len), lambda: max(1, 2, foo=1)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
