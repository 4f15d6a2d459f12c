import abc
import contextlib
import copy
import dataclasses
import enum
import io
import string
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Optional


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


@dataclass
class Account:
    owner: str
    balance: float = 0.0
    log: list = field(default_factory=list, repr=False)

    def deposit(self, n):
        self.balance += n
        self.log.append(n)


a = Account("ann", 5)
b = Account("bob")
a.deposit(3)
print(a, b, a == b, a == Account("ann", 8, [3]), a.log, b.log)
print(dataclasses.asdict(a), dataclasses.astuple(b))
print(dataclasses.replace(b, owner="eve"))
print([f.name for f in dataclasses.fields(Account)],
      dataclasses.is_dataclass(a), dataclasses.is_dataclass(5))
attempt(Account)
attempt(Account, 1, 2, 3, 4)
attempt(Account, 1, wrong=2)


@dataclass(frozen=True, order=True)
class Job:
    cost: int
    name: str = field(compare=False)

    def __post_init__(self):
        object.__setattr__(self, "double", self.cost * 2)


j = Job(3, "x")
print(j, j.double, Job(1, "b") < Job(2, "a"), hash(j) == hash(Job(3, "y")),
      sorted([Job(2, "p"), Job(1, "q")]))


def change():
    j.cost = 5


attempt(change)


@dataclass
class Sub(Account):
    rate: int = 2


print(Sub("sue", 1, [], 7))


@contextlib.contextmanager
def managed(name):
    print("enter", name)
    try:
        yield name.upper()
    except ValueError as e:
        print("caught", e)
    finally:
        print("exit", name)


with managed("a") as m:
    print(m)
with managed("b"):
    raise ValueError("inside")
try:
    with managed("c"):
        raise KeyError("through")
except KeyError as e:
    print("outside", e)
with contextlib.suppress(ZeroDivisionError, KeyError):
    1 / 0
print("after")


class Thing:
    def close(self):
        print("closed")


with contextlib.closing(Thing()) as t:
    print(type(t).__name__)
with contextlib.nullcontext(5) as n:
    print(n)
with contextlib.ExitStack() as stack:
    stack.enter_context(managed("one"))
    stack.callback(print, "callback")
    stack.enter_context(managed("two"))


class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    BLUE = enum.auto()
    CRIMSON = 1

    def shout(self):
        return self.name + "!"


print(Color.RED, repr(Color.GREEN), Color.BLUE.value, Color(2), Color["BLUE"],
      Color.RED is Color.CRIMSON, Color.RED.shout(), Color.RED == 1,
      isinstance(Color.RED, Color), list(Color.__members__))
attempt(Color, 7)
print([c.name for c in Color], list(Color), Color.GREEN in Color)
for c in Color:
    print(c)


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


print(Level.LOW < Level.HIGH, Level.HIGH + 1, Level.LOW, repr(Level.LOW))

nested = {"a": [1, [2, 3]], "b": (4, [5])}
shallow = copy.copy(nested)
deep = copy.deepcopy(nested)
nested["a"][1].append(9)
print(shallow, deep)


class Node:
    def __init__(self, value):
        self.value = value
        self.items = [value]


n = Node(1)
s, d = copy.copy(n), copy.deepcopy(n)
n.items.append(2)
print(s.items, d.items, type(d).__name__)


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        pass

    @abc.abstractmethod
    def name(self):
        pass


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2

    def name(self):
        return "square"


class Half(Shape):
    def area(self):
        return 0


print(Square(3).area())
attempt(Shape)
attempt(Half)

f = io.StringIO()
f.write("one\ntwo\n")
print("three", file=f)
print(repr(f.getvalue()))
f.seek(0)
print(f.readline(), f.read())
print(string.ascii_lowercase, string.digits, string.capwords("a bc"))


def typed(x: Optional[int], y: List[Dict[str, Any]] = None,
          z: Callable[[int], str] = str) -> "Node":
    return x


print(typed(3))
