# Names share objects; copies do not.
a = [1, [2]]
b = a
c = a[:]
d = list(a)
e = a.copy()
a.append(3)
a[1].append(9)
print(a, b, c, d, e, b is a, c is a, c[1] is a[1])
# expect: [1, [2, 9], 3] [1, [2, 9], 3] [1, [2, 9]] [1, [2, 9]] [1, [2, 9]] True False True
x = {"k": [1]}
y = dict(x)
y["k"].append(2)
y["n"] = 0
print(x, y)  # expect: {'k': [1, 2]} {'k': [1, 2], 'n': 0}
def f(items=[]):
    items.append(1)
    return items
print(f(), f(), f([5]))  # expect: [1, 1] [1, 1] [5, 1]
m = [[0] * 2] * 2
m[0][0] = 1
print(m)  # expect: [[1, 0], [1, 0]]
