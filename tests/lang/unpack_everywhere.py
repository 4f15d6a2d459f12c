# Stars in calls and displays.
def f(*a, **k):
    return a, k
print(f(*[1, 2], *"ab", x=1, **{"y": 2}), [*range(3), *"ab"], {*[1, 2], *[2]}, (*[1], 2), {**{"a": 1}, "b": 2, **{"a": 3}})
# expect: ((1, 2, 'a', 'b'), {'x': 1, 'y': 2}) [0, 1, 2, 'a', 'b'] {1, 2} (1, 2) {'a': 3, 'b': 2}
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)  # expect: 1 2 [3, 4] 5
for i, (x, y) in enumerate([(1, 2), (3, 4)]):
    print(i, x, y)
# expect: 0 1 2
# expect: 1 3 4
[p, q] = "hi"
print(p, q, *[[1], [2]], sep="|")  # expect: h|i|[1]|[2]
first, *_, last = range(10)
print(first, last, max(*[3, 1]), print(*[], end=""))  # expect: 0 9 3 None
