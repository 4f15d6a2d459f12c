t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), t + (4,), t * 2, t[1:3], t[::-1], (1,), ())
print(hash((1, 2)) == hash((1, 2)), (1, 2) < (1, 3), 2 in t, len(t), max(t), sum(t))
for make in (lambda: t.index(9), lambda: t[9], lambda: t + [1], lambda: hash(([],)),
             lambda: t.append(1), lambda: t["a"], lambda: t.__setitem__(0, 1)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
