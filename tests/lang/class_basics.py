class A:
    """doc"""
    shared = []
    def __init__(self, n):
        self.n = n
    def show(self):
        return f"A{self.n}"
a, b = A(1), A(2)
a.shared.append("x")
print(b.shared, a.show(), A.show(b), a.__dict__, A.__name__, A.__doc__, A.__module__, type(a), a.__class__ is A)
a.shared = "own"
print(a.shared, b.shared, isinstance(a, A), hasattr(a, "n"), getattr(a, "zz", "dflt"))
m = a.show
print(m(), m.__self__ is a, m.__func__ is A.show, m == a.show)
for make in (lambda: a.missing, lambda: A.missing, lambda: A(), lambda: a(), lambda: a[0], lambda: len(a), lambda: a + 1, lambda: a < b, lambda: -a, lambda: next(a), lambda: a.show(1), lambda: A.show(), lambda: int(a), lambda: float(a), lambda: 1 in a, lambda: a.n(), lambda: a @ a):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
