# A list may change under its iterator.
a = [1, 2, 3, 4, 5, 6]
for x in a:
    if x % 2 == 0:
        a.remove(x)
print(a)  # expect: [1, 3, 5]
b = [1, 2, 3]
for x in b:
    if len(b) < 6:
        b.append(x * 10)
print(b)  # expect: [1, 2, 3, 10, 20, 30]
it = iter(b)
b.clear()
print(list(it), list(it))  # expect: [] []
c = [1, 2]
r = reversed(c)
c.append(3)
print(list(r))  # expect: [2, 1]
i = iter([1])
print(next(i), next(i, None), next(i, None))  # expect: 1 None None
