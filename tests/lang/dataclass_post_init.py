from dataclasses import dataclass, field, InitVar, KW_ONLY
@dataclass
class Base:
    name: str
@dataclass
class Sub(Base):
    n: int = 1
    twice: int = field(init=False)
    def __post_init__(self):
        self.twice = self.n * 2
print(Sub("a", 4), Sub.__name__, Sub("a") == Sub("a", 1), Base("a") == Sub("a"))
@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 2
print(K(1, b=3))
try:
    K(1, 2)
except TypeError as e:
    print(e)
@dataclass(repr=False, eq=False)
class Plain:
    v: int = 1
print(Plain() == Plain(), Plain().v)
@dataclass
class Node:
    value: int
    next: "Node" = None
print(Node(1, Node(2)))
@dataclass
class WithVar:
    a: InitVar[int]
    b: int = 0
    def __post_init__(self, a):
        self.b = a * 10
print(WithVar(4))
