class V:
    def __init__(self, x):
        self.x = x
    def __repr__(self):
        return f"V({self.x})"
    def __add__(self, o):
        return V(self.x + (o.x if isinstance(o, V) else o))
    __radd__ = __add__
    def __sub__(self, o):
        return V(self.x - o.x)
    def __rsub__(self, o):
        return V(o - self.x)
    def __mul__(self, k):
        return V(self.x * k)
    def __iadd__(self, o):
        self.x += 100
        return self
    def __neg__(self):
        return V(-self.x)
    def __abs__(self):
        return abs(self.x)
    def __truediv__(self, o):
        return "div"
    def __floordiv__(self, o):
        return "floordiv"
    def __mod__(self, o):
        return "mod"
    def __pow__(self, o, m=None):
        return ("pow", m)
    def __matmul__(self, o):
        return "matmul"
    def __lshift__(self, o):
        return "lshift"
    def __and__(self, o):
        return "and"
    def __ror__(self, o):
        return "ror"
    def __invert__(self):
        return "invert"
    def __divmod__(self, o):
        return "divmod"
    def __round__(self, n=None):
        return ("round", n)
    def __pos__(self):
        return "pos"
v, w = V(1), V(2)
print(v + w, v + 5, 5 + v, v - w, 10 - v, v * 3, -v, abs(V(-4)), sum([V(1), V(2)]), v / 1, v // 1, v % 1, v ** 2, pow(v, 2, 3), v @ w, v << 1, v & 1, 1 | v, ~v, divmod(v, 1), round(v), round(v, 2), +v)
u = v
u += 1
print(u is v, v)
for make in (lambda: v * v * "a", lambda: 3 * v, lambda: v | 1, lambda: 1 - "a", lambda: v >> 1, lambda: v - 1):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
