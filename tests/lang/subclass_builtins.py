# Subclasses of builtin types.
class Stack(list):
    def push(self, x):
        self.append(x)
    def __len__(self):
        return super().__len__() * 100
s = Stack([1, 2]); s.push(3); s.tag = "t"
print(s, len(s), s[0], s.tag, type(s).__name__, isinstance(s, list), s + [4], s == [1, 2, 3], sum(s), list(s), s.pop(), sorted(s, reverse=True), Stack())
# expect: [1, 2] 300 1 t Stack True [1, 2, 3, 4] True 6 [1, 2, 3] 3 [2, 1] []
class D(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v * 2)
d = D(a=1); d["b"] = 2; d.update(c=3); print(d, len(d), d["b"], type(d.copy()).__name__, d == {"a": 1, "b": 4, "c": 3})
# expect: {'a': 1, 'b': 4, 'c': 3} 3 4 dict True
class I(int):
    def double(self):
        return self * 2
    def __add__(self, o):
        return I(int(self) + o + 1000)
i = I(5); print(i, i.double(), i + 1, type(i + 1).__name__, i * 2, type(i * 2).__name__, i == 5, hash(i) == hash(5), [10, 20, 30, 40, 50, 60][i], I("7"), I(2 ** 70), f"{i:03d}", -i, i < 6)
# expect: 5 10 1006 I 10 int True True 60 7 1180591620717411303424 005 -5 True
class S(str):
    def shout(self):
        return self.upper() + "!"
x = S("bee"); print(x, x.shout(), len(x), x + "s", type(x + "s").__name__, x == "bee", {x: 1}["bee"], x[1:], "{:>5}".format(x), repr(x), S(5), ",".join([x, x]))
# expect: bee BEE! 3 bees str True 1 ee   bee 'bee' 5 bee,bee
class T(tuple):
    def __new__(cls, *args):
        return super().__new__(cls, args)
    @property
    def first(self):
        return self[0]
t = T(1, 2, 3); print(t, t.first, len(t), t + (4,), type(t).__name__, t == (1, 2, 3), hash(t) == hash((1, 2, 3)))
# expect: (1, 2, 3) 1 3 (1, 2, 3, 4) T True True
class F(float):
    pass
f = F(1.5); print(f, f + 1, type(f + 1).__name__, F("2.5"), f == 1.5, round(f), int(f), f"{f:.2f}")
# expect: 1.5 2.5 float 2.5 True 2 1 1.50
class Set(set):
    def add(self, x):
        super().add(x)
        super().add(-x)
u = Set([1]); u.add(5); print(u, len(u), 5 in u, -5 in u, u | {9}, type(u).__name__)
# expect: Set({1, -5, 5}) 3 True True {1, -5, 5, 9} Set
class E(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code
try:
    raise E(5)
except E as e:
    print(e, repr(e), e.code, e.args)
# expect: code 5 E('code 5') 5 ('code 5',)
