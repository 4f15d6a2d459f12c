# Comparisons of classes.
class P:
    def __init__(self, n):
        self.n = n
    def __eq__(self, o):
        return isinstance(o, P) and self.n == o.n
    def __lt__(self, o):
        return self.n < o.n
    def __le__(self, o):
        return self.n <= o.n
a, b, c = P(1), P(2), P(1)
print(a == c, a != c, a == b, a < b, a > b, a <= c, a >= b, a == 5, 5 == a, a != 5, a is c, a in [b, c], [a, b].index(c), [a] == [c], (a, 1) == (c, 1), [a, b] < [b, a], a < b < P(3))
# expect: True False False True False True False False False True False True 0 True True True True
class Q:
    pass
q = Q()
print(q == q, q == Q(), q != Q(), q in [q], [q] == [q])
# expect: True False True True True
for f in [lambda: a < 5, lambda: q < q, lambda: a > 5, lambda: 1 < "a", lambda: [1] < [None], lambda: None < 1, lambda: {} < 1, lambda: q <= 1]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: AttributeError 'int' object has no attribute 'n'
# expect: TypeError '<' not supported between instances of 'Q' and 'Q'
# expect: TypeError '>' not supported between instances of 'P' and 'int'
# expect: TypeError '<' not supported between instances of 'int' and 'str'
# expect: TypeError '<' not supported between instances of 'int' and 'NoneType'
# expect: TypeError '<' not supported between instances of 'NoneType' and 'int'
# expect: TypeError '<' not supported between instances of 'dict' and 'int'
# expect: TypeError '<=' not supported between instances of 'Q' and 'int'
class NotBool:
    def __bool__(self):
        return 5
class NegLen:
    def __len__(self):
        return -1
class StrLen:
    def __len__(self):
        return "a"
for x in [NotBool(), NegLen(), StrLen()]:
    try:
        bool(x)
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError __bool__ should return bool, returned int
# expect: ValueError __len__() should return >= 0
# expect: TypeError 'str' object cannot be interpreted as an integer
