"""Comprehensions, generators, lambdas."""

squares = [x * x for x in range(10) if x % 2]
pairs = {(a, b) for a in squares for b in [a]}
names = {k: v for k, v in pairs if k if v}
total = sum(x for x in squares)


def inlined(x, rows):
    y = [x for x in rows]
    z = [[c for c in row] for row in rows]
    f = [lambda: i for i in rows]
    return x, y, z, f


def shadow(i):
    a = [i for i in range(i)]
    return i, a


def deep(d, q):
    c = d
    a = [[c for c in s if c != d] for s in q]
    b = {c: s for s in q for c in s}
    return a, b, lambda: [[c for d in q] for d in q]


def closure(n):
    return [n + k for k in range(n)], lambda: n


class Table:
    size = 3
    cells = [0 for _ in range(size)]
    rows = list(r for r in range(3))
    calls = [[lambda: j for j in range(i)] for i in range(2)]


def generator(n):
    got = yield
    while n:
        x = yield n
        n -= 1
    yield from generator(n)
    result = yield from inner()
    return result


def inner():
    try:
        yield 1
    finally:
        yield 2


def genexps(m):
    return any(x for row in m for x in row if x), max((y for y in m), key=m)


add = lambda a, *b, c=1, **d: a + c
