# differs: 3.13
# The commonest operands have code of their own, one for each operator: here
# each meets its edges and the operands that it must leave to others.
from itertools import product

EDGES = [0, 1, -1, 2, 7, -7, 61, 62, 63, 64, 2**31, -2**31, 2**32 + 5,
         2**53, 2**53 + 1, 2**61 - 1, 2**61, 2**62 - 1, 2**62, -2**62,
         -2**62 - 1, 2**63, -2**63, 2**64]
FLOATS = [0.0, -0.0, 1.5, -2.5, 1e300, float("inf"), float("nan")]


class Whole(int):
    def __add__(self, other):
        return "whole"


class Broken(float):
    def __mul__(self, other):
        return "broken"

    def __lt__(self, other):
        return "less"


def tried(f, a, b):
    try:
        return f(a, b)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


def add(a, b): return a + b
def sub(a, b): return a - b
def mul(a, b): return a * b
def truediv(a, b): return a / b
def floordiv(a, b): return a // b
def mod(a, b): return a % b
def and_(a, b): return a & b
def or_(a, b): return a | b
def xor(a, b): return a ^ b
def lshift(a, b): return a << b if b < 100 else None
def rshift(a, b): return a >> b
def lt(a, b): return a < b
def le(a, b): return a <= b
def eq(a, b): return a == b
def ne(a, b): return a != b
def gt(a, b): return a > b
def ge(a, b): return a >= b


def iadd(a, b):
    a += b
    return a


def jumps(a, b):
    if a < b:
        return "below"
    if not a <= b:
        return "above"
    return "equal or neither"


ALL = [add, sub, mul, truediv, floordiv, mod, and_, or_, xor, lshift, rshift,
       lt, le, eq, ne, gt, ge, iadd, jumps]
for f in ALL:
    seen = 0
    for a, b in product(EDGES, EDGES):
        for ch in repr(tried(f, a, b)):
            seen = (seen * 31 + ord(ch)) % 1000003
    sample = [tried(f, a, b) for a, b in zip(EDGES, EDGES[7:] + EDGES[:7])]
    print(f.__name__, seen, sample)
for f in ALL:
    print(f.__name__, [tried(f, a, b) for a, b in
                       list(product(FLOATS, FLOATS))[::3]])
    print(f.__name__, [tried(f, a, b) for a, b in
                       zip(FLOATS, [1, 0, True, 2**53 + 1, -3, None, "x"])])
for a, b in [(Whole(1), 2), (2, Whole(1)), (Broken(2.0), 3.0),
             (3.0, Broken(2.0)), (True, True), (True, 2), ("a", "b"),
             ("a", "a"), ("é", "e"), ([1], [2]), ((1,), (2,)), (None, None)]:
    print([tried(f, a, b) for f in ALL])
