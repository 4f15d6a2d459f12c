print(any([0, 1]), any([]), all([]), all([1, 0]), any(x > 2 for x in range(5)), all(x < 5 for x in range(5)))
it = iter([0, 1, 2, 3])
print(any(it), list(it))
it = iter([1, 0, 2, 3])
print(all(it), list(it))
for make in (lambda: any(5), lambda: all(), lambda: any([1], [2])):
    try:
        print(make())
    except TypeError as e:
        print(e)
