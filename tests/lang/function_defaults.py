def f(a, b=[], *c, d=4, **e):
    b.append(a)
    return a, b, c, d, e
print(f(1), f(2), f(3, [], 5, 6, d=7, z=8))
print(f.__name__, f.__defaults__, f.__kwdefaults__, f.__qualname__, f.__doc__, f.__module__)
n = 1
def g(x=n):
    return x
n = 2
print(g(), g(5))
def h(*args, **kw):
    return args, kw
print(h(), h(1, *[2, 3], *(4,), a=1, **{"b": 2}), h(*"ab", **{}))
