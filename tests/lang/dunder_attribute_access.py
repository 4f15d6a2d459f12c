class A:
    def __init__(self):
        self.real = 1
    def __getattr__(self, name):
        if name.startswith("x"):
            return "made " + name
        raise AttributeError(f"no {name}")
    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)
a = A()
a.y = 2
print(a.real, a.x1, a.y, hasattr(a, "q"), getattr(a, "q", 0))
del a.y
try:
    a.q
except AttributeError as e:
    print(e)
try:
    del a.nothing
except AttributeError as e:
    print(e)
setattr(a, "z", 5)
print(vars(a), sorted(a.__dict__))
class G:
    def __getattribute__(self, n):
        return "all " + n
print(G().anything, G().__class__)
