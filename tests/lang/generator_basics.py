def g():
    x = yield 1
    print("got", x)
    y = yield 2
    print("got", y)
    return "done"
it = g()
print(next(it), it.send("a"))
try:
    it.send("b")
except StopIteration as e:
    print("stop", e.value)
print(list(g()), next(g()), next(iter([]), "default"))
try:
    next(it)
except StopIteration as e:
    print(repr(e), e.value)
it = g()
try:
    it.send(5)
except TypeError as e:
    print(e)
print(type(it).__name__, it.__name__, iter(it) is it)
