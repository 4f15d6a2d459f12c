fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
for i in range(2):
    print(i)


class A:
    i = 3
    fs = [lambda: i for i in range(2)]
    print([f() for f in fs], i)


def k():
    return [lambda: i for i in range(2)]


print([f() for f in k()])
i = 7
class A:
    i = 3
    j = 2
    fs = [lambda: (i, j) for i in range(2) for j in range(2)]
    print([f() for f in fs], i, j)
    def m(self): return __class__.__name__, i
    gs = [[(lambda: (i, k)) for k in range(2)] for i in range(2)]
    print([[f() for f in g] for g in gs])
print(A().m())
hs = [[(lambda: (i, k)) for k in range(2)] for i in range(2)]
print([[f() for f in g] for g in hs], i)
def k(): return [lambda: i for i in range(2)]
print([f() for f in k()])
for k in range(1): print(k)
