# Attributes, methods, globals and items are looked for first where they were
# found last time: here they go and come between two times.
def show(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


class Base:
    kind = "base"

    def hello(self):
        return "Base.hello"


class Child(Base):
    def __init__(self, x):
        self.x = x


def get(o): return o.x
def call(o): return o.hello()
def kind(o): return o.kind


def put(o, v):
    o.x = v
    return o.__dict__


a, b = Child(1), Child(2)
print(get(a), get(b), call(a), kind(a))
# a property of the class comes before the instance's own
Child.x = property(lambda self: "property")
print(get(a), show(lambda: put(a, 5))[:14])
Child.x = property(lambda self: "p2", lambda self, v: None)
print(get(a), put(a, 6))
Base.y = 1
del Child.x
print(get(a), put(a, 7), get(b))
# a plain value of the class does not
Child.x = "class"
print(get(a), put(a, 8), get(Child(3)))
del a.x
print(get(a), show(lambda: put(a, 9)))
del Child.x
del a.x
print(show(lambda: get(a)))
# methods: hidden by the instance, replaced, inherited anew
a.hello = lambda: "own"
print(call(a), call(b))
del a.hello
Base.hello = lambda self: "replaced"
print(call(a))
Child.hello = lambda self: "Child's"
print(call(a), call(Base()))
del Child.hello
Base.hello = staticmethod(lambda: "static")
print(call(a))
Base.hello = classmethod(lambda cls: cls.__name__)
print(call(a), call(Base()))
Base.hello = 5
print(show(lambda: call(a)))
a.kind = "own kind"
print(kind(a), kind(b), kind(Base))
# __getattr__, __getattribute__ and __setattr__ that come later
Child.__getattr__ = lambda self, name: "missing " + name
print(get(a), kind(a))
Child.__getattribute__ = lambda self, name: "any " + name
print(get(b), kind(b), show(lambda: call(b)))
del Child.__getattribute__
log = []
Child.__setattr__ = lambda self, name, v: log.append((name, v))
put(b, 10)
print(b.x, log)
del Child.__setattr__
print(put(b, 11))
# many attributes, and names made at run time
for i in range(20):
    setattr(b, "n" + str(i), i)
setattr(b, "".join(["x"]), "joined")
print(get(b), b.n0, b.n19, len(b.__dict__))


# classes: __init__ replaced, __new__ that comes later, bad results
class Point:
    def __init__(self, x, y=2):
        self.x, self.y = x, y


def make(*args): return Point(*args)
def make1(): return Point(1)
def make2(): return Point(1, 3)


print(make1().y, make2().y, show(lambda: Point()), show(lambda: Point(1, 2, 3)))
Point.__init__ = lambda self, x: None
print(make1().__dict__, show(make2))
Point.__init__ = lambda self, x: 5
print(show(make1))
Point.__new__ = staticmethod(lambda cls, *a: "new")
print(make1(), make2())


class Deep(Base):
    def __init__(self, n):
        self.inner = Deep(n - 1) if n else None


def depth(d): return 0 if d.inner is None else 1 + depth(d.inner)


print(depth(Deep(50)), show(lambda: Deep(100000)))
# globals come and go, builtins shine through
def length(): return len([1, 2])


print(length())
len = lambda x: "mine"
print(length())
del len
print(length())
g = 1
def glob(): return g


print(glob())
del g
print(show(glob))
for i in range(40):
    globals()["more" + str(i)] = i
g = "again"
print(glob(), more39)


# items
class Items(list):
    def __getitem__(self, i): return "item"
    def __setitem__(self, i, v): self.append(v)
    def __iter__(self): return iter("it")


class Keys(dict):
    def __missing__(self, k): return k * 2


def item(s, i): return s[i]


def set_item(s, i, v):
    s[i] = v
    return s


print([show(lambda s=s, i=i: item(s, i)) for s in
       ([1, 2], (3, 4), "ab", "éa", range(5, 9), {0: "z", 1.0: "o"},
        Items([7]), Keys({1: 2}), b"xy", None)
       for i in (0, 1, -1, -2, 2, -3, True, 0.0, "a", None)])
print([show(lambda s=s, i=i: set_item(s, i, 9)) for s in
       ([1, 2], (3, 4), "ab", {0: 1}, Items([7])) for i in (0, -2, 2, True)])
print([x for x in Items([1])], [x for x in [1, 2]], [x for x in (1,)],
      [x for x in "aé\0b"], [x for x in range(5, 0, -2)],
      [x for x in range(2**62 - 2, 2**62 + 2)])
grown = [1]
for x in grown:
    if x < 5:
        grown.append(x + 1)
print(grown)
for x, y in [(1, 2), [3, 4], "ab"]:
    print(x, y)
print(show(lambda: [0 for x, y in [(1, 2, 3)]]),
      show(lambda: [0 for x, y in [(1,)]]))


# calls
def two(a, b): return a, b
def default(a, b=2): return a, b
def star(*a, **k): return a, k


def gen(n):
    for i in range(n):
        yield i


print(two(1, 2), show(lambda: two(1)), show(lambda: two(1, 2, 3)),
      two(b=1, a=2), default(1), default(1, 3), star(1, k=2), list(gen(3)))
