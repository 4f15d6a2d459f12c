import copy
a = [1, [2, 3], {"k": [4]}]
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append(9)
a[2]["k"].append(8)
print(b, c)
class P:
    def __init__(self):
        self.items = [1]
p = P()
q, r = copy.copy(p), copy.deepcopy(p)
p.items.append(2)
print(q.items, r.items, q is p)
loop = []
loop.append(loop)
d = copy.deepcopy(loop)
print(d[0] is d, d is loop, copy.deepcopy((1, [2])), copy.copy("s"), copy.deepcopy(None))
class Own:
    def __copy__(self):
        return "copied"
    def __deepcopy__(self, memo):
        return "deep"
print(copy.copy(Own()), copy.deepcopy(Own()))
