# differs: 3.13
# Calling what cannot be called, and builtins with wrong arguments.
for f in [lambda: 5(), lambda: "a"(), lambda: [](), lambda: len(), lambda: len(1, 2), lambda: int("a", "b"), lambda: str(1, 2, 3, 4), lambda: range(), lambda: print(foo=1), lambda: "".join(), lambda: [].append(1, 2), lambda: {}.get(), lambda: abs(1, 2), lambda: dict(a=1).pop(), lambda: "a".replace("b"), lambda: "a".split(1, 2, 3), lambda: float(1, 2), lambda: bool(1, 2), lambda: list(1, 2), lambda: tuple(1, 2), lambda: isinstance(1), lambda: "a".upper(x=1), lambda: [].sort(foo=1)]:
    try:
        print(f())
    except TypeError as e:
        print(e)
# expect: 'int' object is not callable
# expect: 'str' object is not callable
# expect: 'list' object is not callable
# expect: len() takes exactly one argument (0 given)
# expect: len() takes exactly one argument (2 given)
# expect: 'str' object cannot be interpreted as an integer
# expect: str() takes at most 3 arguments (4 given)
# expect: range expected at least 1 argument, got 0
# expect: 'foo' is an invalid keyword argument for print()
# expect: str.join() takes exactly one argument (0 given)
# expect: list.append() takes exactly one argument (2 given)
# expect: get expected at least 1 argument, got 0
# expect: abs() takes exactly one argument (2 given)
# expect: pop expected at least 1 argument, got 0
# expect: replace expected at least 2 arguments, got 1
# expect: split() takes at most 2 arguments (3 given)
# expect: float expected at most 1 argument, got 2
# expect: bool expected at most 1 argument, got 2
# expect: list expected at most 1 argument, got 2
# expect: tuple expected at most 1 argument, got 2
# expect: isinstance expected 2 arguments, got 1
# expect: str.upper() takes no keyword arguments
# expect: 'foo' is an invalid keyword argument for sort()
