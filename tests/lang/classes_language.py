"""Classes: inheritance, super, properties, dunders, class bodies."""


class A:
    """Doc of A."""
    kind = "A"

    def __init__(self, x):
        self.x = x

    def who(self):
        return "A" + str(self.x)

    def __repr__(self):
        return f"{type(self).__name__}({self.x!r})"

    def __eq__(self, other):
        return isinstance(other, A) and self.x == other.x

    def __hash__(self):
        return hash(self.x)

    def __len__(self):
        return self.x

    def __getitem__(self, i):
        if i >= self.x:
            raise IndexError(i)
        return i * 10

    def __contains__(self, v):
        return v == self.x

    def __add__(self, other):
        return type(self)(self.x + other.x)

    def __radd__(self, other):
        return other + self.x

    def __iadd__(self, n):
        self.x += n
        return self


class B(A):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y

    def who(self):
        return "B" + super().who() + super(B, self).kind

    def __add__(self, other):
        return NotImplemented


class Mix:
    def who(self):
        return "Mix" + super().who()


class C(Mix, B):
    kind = "C"


b = B(2, 3)
c = C(1, 2)
print(b.who(), c.who(), [k.__name__ for k in C.__mro__])
print(repr(b), A(2) == b, A(1) + A(2), 5 + A(1), len(b), list(A(3)), 3 in A(3))
b += 5
print(b, b.x, A.__doc__, B.__doc__, A.__name__, C.kind, c.kind)
try:
    b + A(1)
except TypeError as e:
    print(e)
print({A(1), A(1), A(2)} == {A(2), A(1)}, isinstance(c, A), issubclass(C, B))


class Prop:
    def __init__(self):
        self._v = 0

    @property
    def v(self):
        """The v."""
        return self._v

    @v.setter
    def v(self, n):
        if n < 0:
            raise ValueError("negative")
        self._v = n

    @v.deleter
    def v(self):
        self._v = None

    def __getattr__(self, name):
        return "made " + name

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)


p = Prop()
p.v = 4
p.v += 1
print(p.v, p.other)
del p.v
print(p.v)
try:
    p.v = -1
except (ValueError, TypeError) as e:
    print(type(e).__name__, e)


class Body:
    names = []
    for i in range(3):
        names.append(i)
    if names:
        found = True

    def helper(n):
        return n * 2
    doubled = [n for n in map(helper, names)]
    del i


print(Body.names, Body.found, Body.doubled, hasattr(Body, "i"))


class Slots:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False

    def __iter__(self):
        return iter("it")

    def __call__(self, x=1):
        return x

    def __str__(self):
        return "str"

    def __format__(self, spec):
        return "fmt" + spec

    def __bool__(self):
        return False

    def __neg__(self):
        return "neg"

    def __index__(self):
        return 2


with Slots() as s:
    print(list(s), s(), s(5), str(s), f"{s:x}", bool(s), -s, [1, 2, 3][s])


class Desc:
    def __get__(self, obj, owner):
        return "got", obj is None, owner.__name__

    def __set__(self, obj, value):
        print("set", value)


class UseDesc:
    d = Desc()


print(UseDesc.d, UseDesc().d)
UseDesc().d = 3


class Sub(list):
    def append(self, v):
        super().append(v * 2)


class Err(ValueError):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


l = Sub([1])
l.append(2)
print(l, len(l), isinstance(l, list))
try:
    raise Err(7)
except ValueError as e:
    print(e, e.code, repr(e))


def make(base, **attrs):
    class Made(base):
        pass
    for k, v in attrs.items():
        setattr(Made, k, v)
    return Made


M = make(A, extra=1)
print(M(1).extra, M.__qualname__, getattr(M, "none", "default"))
for cls in (int, object):
    try:
        object().x
    except AttributeError as e:
        print(e)
try:
    A.nope
except AttributeError as e:
    print(e)
try:
    A(1).nope
except AttributeError as e:
    print(e)
