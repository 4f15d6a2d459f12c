class P:
    def __init__(self, k):
        self.k = k
    def __eq__(self, o):
        if not isinstance(o, P):
            return NotImplemented
        return self.k == o.k
    def __lt__(self, o):
        return self.k < o.k
    def __hash__(self):
        return hash(self.k)
    def __repr__(self):
        return f"P{self.k}"
a, b, c = P(1), P(1), P(2)
print(a == b, a != b, a == 1, a != 1, a < c, c > a, {a, b, c} == {P(1), P(2)}, {a: "x"}[b], sorted([c, a]), [c, a].index(P(1)), max(a, c), min([c, a]), a in [b])
try:
    a <= c
except TypeError as e:
    print(e)
class OnlyEq:
    def __eq__(self, o):
        return True
try:
    hash(OnlyEq())
except TypeError as e:
    print(e)
try:
    {OnlyEq(): 1}
except TypeError as e:
    print(e)
print(OnlyEq() == 5, OnlyEq() != 5, OnlyEq.__hash__)
class BadHash:
    def __hash__(self):
        return "x"
try:
    hash(BadHash())
except TypeError as e:
    print(e)
