# differs: 3.13
from collections import namedtuple
P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p._fields, p._asdict(), p._replace(x=9), P._make([5, 6]), p == (1, 2), len(p), tuple(p), isinstance(p, tuple))
x, y = p
print(x, y, P.__name__, P.__doc__, hash(p) == hash((1, 2)), p + (3,), max(P(1, 5), P(2, 0)))
Q = namedtuple("Q", ["a", "b", "c"], defaults=[0, None])
print(Q(1), Q._field_defaults)
for make in (lambda: P(1), lambda: P(1, 2, 3), lambda: P(1, z=2), lambda: p.z, lambda: namedtuple("X", "a a"), lambda: namedtuple("X", "def"), lambda: namedtuple("X", "_a"), lambda: p._replace(zz=1)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
try:
    p.x = 5
except AttributeError as e:
    print(e)
class Pt(namedtuple("Pt", "x y")):
    def norm(self):
        return self.x ** 2 + self.y ** 2
print(Pt(3, 4).norm(), Pt(1, 2), namedtuple("R", "a, b", rename=True)(1, 2))
