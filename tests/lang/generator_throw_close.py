def g():
    try:
        while True:
            try:
                yield 1
            except ValueError as e:
                print("caught", e)
                yield "v"
    finally:
        print("finally")
it = g()
print(next(it), it.throw(ValueError("x")), next(it), it.close(), it.close())
it = g()
next(it)
try:
    it.throw(KeyError("k"))
except KeyError as e:
    print("out", e)
it = g()
try:
    it.throw(IndexError("early"))
except IndexError as e:
    print(e)
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)
def stops():
    yield 1
    raise StopIteration("oops")
try:
    list(stops())
except RuntimeError as e:
    print(e, repr(e.__cause__))
def self_running():
    next(me)
    yield
me = self_running()
try:
    next(me)
except ValueError as e:
    print(e)
