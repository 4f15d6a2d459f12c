# Generators that rest inside a try or a with when the program ends are closed
# then, the oldest first.
import threading

lock = threading.Lock()


def steps(name):
    try:
        for i in range(3):
            yield i
    finally:
        print(name, "is closed", lock.locked())


def holding():
    with lock:
        yield "held"


def outer():
    try:
        yield from steps("inner")
    except GeneratorExit:
        print("outer hears of it")
        raise


def plain():
    yield 1
    print("never said")


first = steps("first")
print(next(first), next(first))  # expect: 0 1
second = holding()
print(next(second), lock.locked())  # expect: held True
third = outer()
print(next(third))  # expect: 0
fourth = plain()
print(next(fourth))  # expect: 1
fresh = steps("fresh")
over = steps("over")
print(list(over))
# expect: over is closed True
# expect: [0, 1, 2]
print("end")  # expect: end
# expect: first is closed True
# expect: inner is closed False
# expect: outer hears of it
