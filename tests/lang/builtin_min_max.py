# differs: 3.11
# min, max, sum, any, all, sorted and the like.
print(min(3, 1, 2), max([3, 1, 2]), min("hello"), max(["aa", "b"], key=len), min([], default="none"), max(1, 2.5), min((2, "b"), (2, "a")))
# expect: 1 3 e aa none 2.5 (2, 'a')
print(any([0, 0, 1]), all([1, 1, 0]), any([]), all([]), abs(-3), abs(-2.5), sum([1, 2, 3]), len({1: 2}), max([1, 2, 3], key=lambda x: -x), min([3, 1, 2], key=None))
# expect: True False False True 3 2.5 6 1 1 1
print(ord("a"), chr(97), divmod(7, 3), divmod(-7.5, 2), pow(2, 5), round(3.14159, 3), hash("a") == hash("a"), callable(len), callable(5), callable(lambda: 0), callable(int))
# expect: 97 a (2, 1) (-4.0, 0.5) 32 3.142 True True False True True
for f in [lambda: min([]), lambda: max(), lambda: min(1), lambda: max(1, "a"), lambda: abs("a"), lambda: len(5), lambda: round("a"), lambda: sum([1], "a"), lambda: divmod(1, "a"), lambda: min(1, 2, default=3), lambda: sum(["a", "b"]), lambda: ord(1), lambda: pow("a", 2), lambda: len(), lambda: len([], []), lambda: abs(), lambda: hash([]), lambda: isinstance(1, 5), lambda: issubclass(1, int), lambda: pow(2, 2.5, 3)]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: ValueError min() iterable argument is empty
# expect: TypeError max expected at least 1 argument, got 0
# expect: TypeError 'int' object is not iterable
# expect: TypeError '>' not supported between instances of 'str' and 'int'
# expect: TypeError bad operand type for abs(): 'str'
# expect: TypeError object of type 'int' has no len()
# expect: TypeError type str doesn't define __round__ method
# expect: TypeError sum() can't sum strings [use ''.join(seq) instead]
# expect: TypeError unsupported operand type(s) for divmod(): 'int' and 'str'
# expect: TypeError Cannot specify a default for min() with multiple positional arguments
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError ord() expected string of length 1, but int found
# expect: TypeError unsupported operand type(s) for ** or pow(): 'str' and 'int'
# expect: TypeError len() takes exactly one argument (0 given)
# expect: TypeError len() takes exactly one argument (2 given)
# expect: TypeError abs() takes exactly one argument (0 given)
# expect: TypeError unhashable type: 'list'
# expect: TypeError isinstance() arg 2 must be a type, a tuple of types, or a union
# expect: TypeError issubclass() arg 1 must be a class
# expect: TypeError pow() 3rd argument not allowed unless all arguments are integers
