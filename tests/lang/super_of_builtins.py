# super() in subclasses of builtins reaches their methods.
class L(list):
    def __init__(self, *items):
        super().__init__(items)
    def append(self, x):
        super().append(x)
        super().append(-x)
    def __getitem__(self, i):
        return super().__getitem__(i) * 10
    def __contains__(self, x):
        return not super().__contains__(x)
    def __repr__(self):
        return "L" + super().__repr__()
a = L(1, 2)
a.append(3)
print(a, a[0], 1 in a, 9 in a, len(a), [x for x in a], list(a))
# expect: L[1, 2, 3, -3] 10 False True 4 [1, 2, 3, -3] [1, 2, 3, -3]
class D(dict):
    def __getitem__(self, k):
        return super().__getitem__(k.lower())
    def get(self, k, default=None):
        return super().get(k.lower(), default)
    def __init__(self, **kw):
        super().__init__(**kw)
d = D(a=1)
print(d["A"], d.get("A"), d.get("Q", 0), d)  # expect: 1 1 0 {'a': 1}
class S(str):
    def __new__(cls, x):
        return super().__new__(cls, x.upper())
    def __add__(self, o):
        return S(super().__add__(o))
print(S("a") + "b", type(S("a") + "b").__name__)  # expect: AB S
class I(int):
    def __new__(cls, v):
        return super().__new__(cls, v + 1)
    def __str__(self):
        return "I:" + super().__str__()
    def __eq__(self, o):
        return super().__eq__(o)
    __hash__ = int.__hash__
print(I(1), I(1) == 2, repr(I(1)), f"{I(1)}", I(1) + 1, {I(1)} == {2})
# expect: I:2 True 2 I:2 3 True
