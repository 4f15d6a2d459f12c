"""Generators: next, send, throw, close, yield from, and their ends."""


def simple(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got


g = simple(3)
print(next(g), g.send("a"), g.send("b"))
try:
    g.send("c")
except StopIteration as e:
    print(e.value)
print(list(simple(4)), sum(simple(5)))


def guarded():
    try:
        while True:
            try:
                x = yield "ready"
                print("got", x)
            except ValueError as e:
                print("caught", e)
    finally:
        print("closed")


g = guarded()
print(next(g), g.send(1), g.throw(ValueError("v")))
g.close()
g.close()
try:
    next(g)
except StopIteration:
    print("stopped")


def inner():
    a = yield 1
    b = yield a
    return (a, b)


def outer():
    result = yield from inner()
    yield result
    yield from "xy"
    yield from (i * i for i in range(3))
    return "done"


def last():
    r = yield from outer()
    print("r", r)


g = last()
print(next(g), g.send("A"), g.send("B"), list(g))


def thrown():
    try:
        yield from inner()
    except KeyError as e:
        yield "handled " + str(e)


g = thrown()
next(g)
print(g.throw(KeyError("k")))


def stops():
    yield 1
    raise StopIteration("no")


try:
    list(stops())
except RuntimeError as e:
    print(e, repr(e.__cause__))
try:
    simple(1).send(1)
except TypeError as e:
    print(e)


def recursive(t):
    if isinstance(t, list):
        for x in t:
            yield from recursive(x)
    else:
        yield t


print(list(recursive([1, [2, [3, [4]], 5]])))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
print([next(f) for _ in range(10)])
print(any(x > 3 for x in fib()), dict(zip("ab", fib())))
gen = (x + y for x in range(2) for y in range(3) if x != y)
print(next(gen), list(gen))
print(max((len(w), w) for w in ["aa", "b", "cc"]))


def ignores():
    try:
        yield
    except GeneratorExit:
        yield 2


g = ignores()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)


def swap():
    x = yield
    while x is not None:
        x = yield x * 2


s = swap()
next(s)
print(s.send(2), s.send("ab"))
a, *b = simple(4)
print(a, b)
