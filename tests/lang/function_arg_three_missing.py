def f(a, b, c, d):
    pass
def g(*, a, b, c):
    pass
def h(a, b=1, *, c, d):
    pass
for make in (lambda: f(), lambda: f(1), lambda: f(1, 2), lambda: f(1, 2, 3), lambda: g(), lambda: g(a=1), lambda: g(1, a=1), lambda: h(1, 2, 3), lambda: h(1, 2, 3, c=4), lambda: h(c=1, d=2), lambda: h(), lambda: h(1, 2, 3, 4, c=1, d=2), lambda: f(1, 2, 3, 4, 5, e=5), lambda: f(e=1)):
    try:
        print(make())
    except TypeError as e:
        print(e)
