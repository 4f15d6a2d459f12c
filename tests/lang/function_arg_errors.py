def none():
    pass
def two(a, b):
    pass
def dflt(a, b=2):
    pass
def kwonly(a, *, k, m=1):
    pass
def posonly(a, b, /, c):
    pass
def star(a, *args, k):
    pass
class C:
    def m(self, x):
        pass
    @classmethod
    def c(cls, x):
        pass
    @staticmethod
    def s(x):
        pass
for make in (lambda: none(1), lambda: none(1, 2), lambda: none(x=1), lambda: two(), lambda: two(1), lambda: two(1, 2, 3), lambda: two(b=1), lambda: two(1, a=1), lambda: two(1, 2, c=3), lambda: dflt(), lambda: dflt(1, 2, 3), lambda: kwonly(1), lambda: kwonly(1, 2), lambda: kwonly(1, 2, k=3), lambda: kwonly(k=1), lambda: posonly(1, b=2, c=3), lambda: posonly(a=1, b=2, c=3), lambda: posonly(1), lambda: star(), lambda: star(1), lambda: C().m(), lambda: C().m(1, 2), lambda: C.m(1), lambda: C.c(), lambda: C.s(), lambda: C.s(1, 2), lambda: C(1), lambda: (lambda a: a)(), lambda: two(*[1, 2], *[3]), lambda: two(**{"a": 1, "b": 2, "c": 3}), lambda: two(1, *5), lambda: two(**5), lambda: two(1, **{"a": 1}), lambda: two(a=1, **{"a": 1}), lambda: none(*"ab", **{"k": 1})):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
