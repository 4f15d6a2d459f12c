class A:
    n = 0
    @staticmethod
    def s(x):
        return x * 2
    @classmethod
    def c(cls):
        cls.n += 1
        return cls.__name__, cls.n
class B(A):
    pass
print(A.s(2), A().s(3), A.c(), B.c(), B().c(), A.n, B.n)
print(A.__dict__["s"].__func__(4), A.c.__self__ is A, B.c.__self__ is B)
