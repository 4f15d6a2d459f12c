"""Loops, conditions, chained comparisons, slices, augmented assignment."""
for n in range(2, 12):
    for k in range(2, n):
        if n % k == 0:
            break
    else:
        print(n, end=" ")
print()
i = 10
while i > 0:
    i -= 3
    if i == 4:
        continue
    if i < 0:
        break
    print(i, end=" ")
else:
    print("not reached")
print(i)
while False:
    pass
else:
    print("else of a loop that never ran")


class Truth:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        print("?", self.v, end=" ")
        return bool(self.v)

    def __lt__(self, other):
        print(f"{self.v}<{other.v}", end=" ")
        return Truth(self.v < other.v)


t, f = Truth(1), Truth(0)
print((t and f).v, (f and t).v, (t or f).v, (f or t).v)
print(not t, not f)
print("yes" if t and not f else "no")
print((f < t < Truth(5)).v, (t < f < Truth(5)).v)
if f or t and f:
    print("then")
elif not f:
    print("elif")
x = None
print(x is None, x is not None, "a" in "abc", 3 not in [1, 2])
seq = list(range(10))
seq[2:5] = "abc"
seq[::3] = [0, 0, 0, 0]
del seq[-1], seq[:1]
print(seq, seq[::-1], seq[1:-1:2], seq[-3:])
seq[2] += 5
seq[0:2] += [7, 7]
d = {"a": 1}
d["a"] += 1
d["b"] = d.get("b", 0) + 1


class Attr:
    n = 1


Attr.n *= 5
o = Attr()
o.n += 1
print(seq, d, Attr.n, o.n)
a = b = c = []
a += [1]
print(b, a is c)
s = "x"
s *= 3
n = 7
n //= 2
n **= 3
n <<= 1
n |= 1
n ^= 2
n %= 50
n -= -1
print(s, n)
matrix = [[r * c for c in range(3)] for r in range(3)]
print(matrix, [x for row in matrix for x in row if x if x % 2 == 0])
print({k: v for k, v in zip("abc", range(3)) if v}, sorted({w[0] for w in
                                                            ["aa", "ab", "c"]}))
print([(i, j) for i in range(3) for j in [i * 2] if j])
total = 0
for i, (a, *rest) in enumerate([(1, 2, 3), "ab", [4]]):
    total += len(rest)
    print(i, a, rest)
print(total)
for i in range(3):
    pass
print(i)
print(f"{total!r:>{i + 3}}|{'a' + 'b':^6}|{3.14159:.2f}|{total=}|{ {1: 2}[1] }")
