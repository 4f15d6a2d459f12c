class Base:
    subs = []
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.subs.append((cls.__name__, tag))
class A(Base, tag="a"):
    pass
class B(A):
    pass
print(Base.subs)  # expect: [('A', 'a'), ('B', None)]
try:
    class C(tag=1):
        pass
except TypeError as e:
    print(e)  # expect: C.__init_subclass__() takes no keyword arguments
