# Operators of classes: plain, reflected, in place.
class V:
    def __init__(self, x):
        self.x = x
    def __repr__(self):
        return f"V({self.x})"
    def __add__(self, o):
        return V(self.x + (o.x if isinstance(o, V) else o))
    def __radd__(self, o):
        return V(o + self.x)
    def __sub__(self, o):
        return V(self.x - o) if isinstance(o, int) else NotImplemented
    def __rsub__(self, o):
        return V(o - self.x)
    def __mul__(self, o):
        return V(self.x * o)
    def __iadd__(self, o):
        self.x += o
        return self
    def __neg__(self):
        return V(-self.x)
    def __pos__(self):
        return "pos"
    def __invert__(self):
        return "inv"
    def __abs__(self):
        return V(abs(self.x))
    def __truediv__(self, o):
        return "div"
    def __floordiv__(self, o):
        return "fdiv"
    def __mod__(self, o):
        return "mod"
    def __pow__(self, o):
        return "pow"
    def __lshift__(self, o):
        return "lsh"
    def __and__(self, o):
        return "and"
    def __ror__(self, o):
        return "ror"
    def __matmul__(self, o):
        return "mat"
    def __divmod__(self, o):
        return "dm"
    def __round__(self, n=None):
        return ("round", n)
    def __int__(self):
        return self.x
    def __float__(self):
        return float(self.x)
    def __index__(self):
        return self.x
    def __bool__(self):
        return self.x != 0
    def __len__(self):
        return 7
a = V(3)
print(a + 1, 1 + a, a + V(2), a - 1, 10 - a, a * 2, -a, +a, ~a, abs(V(-2)), a / 1, a // 1, a % 1, a ** 2, a << 1, a & 1, 1 | a, a @ a)
# expect: V(4) V(4) V(5) V(2) V(7) V(6) V(-3) pos inv V(2) div fdiv mod pow lsh and ror mat
b = a; a += 5; print(a, b is a, divmod(a, 2), round(a), round(a, 2), int(a), float(a), hex(a), bool(V(0)), bool(a), len(a), sum([V(1), V(2)], V(0)), sum([V(1), V(2)]))
# expect: V(8) True dm ('round', None) ('round', 2) 8 8.0 0x8 False True 7 V(3) V(3)
a -= 1; print(a, b, not V(0), [1, 2, 3][V(1)], "x" * V(2))
# expect: V(7) V(8) True 2 xx
for f in [lambda: a * a * "x", lambda: 2 * a, lambda: a - "x", lambda: a >> 1, lambda: a < 1, lambda: 1 << a, lambda: "x" - a, lambda: [] + a, lambda: a["k"], lambda: a(), lambda: {} | object()]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError unsupported operand type(s) for *: 'int' and 'V'
# expect: TypeError unsupported operand type(s) for *: 'int' and 'V'
# expect: TypeError unsupported operand type(s) for -: 'V' and 'str'
# expect: TypeError unsupported operand type(s) for >>: 'V' and 'int'
# expect: TypeError '<' not supported between instances of 'V' and 'int'
# expect: TypeError unsupported operand type(s) for <<: 'int' and 'V'
# expect: TypeError unsupported operand type(s) for -: 'str' and 'int'
# expect: TypeError can only concatenate list (not "int") to list
# expect: TypeError 'V' object is not subscriptable
# expect: TypeError 'V' object is not callable
# expect: TypeError unsupported operand type(s) for |: 'dict' and 'object'
