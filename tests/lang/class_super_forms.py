# differs: 3.13
class Base:
    def __init__(self, x):
        self.x = x
    @classmethod
    def make(cls, *a):
        return cls(*a)
    @property
    def p(self):
        return self.x
class Sub(Base):
    def __init__(self, x, y):
        super(Sub, self).__init__(x)
        self.y = y
    @classmethod
    def make(cls, *a):
        print("Sub.make")
        return super().make(*a)
    @property
    def p(self):
        return super().p * 10
s = Sub.make(1, 2)
print(s.x, s.y, s.p, super(Sub, s).p, type(s).__name__)
try:
    super(Sub, s).zz
except AttributeError as e:
    print(e)
try:
    super(Sub, 5).zz
except TypeError as e:
    print(e)
def f():
    super()
try:
    f()
except RuntimeError as e:
    print(e)
