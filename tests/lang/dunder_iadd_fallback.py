class A:
    def __init__(self):
        self.v = []
    def __iadd__(self, o):
        self.v.append(o)
        return self
    def __add__(self, o):
        return "added"
a = A()
b = a
a += 1
a += 2
print(a is b, a.v, a + 1)  # expect: True [1, 2] added
class B:
    def __add__(self, o):
        return "plain"
c = B()
c += 1
print(c)  # expect: plain
class C:
    def __iadd__(self, o):
        return NotImplemented
c = C()
try:
    c += 1
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for +=: 'C' and 'int'
class R:
    def __radd__(self, o):
        return ("r", o)
x = 5
x += R()
print(x, [1] + R())  # expect: ('r', 5) ('r', [1])
