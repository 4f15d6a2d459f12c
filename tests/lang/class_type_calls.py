# differs: 3.13
print(type(1), type("a").__name__, type([]) is list, type(type), type(None), type(print), type(len).__name__, type(lambda: 0), type((i for i in [])), type(...))
T = type("T", (object,), {"x": 1, "f": lambda self: self.x})
print(T, T().f(), T.__name__, T.__bases__)
class A:
    pass
A.added = lambda self: "added"
a = A()
print(a.added(), A.__dict__.get("added") is not None, type(a) == A)
a.__class__ = T
print(a.f(), type(a).__name__)
A.__name__ = "Renamed"
print(A.__name__, A.__qualname__)
try:
    int.x = 5
except TypeError as e:
    print(e)
try:
    (5).x = 1
except AttributeError as e:
    print(e)
try:
    "a".upper = 1
except AttributeError as e:
    print(e)
try:
    object().x = 1
except AttributeError as e:
    print(e)
