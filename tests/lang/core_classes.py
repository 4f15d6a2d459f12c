# Classes, closures, with, finally, unpacking, operators: the core at once.
class Base:
    def hello(self): return "Base"
    @property
    def p(self): return "bp"
    @classmethod
    def cm(cls): return cls.__name__
class M1(Base):
    def hello(self): return "M1>" + super().hello()
class M2(Base):
    def hello(self): return "M2>" + super().hello()
class D(M1, M2):
    def hello(self): return "D>" + super().hello()
    @property
    def p(self): return "d" + super().p
    @classmethod
    def cm(cls): return "D:" + super().cm()
    def __str__(self): return "<D>"
d = D()
print(d.hello(), d.p, d.cm(), D.cm(), str(d), f"{d}", "%s" % d)
def deco(n):
    def wrap(f):
        def inner(*a):
            return [f(*a)] * n
        inner.__name__ = f.__name__
        return inner
    return wrap
@deco(2)
def sq(x): return x * x
print(sq(3), sq.__name__)
def cls_deco(c):
    c.extra = lambda self: "extra " + type(self).__name__
    return c
@cls_deco
class X: pass
print(X().extra())
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
def counter():
    c = 0
    def inc():
        nonlocal c
        c += 1
        def more():
            nonlocal c
            c += 10
            return c
        return more
    return inc
print(counter()()())
def ret():
    for i in range(5):
        try:
            if i == 2: return i
        finally:
            print("fin", i)
print(ret())
def override():
    try: return 1
    finally: return 2
print(override())
def swallow():
    while True:
        try: 1/0
        finally: break
    return "swallowed"
print(swallow())
class CM:
    def __init__(self, n, sw=False): self.n, self.sw = n, sw
    def __enter__(self): print("enter", self.n); return self.n
    def __exit__(self, *a): print("exit", self.n, a[0] and a[0].__name__); return self.sw
with CM(1) as a, CM(2, True) as b:
    print(a, b)
    raise ValueError
def w():
    with CM(3):
        return "from with"
print(w())
for i in range(3):
    with CM(i):
        if i == 1: break
        continue
class C:
    y = 2
    z = [3 for _ in range(2)]
    def f(self): return self.y
    lam = lambda self: self.y
print(C.z, C().f(), C().lam())
C.f2 = lambda self: self.y + 1
print(C().f2())
c = C(); c.f = lambda: "inst"; print(c.f())
try: c.nope()
except AttributeError as e: print(e)
print([*range(3), *"ab"], {**{"a": 1}, "b": 2}, (*[1], 2))
def varargs(a, *args, b=1, **kw): return a, args, b, sorted(kw.items())
print(varargs(*(1, 2), 3, b=5, **{"z": 1}, y=2))
x = [1, 2, 3]; x[0], x[1] = x[1], x[0]; print(x)
a = b = c = []; a.append(1); print(b, c)
i = 5; i += 1; i -= 2; i *= 3; i //= 2; i **= 2; i %= 7; print(i)
(a, b), c = (1, 2), 3; print(a, b, c)
for (k, v), n in zip({"a": 1}.items(), [9]): print(k, v, n)
print([(x, y) for x in range(2) for y in range(2) if x != y])
print({x: [y for y in range(x)] for x in range(3)})
g = (x * 2 for x in range(3)); print(next(g), list(g))
print(1 < 2 < 3, 1 < 3 < 2, not (1 == 1), 1 if 0 else 2, None or "d", 0 and 1)
print("a" in "abc", 1 not in [2], None is None, [] is not [])
class It:
    def __init__(self, n): self.n = n
    def __iter__(self):
        for i in range(self.n): yield i
print(list(It(3)), max(It(3)), sum(It(4)), tuple(It(2)), set(It(2)), sorted(It(3), reverse=True), " ".join(map(str, It(3))))
class Cmp:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, Cmp) and self.v == o.v
    def __hash__(self): return hash(self.v)
    def __lt__(self, o): return self.v < o.v
    def __add__(self, o): return Cmp(self.v + o.v)
    def __radd__(self, o): return Cmp(self.v + o)
    def __neg__(self): return Cmp(-self.v)
    def __bool__(self): return self.v != 0
    def __repr__(self): return f"Cmp({self.v!r})"
    def __call__(self, *a): return a
    def __format__(self, s): return f"<{s}:{self.v}>"
print(Cmp(1) + Cmp(2), 5 + Cmp(1), sum([Cmp(1), Cmp(2)]), -Cmp(3), bool(Cmp(0)), Cmp(1) == Cmp(1), Cmp(1) != Cmp(2), {Cmp(1): 2}[Cmp(1)], Cmp(4)(1, 2), f"{Cmp(1):xx}", min(Cmp(3), Cmp(2)))
print(sorted([Cmp(3), Cmp(1)]), [Cmp(1)] == [Cmp(1)], Cmp(1) in [Cmp(2), Cmp(1)], (Cmp(1),) < (Cmp(2),))
del x
print("x" in globals(), "a" in globals(), sorted(k for k in dir(C()) if not k.startswith("_")))
print(getattr(C, "y"), hasattr(C, "q"), vars(CM(1)), isinstance(3, (int, str)))
setattr(C, "q", 5); print(C.q); delattr(C, "q"); print(hasattr(C, "q"))
