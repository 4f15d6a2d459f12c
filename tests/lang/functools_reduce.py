from functools import reduce, cmp_to_key, singledispatch, cached_property
import operator
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(operator.mul, range(1, 6)), reduce(lambda a, b: a, [5]), reduce(max, [], 0), reduce(lambda a, b: f"({a}{b})", "abcd", "x"))
try:
    reduce(max, [])
except TypeError as e:
    print(e)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
@singledispatch
def show(x):
    return "other"
@show.register(int)
def _(x):
    return "int"
@show.register(str)
def _(x):
    return "str"
print(show(1), show("a"), show(1.5), show(True))
class C:
    @cached_property
    def v(self):
        print("computed")
        return 5
c = C()
print(c.v, c.v, c.__dict__)
