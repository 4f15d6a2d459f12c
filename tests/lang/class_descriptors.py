class Typed:
    def __init__(self, kind):
        self.kind = kind
    def __set_name__(self, owner, name):
        self.name = name
        print("named", owner.__name__, name)
    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}")
        obj.__dict__[self.name] = value
class P:
    age = Typed(int)
    name = Typed(str)
p = P()
print(p.age, isinstance(P.age, Typed))
p.age = 5
print(p.age, p.__dict__)
try:
    p.name = 5
except TypeError as e:
    print(e)
class NonData:
    def __get__(self, obj, owner):
        return "from descriptor"
class Q:
    d = NonData()
q = Q()
print(q.d)
q.__dict__["d"] = "from instance"
print(q.d)
