# odd corners
class Meta: pass
def f(): 
    "doc"
    return 1
print(f.__doc__, f.__name__, f.__qualname__, f.__module__)
f.attr = 5
print(f.attr, f.__dict__)
class A:
    "the doc"
    x: int = 1
    def m(self): pass
    def __enter__(self): return self
    def __exit__(self, *a): return False
print(A.__doc__, A.__name__, A.m.__qualname__, A.x)
a = A()
print(a.m.__name__, a.m.__func__ is A.m, a.m.__self__ is a, a.m == a.m)
try:
    with a:
        raise KeyError("inside")
except KeyError as e:
    print("got", e)
print([i for i in range(3) if i], {i: i for i in range(2)}, {i for i in "a"}, (lambda *a, **k: (a, k))(1, b=2))
x = 5
def g():
    global x
    x += 1
    return x
print(g(), x)
class P:
    def __init__(self): self.d = {}
    def __setattr__(self, k, v):
        object.__setattr__(self, k, v)
        if k != "d": print("set", k, v)
    def __delattr__(self, k): print("del", k); object.__delattr__(self, k)
    def __getattribute__(self, k):
        if k == "magic": return 42
        return super().__getattribute__(k)
p = P(); p.q = 3; del p.q; print(p.magic, p.d)
try: p.zz
except AttributeError as e: print(e)
def deleg():
    try:
        r = yield from sub()
        print("r =", r)
    except ValueError as e:
        print("outer caught", e)
        yield "recovered"
def sub():
    try:
        yield 1
    except KeyError:
        print("sub caught"); yield 2
    return "ret"
d = deleg(); print(next(d)); print(d.throw(KeyError)); 
try: next(d)
except StopIteration: print("end")
d = deleg(); print(next(d)); print(d.throw(ValueError("boo")))
def finally_order():
    try:
        try: raise ValueError(1)
        finally: print("f1")
    except ValueError as e:
        print("caught", e)
        try: raise KeyError(2)
        except KeyError: pass
        print("still", repr(__import__("sys").exc_info()[1]) if False else "")
finally_order()
for i in range(2):
    try:
        if i: break
        continue
    finally:
        print("loop", i)
print(isinstance(1, (str, int)), issubclass(bool, int), callable(f), callable(3))
print(type(A), type(a), type(f), type(len), type(None), type(f.__code__))
print(str(A), repr(A), A.__mro__)
s = "abc"
for i, ch in enumerate(s, 1): print(i, ch, end=" ")
print()
import collections, functools, itertools
print(functools.reduce(lambda a, b: a + b, [1, 2, 3]), list(itertools.chain([1], [2])))
D = collections.defaultdict(list); D["a"].append(1); print(dict(D))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(30))
print(max([3, 1, 2], key=lambda v: -v), min("b", "a"), sorted({"b": 1, "a": 2}.items()))
def kw(a, *, b): return a, b
print(kw(**{"a": 1, "b": 2}))
class E(Exception):
    def __str__(self): return "custom"
try: raise E("x")
except E as e: print(e, repr(e), e.args)
try:
    try: raise ValueError("a")
    except ValueError: raise KeyError("b")
except KeyError as e: print(repr(e.__context__))
print(eval if False else "no eval")
assert 1 == 1, "msg"
try: assert 0, "msg"
except AssertionError as e: print("AE", e)
i = iter([1, 2]); print(next(i), next(i), next(i, "dflt"))
print(list(reversed([1, 2, 3])), sum([[1], [2]], []), divmod(7, 2), pow(2, 10, 1000), round(2.5), abs(-3))
nested = [[j for j in range(i)] for i in range(3)]; print(nested)
print("%5.2f|%-5s|%05d" % (3.14159, "ab", 42), "{:>8}|{:<4}|{:^5}".format("x", "y", "z"), f"{1000000:,}")
t = (1, 2, 3); a, b, c = t; print(a, b, c, t[1:], t + (4,), t * 2)
del x
try: x
except NameError as e: print(e)
print(hash("a") == hash("a"), id(a) == id(a))
class Cnt:
    n = 0
    def __iadd__(self, o): self.n += o; return self
    def __len__(self): return self.n
    def __contains__(self, x): return x == 1
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
c = Cnt(); c += 5; print(len(c), 1 in c, 2 in c, list(c), c[1])
while 1:
    try: break
    finally: print("w")
print(*[1, 2], sep="-", end="!\n")
