# differs: 3.13
from dataclasses import dataclass, field, asdict, astuple, replace, fields
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
p = P(1)
print(p, p == P(1), p != P(2), asdict(p), astuple(p), replace(p, y=5), [f.name for f in fields(p)])
p.tags.append("a")
print(P(1).tags, p.tags)
for make in (lambda: P(), lambda: P(1, 2, 3, 4), lambda: P(1, z=2), lambda: p < P(2), lambda: hash(p)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
@dataclass(order=True, frozen=True)
class V:
    a: int
    b: str = field(default="q", compare=False, repr=False)
    def total(self):
        return self.a * 2
print(V(1) < V(2), sorted([V(3), V(1)]), V(1) == V(1, "z"), hash(V(1)) == hash(V(1)), V(2).total(), {V(1): "x"}[V(1)])
try:
    V(1).a = 5
except Exception as e:
    print(type(e).__name__, e)
try:
    @dataclass
    class Bad:
        a: list = []
except ValueError as e:
    print(e)
try:
    @dataclass
    class Bad2:
        a: int = 1
        b: int
except TypeError as e:
    print(e)
