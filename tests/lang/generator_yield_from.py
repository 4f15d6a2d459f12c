def inner():
    r = yield 1
    print("inner got", r)
    return "inner result"
def outer():
    v = yield from inner()
    print("outer got", v)
    yield from [10, 20]
    yield from "ab"
    return "end"
it = outer()
print(next(it), it.send("hello"), list(it))
def flatten(x):
    for e in x:
        if isinstance(e, list):
            yield from flatten(e)
        else:
            yield e
print(list(flatten([1, [2, [3, [4]]], 5])))
def closes():
    def sub():
        try:
            yield 1
        finally:
            print("sub closed")
    yield from sub()
c = closes()
next(c)
c.close()
def thrower():
    def sub():
        try:
            yield 1
        except ValueError as e:
            yield "sub caught %s" % e
    yield from sub()
t = thrower()
next(t)
print(t.throw(ValueError("zz")))
try:
    list((lambda: (yield from 5))())
except TypeError as e:
    print(e)
