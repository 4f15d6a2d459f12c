def f():
    """doc text"""
f.count = 5
f.count += 1
print(f.count, f.__doc__, f.__dict__, hasattr(f, "x"), callable(f))
try:
    f.missing
except AttributeError as e:
    print(e)
print((lambda: 0).__name__, (lambda: 0).__qualname__)
def outer():
    def inner():
        pass
    class K:
        def m(self):
            pass
    return inner, K
inner, K = outer()
print(inner.__qualname__, K.__qualname__, K.m.__qualname__, K.__name__, K().m.__name__)
