"""Where names live: globals, nonlocals, cells, class bodies, comprehensions."""
x = "global"
log = []


def outer():
    x = "outer"

    def middle():
        def inner():
            nonlocal x
            x += "!"
            return x
        return inner
    inner = middle()
    inner()
    return inner(), x


def counter():
    n = 0

    def up(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n
    return up, get


def use_global():
    global x, made
    x = "changed"
    made = 7


def late():
    return [lambda: i for i in range(3)], [lambda i=i: i for i in range(3)]


class Outer:
    x = "class"
    y = [x for _ in range(2)]
    z = x + "!"

    def method(self):
        return x

    class Inner:
        w = x

    def own(self):
        return __class__.__name__


class Private:
    __secret = 1

    def __init__(self):
        self.__hidden = 2

    def both(self):
        return self.__secret + self.__hidden


def shadow(x):
    a = [x for x in range(x)]
    b = {x: y for x in a for y in "ab"}
    c = sorted({x * 2 for x in a})
    return x, a, b, c, list(x for x in a)


def deep():
    v = 1

    def a():
        def b():
            return [v + k for k in range(2)]
        return b
    return a()()


def unbound(flag):
    if flag:
        y = 1
    try:
        return y
    except UnboundLocalError as e:
        return str(e)


def deleted():
    y = 1
    del y
    try:
        y
    except UnboundLocalError as e:
        print(e)

    def free():
        return z
    try:
        free()
    except NameError as e:
        print(type(e).__name__, e)
    z = 1
    return free()


print(outer())
up, get = counter()
up(), up(5)
print(get())
use_global()
print(x, made)
a, b = late()
print([f() for f in a], [f() for f in b])
print(Outer().method(), Outer.y, Outer.z, Outer.Inner.w, Outer().own())
print(Private().both(), [n for n in sorted(vars(Private())) if "hid" in n])
print(shadow(3))
print(deep())
print(unbound(True), unbound(False))
print(deleted())
try:
    nosuch
except NameError as e:
    print(e)


def annotated():
    v: int = 3
    w: "str"
    try:
        w
    except UnboundLocalError:
        return v


print(annotated())
for x in [i for i in range(2)]:
    pass
print(x)
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))
