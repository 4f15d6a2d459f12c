# Objects sort by their own __lt__.
class V:
    def __init__(self, n, tag):
        self.n = n
        self.tag = tag
    def __lt__(self, other):
        return self.n < other.n
    def __repr__(self):
        return f"{self.n}{self.tag}"
a = [V(3, "a"), V(1, "b"), V(3, "c"), V(2, "d"), V(1, "e")]
print(sorted(a), sorted(a, reverse=True), min(a), sorted(a, key=lambda v: v.tag, reverse=True))
# expect: [1b, 1e, 2d, 3a, 3c] [3a, 3c, 2d, 1b, 1e] 1b [1e, 2d, 3c, 1b, 3a]
a.sort(); print(a)  # expect: [1b, 1e, 2d, 3a, 3c]
