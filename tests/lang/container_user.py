# Classes that behave like containers.
class Box:
    def __init__(self):
        self.d = {}
    def __getitem__(self, k):
        return self.d[k]
    def __setitem__(self, k, v):
        self.d[k] = v
    def __delitem__(self, k):
        del self.d[k]
    def __contains__(self, k):
        return k in self.d
    def __len__(self):
        return len(self.d)
    def __iter__(self):
        return iter(self.d)
    def __reversed__(self):
        return "backwards"
b = Box()
b["a"] = 1; b["b"] = 2; b["a"] += 10; del b["b"]
print(b["a"], "a" in b, "b" in b, len(b), list(b), bool(b), reversed(b), dict(b.d))
# expect: 11 True False 1 ['a'] True backwards {'a': 11}
try:
    b["nope"]
except KeyError as e:
    print("KeyError", e)  # expect: KeyError 'nope'
class M:
    def keys(self):
        return ["x", "y"]
    def __getitem__(self, k):
        return k * 2
print(dict(M()), {**M()}, "%(x)s" % M(), "{x}".format(**M()))
# expect: {'x': 'xx', 'y': 'yy'} {'x': 'xx', 'y': 'yy'} xx xx
