class A:
    def __repr__(self):
        return "<A>"
class B(A):
    def __str__(self):
        return "B!"
class F:
    def __format__(self, spec):
        return f"F<{spec}>"
print(A(), str(A()), [B()], B(), f"{B()} {B()!r} {F():abc} {F()}", "{:>5}".format(F()), "%s %r" % (B(), B()), format(F(), "z"))
class Bad:
    def __str__(self):
        return 5
class BadR:
    def __repr__(self):
        return None
class BadF:
    def __format__(self, s):
        return 1
for make in (lambda: str(Bad()), lambda: repr(BadR()), lambda: f"{BadF()}", lambda: f"{A():5}", lambda: print(Bad()), lambda: str([BadR()])):
    try:
        print(make())
    except TypeError as e:
        print(e)
