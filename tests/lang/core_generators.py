# Generators in all their states, and C code that iterates them.
def g1():
    try:
        yield 1
        yield 2
    finally:
        print("g1 fin")
g = g1(); next(g); g.close(); print("closed")
def g2():
    r = yield from [1, 2]
    print("r", r)
    try:
        yield from g3()
    except ZeroDivisionError as e: print("z", e); yield "after"
def g3():
    yield "g3"
    1 / 0
print(list(g2()))
def accum():
    t = 0
    while True:
        x = yield t
        if x is None: return t
        t += x
def drive():
    r = yield from accum()
    yield ("total", r)
d = drive(); next(d); d.send(3); d.send(4); print(d.send(None))
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(3)))
def fibs():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
import itertools
print(list(itertools.islice(fibs(), 10)))
print([x for x, _ in zip(fibs(), range(5))])
class Ctx:
    def __enter__(self): return 1
    def __exit__(self, t, v, tb): print("exit", t and t.__name__); return False
def gw():
    with Ctx() as c:
        yield c
        yield c + 1
print(list(gw()))
g = gw(); next(g)
try: g.throw(KeyError("x"))
except KeyError as e: print("through", e)
try: next(g)
except StopIteration: print("stop")
import contextlib
@contextlib.contextmanager
def cm(x):
    print("in", x)
    try: yield x + 1
    except ValueError as e: print("handled", e)
    finally: print("out", x)
with cm(1) as v:
    print(v)
    raise ValueError("q")
print(any(x > 2 for x in fibs()), next((x for x in fibs() if x > 20), None))
def outer():
    def inner():
        yield x
    x = 5
    return inner()
print(list(outer()))
try:
    g = (1 / x for x in [1, 0]); print(next(g)); next(g)
except ZeroDivisionError as e: print(e)
def early(): 
    return
    yield
print(list(early()))
e = early()
try: e.send(1)
except TypeError as ex: print(ex)
def nested_exc():
    try:
        raise ValueError("a")
    except ValueError:
        try:
            raise TypeError("b")
        except TypeError as e:
            print(repr(e.__context__))
        yield 1
        raise
try:
    for v in nested_exc(): print(v)
except ValueError as e: print("re", e)
class Seq:
    def __len__(self): return 3
    def __getitem__(self, i):
        if i >= 3: raise IndexError(i)
        return i * i
print(list(Seq()), 4 in Seq(), list(reversed(Seq())), [*Seq()], dict(enumerate(Seq())))
a, b, c = Seq(); print(a, b, c)
class Callable:
    def __call__(self): return "called"
print(list(iter(iter([1, 2, 0, 3]).__next__, 0)))
print(list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(lambda x: x % 2, range(5))))
print(sorted("bca", key=str.upper), sorted([(1, "b"), (1, "a")]), sorted([3, 1], key=lambda x: (x % 2, -x)))
try: sorted([1, "a"])
except TypeError as e: print(e)
def raiser(x): raise RuntimeError("in key")
try: sorted([2, 1], key=raiser)
except RuntimeError as e: print(e)
try: list(map(raiser, [1]))
except RuntimeError as e: print(e)
def f(x, acc=[]): acc.append(x); return acc
f(1); print(f(2))
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, z=3))
try:
    try: raise ValueError("1")
    finally:
        try: raise KeyError("2")
        except KeyError: pass
except ValueError as e: print("ok", e, e.__context__)
def rec(n): return 0 if n == 0 else 1 + rec(n - 1)
print(rec(900))
try: rec(2000)
except RecursionError as e: print(e)
print(rec(500))
