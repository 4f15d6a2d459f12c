# Operators and iteration of a vector.
class Vec:
    def __init__(self, *xs):
        self.xs = xs
    def __iter__(self):
        return iter(self.xs)
    def __len__(self):
        return len(self.xs)
    def __getitem__(self, i):
        return self.xs[i]
    def __add__(self, o):
        return Vec(*(a + b for a, b in zip(self, o)))
    def __mul__(self, k):
        if isinstance(k, Vec):
            return sum(a * b for a, b in zip(self, k))
        return Vec(*(a * k for a in self))
    __rmul__ = __mul__
    def __eq__(self, o):
        return tuple(self) == tuple(o)
    def __hash__(self):
        return hash(self.xs)
    def __abs__(self):
        return sum(x * x for x in self) ** 0.5
    def __bool__(self):
        return any(self)
    def __repr__(self):
        return f"Vec{self.xs}"
v, w = Vec(3, 4), Vec(1, 2)
print(v + w, v * 2, 2 * v, v * w, abs(v), v == Vec(3, 4), len({v, Vec(3, 4), w}), bool(Vec(0, 0)), [*v], v[-1], list(reversed(v)), max(v), 4 in v, sum([v, w], Vec(0, 0)))
# expect: Vec(4, 6) Vec(6, 8) Vec(6, 8) 11 5.0 True 2 False [3, 4] 4 [4, 3] 4 True Vec(4, 6)
x, y = v
print(x, y, sorted([v, w], key=abs), v[0:1], dict([v, w]))
# expect: 3 4 [Vec(1, 2), Vec(3, 4)] (3,) {3: 4, 1: 2}
