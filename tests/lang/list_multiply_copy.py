a = [[0]] * 3
a[0].append(1)
print(a, [1, 2] * 2, 2 * [0], [1] * 0, [1] * -1)
b = a.copy()
b.append(5)
print(len(a), len(b), a[0] is b[0], a == b[:3], a is not b)
a = [1, 2]
a *= 3
print(a)
a.reverse()
a.clear()
print(a)
try:
    [1] * "a"
except TypeError as e:
    print(e)
try:
    [1] * 1.0
except TypeError as e:
    print(e)
