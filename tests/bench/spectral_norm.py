"""Calls and floats: the spectral norm of an endless matrix."""


def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    n = len(v)
    return [sum([a(i, j) * v[j] for j in range(n)]) for i in range(n)]


def times_turned(v):
    n = len(v)
    return [sum([a(j, i) * v[j] for j in range(n)]) for i in range(n)]


def norm(n):
    u = [1.0] * n
    v = u
    for _ in range(8):
        v = times_turned(times(u))
        u = times_turned(times(v))
    uv = vv = 0.0
    for x, y in zip(u, v):
        uv += x * y
        vv += y * y
    return (uv / vv) ** 0.5


print("%.9f" % norm(190))
