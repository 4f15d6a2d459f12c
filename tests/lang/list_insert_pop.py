a = [1, 2, 3]
a.insert(0, "s")
a.insert(100, "e")
a.insert(-1, "m")
a.insert(-100, "b")
print(a, a.pop(), a.pop(0), a.pop(-2), a)
for make in (lambda: [].pop(), lambda: a.pop(10), lambda: a.pop("x"),
             lambda: a.remove(99), lambda: a.index(99), lambda: a[10],
             lambda: a.insert(1), lambda: a.__setitem__(10, 1)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
