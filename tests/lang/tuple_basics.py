# Tuples.
t = (1, 2, 3)
print(t[0], t[-1], t[1:], t[::-1], len(t), t + (4,), t * 2, 2 in t, (), (1,), tuple("ab"), tuple([1]), t.index(2), t.count(1))
# expect: 1 3 (2, 3) (3, 2, 1) 3 (1, 2, 3, 4) (1, 2, 3, 1, 2, 3) True () (1,) ('a', 'b') (1,) 1 1
a, b, c = t
(d, e), f = (1, 2), 3
g, *h = t
*i, j = t
k, *l, m = [1, 2]
print(a, b, c, d, e, f, g, h, i, j, k, l, m, t == (1, 2, 3), t < (1, 2, 4), (1,) < (1, 0), hash(t) == hash((1, 2, 3)), tuple(t) is t)
# expect: 1 2 3 1 2 3 1 [2, 3] [1, 2] 3 1 [] 2 True True True True True
x, y = 1, 2
x, y = y, x
print(x, y, t is t[:], max((3, 1)), (1, [2])[1], ((1, 2), (3, 4))[1][0], t > (1,), bool(()), "%s" % (t,))
# expect: 2 1 True 3 [2] 3 True False (1, 2, 3)
def try_it(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: ValueError not enough values to unpack (expected 2, got 1)
# expect: ValueError too many values to unpack (expected 2)
# expect: TypeError cannot unpack non-iterable NoneType object
# expect: ValueError not enough values to unpack (expected at least 2, got 1)
# expect: ValueError too many values to unpack (expected 2)
# expect: IndexError tuple index out of range
# expect: TypeError can only concatenate tuple (not "list") to tuple
# expect: TypeError tuple indices must be integers or slices, not str
# expect: TypeError can't multiply sequence by non-int of type 'str'
# expect: TypeError '<' not supported between instances of 'tuple' and 'int'
# expect: TypeError unhashable type: 'list'
# expect: AttributeError 'tuple' object has no attribute 'append'
def short(): a, b = (1,)
def long(): a, b = 1, 2, 3
def none(): a, b = None
def star(): a, *b, c = [1]
def longgen(): a, b = (x for x in range(5))
for f in [short, long, none, star, longgen, lambda: (1, 2)[5], lambda: (1,) + [2], lambda: (1, 2)["a"], lambda: (1,) * "a", lambda: (1, 2) < 5, lambda: hash(([],)), lambda: (1,).append(2)]:
    try_it(f)
