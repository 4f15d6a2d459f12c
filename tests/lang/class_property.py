class T:
    def __init__(self):
        self._c = 0
    @property
    def c(self):
        "the temperature"
        return self._c
    @c.setter
    def c(self, v):
        if v < -273:
            raise ValueError("too cold")
        self._c = v
    @c.deleter
    def c(self):
        print("deleted")
    @property
    def ro(self):
        return 1
t = T()
t.c = 5
t.c += 1
print(t.c, T.c.__doc__, type(T.c).__name__)
del t.c
try:
    t.c = -300
except ValueError as e:
    print(e)
try:
    t.ro = 1
except AttributeError as e:
    print(e)
try:
    del t.ro
except AttributeError as e:
    print(e)
class W:
    x = property(lambda self: 5)
    def setx(self, v):
        print("set", v)
    y = property(None, setx)
w = W()
w.y = 3
try:
    w.y
except AttributeError as e:
    print(e)
print(w.x)
