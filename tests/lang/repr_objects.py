# How objects print.
class A:
    pass
class B:
    def __repr__(self):
        return "B!"
class C:
    def __str__(self):
        return "C str"
    def __repr__(self):
        return "C repr"
class X(B):
    def __str__(self):
        return "X str"
def f(): pass
print(repr(A())[:23], str(A()).startswith("<__main__.A object at 0x"), B(), [B()], C(), [C()], {"k": C()}, X(), [X()], f"{C()} {C()!r}", "%s %r" % (C(), C()))
# expect: <__main__.A object at 0 True B! [B!] C str [C repr] {'k': C repr} X str [B!] C str C repr C str C repr
print(A, int, [int, str], type(None), Exception, type, object, A.__name__, print, len, [].append.__name__, repr(f)[:12], repr(lambda: 0)[:24], type(f), type(print))
# expect: <class '__main__.A'> <class 'int'> [<class 'int'>, <class 'str'>] <class 'NoneType'> <class 'Exception'> <class 'type'> <class 'object'> A <built-in function print> <built-in function len> append <function f  <function <lambda> at 0x <class 'function'> <class 'builtin_function_or_method'>
print(ValueError("x"), repr(ValueError("x")), repr(ValueError()), repr(ValueError("a", 1)), str(ValueError("a", 1)), KeyError("k"), repr(KeyError("k")), IndexError(), [ValueError(1)], OSError(2, "No such file"))
# expect: x ValueError('x') ValueError() ValueError('a', 1) ('a', 1) 'k' KeyError('k')  [ValueError(1)] [Errno 2] No such file
print(range(3), slice(1, 2), {}.keys(), {1: 2}.items(), None, ..., NotImplemented, True, (1,), [()], {(): []}, {1: {2: {3}}}, frozenset({1}))
# expect: range(0, 3) slice(1, 2, None) dict_keys([]) dict_items([(1, 2)]) None Ellipsis NotImplemented True (1,) [()] {(): []} {1: {2: {3}}} frozenset({1})
print(str(f)[:11], A.__doc__, type(A()).__module__, str(type(A())), f.__name__, f.__qualname__, A.__qualname__, str.upper, repr("a".upper)[:36])
# expect: <function f None __main__ <class '__main__.A'> f f A <method 'upper' of 'str' objects> <built-in method upper of str object
class Bad:
    def __repr__(self):
        return 5
class BadStr:
    def __str__(self):
        return None
for g in [lambda: repr(Bad()), lambda: str(BadStr()), lambda: f"{BadStr()}", lambda: print(Bad()), lambda: "%s" % BadStr()]:
    try:
        g()
    except TypeError as e:
        print(e)
# expect: __repr__ returned non-string (type int)
# expect: __str__ returned non-string (type NoneType)
# expect: __str__ returned non-string (type NoneType)
# expect: __str__ returned non-string (type int)
# expect: __str__ returned non-string (type NoneType)
class Fmt:
    def __format__(self, spec):
        return f"<{spec}>"
print(f"{Fmt()} {Fmt():abc}", "{:x}".format(Fmt()), format(Fmt(), "y"), "{}".format(Fmt()))
# expect: <> <abc> <x> <y> <>
