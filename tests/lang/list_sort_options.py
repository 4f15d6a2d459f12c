# differs: 3.11 3.13
a = ["bb", "A", "c", "aaa"]
a.sort()
print(a, sorted(a, key=len), sorted(a, key=str.lower, reverse=True))
print(sorted([3, 1, 2], reverse=True), sorted("bca"), sorted({3: 1, 1: 2}))
print(sorted([(1, "b"), (0, "z"), (1, "a")], key=lambda t: t[0]))
print(sorted([1, 2, 3, 4], key=lambda n: n % 2, reverse=True), a.sort(key=len))
for make in (lambda: sorted([1, "a"]), lambda: sorted(5), lambda: [].sort(1),
             lambda: sorted([1], key=5), lambda: sorted([None, None]),
             lambda: sorted([1], reverse="x"), lambda: sorted([1, 2], cmp=1)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
