# differs: 3.11
class Box:
    def __init__(self):
        self.d = {}
    def __len__(self):
        return len(self.d)
    def __getitem__(self, k):
        return self.d[k]
    def __setitem__(self, k, v):
        print("set", k, v)
        self.d[k] = v
    def __delitem__(self, k):
        print("del", k)
        del self.d[k]
    def __contains__(self, k):
        return k in self.d
    def __iter__(self):
        return iter(self.d)
    def __reversed__(self):
        return reversed(list(self.d))
    def __missing__(self, k):
        return "never"
    def __bool__(self):
        return bool(self.d)
b = Box()
print(bool(b), len(b), "yes" if b else "no")
b["a"] = 1
b["b"] = 2
b["a"] += 5
b[1:2] = "slice"
del b["b"]
print(b["a"], "a" in b, "zz" not in b, list(b)[:1], len(b), bool(b), list(reversed(b))[1:])
try:
    b["zz"]
except KeyError as e:
    print(e)
class BadLen:
    def __len__(self):
        return -1
class StrLen:
    def __len__(self):
        return "x"
class BadBool:
    def __bool__(self):
        return 1
for make in (lambda: len(BadLen()), lambda: len(StrLen()), lambda: bool(BadBool()), lambda: bool(BadLen())):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
