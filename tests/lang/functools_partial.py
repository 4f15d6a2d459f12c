from functools import partial
def f(a, b, c=3, *d, **e):
    return a, b, c, d, e
p = partial(f, 1, c=9)
print(p(2), p(2, c=5), p(2, z=1), p.args, p.keywords, p.func is f, partial(int, base=2)("101"))
q = partial(p, 7)
print(q(), q.args, partial(max, 1)(5, 3), partial(print, "a", sep="-")("b"))
try:
    partial()
except TypeError as e:
    print(e)
try:
    partial(5)
except TypeError as e:
    print(e)
p.extra = 1
print(p.extra, callable(p), type(p).__name__)
