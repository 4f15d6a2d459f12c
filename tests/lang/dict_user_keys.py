# Keys with their own __hash__ and __eq__.
class K:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return self.n % 3
    def __eq__(self, other):
        return isinstance(other, K) and self.n == other.n
    def __repr__(self):
        return f"K{self.n}"
d = {K(i): i for i in range(8)}
print(d, d[K(5)], K(9) in d, len(d))
# expect: {K0: 0, K1: 1, K2: 2, K3: 3, K4: 4, K5: 5, K6: 6, K7: 7} 5 False 8
d[K(5)] = "five"; del d[K(3)]
print(d, d.get(K(3)), d.pop(K(7)), list(d), d.setdefault(K(1), 0), d.setdefault(K(100), "new"), len(d))
# expect: {K0: 0, K1: 1, K2: 2, K4: 4, K5: 'five', K6: 6, K100: 'new'} None 7 [K0, K1, K2, K4, K5, K6] 1 new 7
s = {K(1), K(1), K(4)}
print(len(s), K(4) in s, K(7) in s, hash(K(10)), d == dict(d))
# expect: 2 True False 1 True
class N:
    __hash__ = None
class E:
    def __eq__(self, o):
        return True
for x in [N(), E(), [], {}, set()]:
    try:
        {x: 1}
    except TypeError as e:
        print(e)
# expect: unhashable type: 'N'
# expect: unhashable type: 'E'
# expect: unhashable type: 'list'
# expect: unhashable type: 'dict'
# expect: unhashable type: 'set'
class Bad:
    def __hash__(self):
        return "x"
try:
    hash(Bad())
except TypeError as e:
    print(e)  # expect: __hash__ method should return an integer
