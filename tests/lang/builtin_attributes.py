# differs: 3.13
# getattr, setattr, hasattr, delattr, vars, dir, type, isinstance.
class A:
    x = 1
    def __init__(self):
        self.y = 2
a = A()
print(getattr(a, "x"), getattr(a, "y"), getattr(a, "z", "none"), hasattr(a, "y"), hasattr(a, "z"), vars(a))
# expect: 1 2 none True False {'y': 2}
setattr(a, "z", 3); print(a.z, vars(a)); delattr(a, "z"); print(hasattr(a, "z"), [n for n in dir(a) if not n.startswith("_")])
# expect: 3 {'y': 2, 'z': 3}
# expect: False ['x', 'y']
print(type(a).__name__, type(a) is A, isinstance(a, A), isinstance(1, (str, int)), isinstance(True, int), issubclass(bool, int), issubclass(A, (int, object)), type(type(a)).__name__)
# expect: A True True True True True True type
print([type(x).__name__ for x in [1, 1.5, "a", b"a", None, True, [], (), {}, set(), frozenset(), range(1), slice(1), len, A, a, lambda: 0, a.__init__, ..., NotImplemented]])
# expect: ['int', 'float', 'str', 'bytes', 'NoneType', 'bool', 'list', 'tuple', 'dict', 'set', 'frozenset', 'range', 'slice', 'builtin_function_or_method', 'type', 'A', 'function', 'method', 'ellipsis', 'NotImplementedType']
def f(p, q=2):
    r = 3
    return sorted(locals().items())
print(f(1), "a" in globals(), globals()["a"] is a, isinstance(3, type(4)))
# expect: [('p', 1), ('q', 2), ('r', 3)] True True True
for g in [lambda: a.nope, lambda: getattr(a, "nope"), lambda: getattr(a, 5), lambda: delattr(a, "nope"), lambda: vars(5), lambda: (5).x, lambda: setattr(5, "x", 1), lambda: A.nope, lambda: None.x, lambda: [].x, lambda: len.x, lambda: A().method()]:
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
# expect: AttributeError 'A' object has no attribute 'nope'
# expect: AttributeError 'A' object has no attribute 'nope'
# expect: TypeError attribute name must be string, not 'int'
# expect: AttributeError 'A' object has no attribute 'nope'
# expect: TypeError vars() argument must have __dict__ attribute
# expect: AttributeError 'int' object has no attribute 'x'
# expect: AttributeError 'int' object has no attribute 'x'
# expect: AttributeError type object 'A' has no attribute 'nope'
# expect: AttributeError 'NoneType' object has no attribute 'x'
# expect: AttributeError 'list' object has no attribute 'x'
# expect: AttributeError 'builtin_function_or_method' object has no attribute 'x'
# expect: AttributeError 'A' object has no attribute 'method'
