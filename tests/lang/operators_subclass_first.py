# A subclass on the right is asked first; NotImplemented goes on.
class A:
    def __add__(self, o):
        return "A.add"
    def __radd__(self, o):
        return "A.radd"
    def __eq__(self, o):
        return "A.eq"
    def __lt__(self, o):
        return "A.lt"
class B(A):
    def __radd__(self, o):
        return "B.radd"
    def __gt__(self, o):
        return "B.gt"
class C(A):
    pass
class N:
    def __add__(self, o):
        return NotImplemented
    def __eq__(self, o):
        return NotImplemented
class R:
    def __radd__(self, o):
        return "R.radd"
print(A() + B(), B() + A(), A() + C(), C() + A(), A() < B(), B() < A(), A() == B(), N() + R(), N() == N(), N() != N())
# expect: B.radd A.add A.add A.add B.gt A.lt A.eq R.radd False True
class MyInt(int):
    def __radd__(self, o):
        return "MyInt.radd"
    def __eq__(self, o):
        return "MyInt.eq"
    __hash__ = int.__hash__
print(1 + MyInt(2), MyInt(2) + 1, 1 == MyInt(1), MyInt(2) * 3, type(MyInt(2) * 3).__name__, {MyInt(3): 1}, -MyInt(4))
# expect: MyInt.radd 3 MyInt.eq 6 int {3: 1} -4
try:
    N() + N()
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for +: 'N' and 'N'
try:
    N() + 1
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for +: 'N' and 'int'
