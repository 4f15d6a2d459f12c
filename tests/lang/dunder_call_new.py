class Single:
    inst = None
    def __new__(cls, *a):
        if cls.inst is None:
            cls.inst = super().__new__(cls)
            print("new")
        return cls.inst
    def __init__(self, v):
        print("init", v)
    def __call__(self, *a, **k):
        return a, k
s = Single(1)
t = Single(2)
print(s is t, s(1, b=2), callable(s))
class Up(str):
    def __new__(cls, s):
        return super().__new__(cls, s.upper())
u = Up("abc")
print(u, type(u).__name__, u + "d", isinstance(u, str), len(u), repr(u), u == "ABC")
class Other:
    def __new__(cls):
        return 5
print(Other())
class BadInit:
    def __init__(self):
        return 5
try:
    BadInit()
except TypeError as e:
    print(e)
class Inch(float):
    def __new__(cls, v):
        return float.__new__(cls, v * 2.54)
print(Inch(2), Inch(1) + 1, type(Inch(1) + 1).__name__)
class T3(tuple):
    def __new__(cls, *a):
        return super().__new__(cls, a)
print(T3(1, 2, 3), T3(1)[0])
