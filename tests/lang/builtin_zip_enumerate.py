print(list(zip([1, 2], "ab", (3, 4, 5))), list(zip()), list(zip([1])), list(enumerate("ab")), list(enumerate("ab", start=5)), dict(enumerate("xy", 1)))
print(list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(filter(None, [0, 1, "", 2])), list(map(str, range(3))), list(filter(lambda n: n > 1, [1, 2, 3])))
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed((1, 2))), list(zip(*[(1, 2), (3, 4)])))
for make in (lambda: zip(5), lambda: enumerate(5), lambda: map(5), lambda: list(map(5, [1])), lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: reversed(5), lambda: reversed({1}), lambda: filter(), lambda: list(zip([1], [1], [], strict=True)), lambda: next([])):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
