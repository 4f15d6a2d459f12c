class L(list):
    def append(self, x):
        super().append(x * 2)
    def __repr__(self):
        return "L" + super().__repr__()
l = L([1])
l.append(2)
l.extend([3])
print(l, len(l), l[0:2], type(l[0:2]).__name__, l + [1], isinstance(l, list), l == [1, 4, 3])
class D(dict):
    def __missing__(self, k):
        self[k] = v = len(self)
        return v
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
d = D(a=1)
print(d["z"], d, d.get("q"), "q" in d, type(d.copy()).__name__)
class I(int):
    def __add__(self, o):
        return I(int(self) + o + 1000)
i = I(5)
print(i + 1, type(i + 1).__name__, i * 2, type(i * 2).__name__, i == 5, repr(i), f"{i}", {5: "five"}[i])
class E(Exception):
    def __init__(self, a, b):
        self.a = a
print(repr(E(1, 2)), E(1, 2).args, str(E(1, 2)))
class S(str):
    def __eq__(self, o):
        return True
    __hash__ = str.__hash__
print(S("a") == "b", "b" == S("a"), S("x").upper(), type(S("x").upper()).__name__)
