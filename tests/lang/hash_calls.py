# How often __hash__ and __eq__ run is what CPython does.
class K:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        print("hash", self.n)
        return 1
    def __eq__(self, o):
        print("eq", self.n, o.n)
        return self.n == o.n
d = {}
a, b = K(1), K(2)
d[a] = "a"
d[b] = "b"
print(d[a], d[K(2)], K(3) in d, len(d))
d[a] = "A"
del d[b]
print(len({a, b}))
# expect: hash 1
# expect: hash 2
# expect: eq 1 2
# expect: hash 1
# expect: hash 2
# expect: eq 1 2
# expect: eq 2 2
# expect: hash 3
# expect: eq 1 3
# expect: eq 2 3
# expect: a b False 2
# expect: hash 1
# expect: hash 2
# expect: eq 1 2
# expect: hash 1
# expect: hash 2
# expect: eq 1 2
# expect: 2
