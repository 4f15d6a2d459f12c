import functools
def log(fn):
    @functools.wraps(fn)
    def wrapper(*a, **k):
        print("call", fn.__name__, a, k)
        return fn(*a, **k)
    return wrapper
def times(n):
    def deco(fn):
        def wrapper(*a):
            return [fn(*a) for _ in range(n)]
        return wrapper
    return deco
@log
@times(2)
def f(x):
    return x
@log
def g(a, b=1):
    "doc"
    return a + b
print(f(1), g(1, b=2), g.__name__, g.__doc__, g.__wrapped__.__name__)
class Count:
    def __init__(self, fn):
        self.fn, self.n = fn, 0
    def __call__(self, *a):
        self.n += 1
        return self.fn(*a)
@Count
def h(x):
    return -x
print(h(1), h(2), h.n)
def cls_deco(c):
    c.tag = c.__name__.lower()
    return c
@cls_deco
class Thing:
    pass
print(Thing.tag)
