"""Where names live: globals, locals, cells, free names, classes."""
import threading
import os.path as path, sys
from time import sleep, time as now

count = 0
lock = threading.Lock()


def bump(by=1, *more, twice=False, **rest):
    """Docstring."""
    global count
    count = count + by
    count += by
    return count


def outer(a, b):
    total = a

    def inner():
        nonlocal total
        total += b
        return total
    return inner


def unbound(flag):
    if flag:
        x = 1
    print(x)
    del x
    return x


class Worker(threading.Thread):
    """A thread."""
    limit = 3
    __secret = limit + count

    def __init__(self, name):
        super().__init__()
        self.name = name
        self.__hidden = 1

    @property
    def shown(self):
        return super().name, __class__

    @staticmethod
    def make(n, /, *, m=2):
        return lambda k, j=n: k + j + m


def with_class(x):
    class Local:
        y = x
        x = 2
    return Local


@outer
@outer(1, 2)
def decorated():
    pass


def annotated(a: int, b: str = "x") -> None:
    c: int = a
    d: float
    return c
