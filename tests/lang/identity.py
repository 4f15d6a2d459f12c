# is, id, and what lives as long as its object.
a = [1]
b = [1]
print(a is a, a is b, id(a) == id(a), id(a) == id(b), a is not b, None is None, True is (1 == 1), () is (), "a" is not None)
# expect: True False True False True True True True True
class A: pass
x, y = A(), A()
print(id(x) != id(y), hash(x) == hash(x), x == x, x != y, len({x, y, x}), {x: 1}[x])
# expect: True True True True 2 1
