# differs: 3.11
from enum import Enum, IntEnum, auto, unique, Flag
class Color(Enum):
    RED = 1
    GREEN = 2
    ROUGE = 1
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["GREEN"], list(Color), len(Color), Color.ROUGE is Color.RED, Color.RED == 1, Color.RED in Color, type(Color.RED))
class N(IntEnum):
    A = 1
    B = 2
print(N.A, N.A == 1, N.A < N.B, N.B + 1, repr(N.B), f"{N.A}", sorted([N.B, N.A]), [10, 20, 30][N.A])
class Au(Enum):
    X = auto()
    Y = auto()
    def describe(self):
        return f"{self.name}={self.value}"
print([m.value for m in Au], Au.X.describe(), {Au.X: "x"}[Au.X], Au.X is Au.X, Color.__members__)
for make in (lambda: Color(9), lambda: Color["NOPE"], lambda: Color.NOPE, lambda: Color.RED < Color.GREEN):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
try:
    Color.RED = 5
except AttributeError as e:
    print(e)
try:
    @unique
    class U(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
try:
    class More(Color):
        BLUE = 3
except TypeError as e:
    print(e)
