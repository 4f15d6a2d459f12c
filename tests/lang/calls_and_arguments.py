"""Arguments of every kind, and what is said where they do not fit."""


def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


print(f(1, d=4))
print(f(1, 9, 8, 7, 6, d=0, e=1, z=2))
print(f(*[1, 2, 3], *(4, 5), **{"d": 6}, **{"x": 7}))
print(f(1, c=2, d=3, a=4))


def g(*, k):
    return k


def h(a, b=[]):
    b.append(a)
    return b


print(g(k=1), h(1), h(2), h(3, []))


def none():
    pass


def two(a, b):
    return a, b


m = 3
bad = [
    lambda: none(1), lambda: two(), lambda: two(1), lambda: two(1, 2, 3),
    lambda: two(1, a=2), lambda: two(1, c=2), lambda: g(1), lambda: g(),
    lambda: f(), lambda: f(1), lambda: two(*1), lambda: two(**1),
    lambda: two(**{1: 2}), lambda: two(1, **{"a": 2}), lambda: m(),
    lambda: two(b=1), lambda: f(1, d=1, **{"d": 2})]
for b in bad:
    try:
        print(b())
    except TypeError as e:
        print(e)


def deco(word):
    def wrap(fn):
        def inner(*a, **k):
            return word, fn(*a, **k)
        return inner
    return wrap


@deco("outer")
@deco("inner")
def decorated(x, y=1):
    """Its docstring."""
    return x + y


print(decorated(1), decorated(1, y=5))


class Meth:
    count = 0

    def __init__(self, *a, **k):
        self.a, self.k = a, k

    def m(self, x, *, y=0):
        return x, y, len(self.a)

    @classmethod
    def c(cls, x):
        cls.count += x
        return cls.__name__, cls.count

    @staticmethod
    def s(x):
        return x

    @property
    def p(self):
        return "p"

    @p.setter
    def p(self, v):
        self.k["p"] = v

    def __call__(self, *a):
        return a


m = Meth(1, 2, z=3)
m.p = 4
bound = m.m
print(m.m(1, y=2), Meth.m(m, 5), m.c(2), Meth.c(3), m.s(1), m.p, m.k, m(7),
      bound(8))
order = []


def note(x):
    order.append(x)
    return x


two(note(1), note(2))
f(note(3), *[note(4)], d=note(5), **{"q": note(6)})
d = {note("k"): note("v")}
note([0])[note(0)] = note("stored")
x = y = note("twice")
(note(1) < note(2) < note(0) < note("never"))
print(order)
a, (b, *c), *d = 1, (2, 3, 4), 5, 6
print(a, b, c, d)
for bad in [lambda: unpack2((1,)), lambda: unpack2((1, 2, 3)),
            lambda: unpack_star(()), lambda: unpack2(5)]:
    def unpack2(v):
        p, q = v

    def unpack_star(v):
        p, *q = v
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(e)
print(f.__name__, decorated.__name__, (lambda: 0).__name__, Meth.m.__qualname__)
