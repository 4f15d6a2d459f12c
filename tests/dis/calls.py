"""Calls, attributes, subscripts, displays, unpacking, assignment."""


def calls(f, o, a, k):
    f()
    f(1, a, k=2, j=a)
    f(*a)
    f(1, *a, 2, **k)
    f(x=1, **k, y=2)
    f(**{"a": 1}, **k)
    o.m()
    o.m(1, k=2)
    o.m(*a)
    o.a.b.c(a)(k)
    o[0](1)
    print(a, sep="", end="\n")
    (o
     .first(1)
     .second(2))


def subscripts(a, i):
    a[i] = a[i + 1]
    a[1:2] = a[:]
    a[::2] = a[i:-1:1]
    del a[i], a[1:], a.x
    a[i] += 1
    a.x -= 1
    a[1:3] *= 2
    a[i, 1] = a[..., 1:2]


def displays(a, b):
    e = [], (), {}, [1, 2, 3], (1, 2), {1, 2, 3}, [1, 2], {1: a, 2: b}
    s = [*a, 1], (1, *a, *b), {*a, b}, {**a, "k": 1, **b}
    d = {"a": 1, "b": a}, {a: b}, {1, a}
    return e, s, d


def unpack(a, b):
    a, b = b, a
    a, b, c = b, c, a
    [a, (b, *c)] = a
    a = b = c
    x, = a
    (y) = 1
    *z, = a
    return a


def in_lists(x):
    for i in [1, 2, 3]:
        pass
    for i in [x, 1]:
        pass
    return x in [1, 2], x not in {1, 2}, x in [x], [i for i in [1, 2]]


def operators(a, b):
    return (a + b - a * b / a // b % a ** b, a << b >> a & b | a ^ b, a @ b,
            -a, +a, ~a, not a, a == b, a != b, a <= b, a is b, a is not b)


def augmented(a, b):
    a += b
    a -= b
    a *= b
    a /= b
    a //= b
    a %= b
    a **= b
    a <<= b
    a >>= b
    a &= b
    a |= b
    a ^= b
    a @= b
