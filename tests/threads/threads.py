import threading
import time
from threading import Thread, current_thread


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__name__, e)


def show(t):
    text = repr(t)
    if t.ident is not None:
        text = text.replace(str(t.ident), "IDENT")
    print(text)


def work():
    print(current_thread().name, current_thread() is t,
          threading.get_ident() == t.ident)


t = Thread(target=work)
show(t)
print(t.name, t.ident, t.native_id, t.is_alive(), t.daemon)
attempt(t.join)
t.start()
t.join()
show(t)
print(t.is_alive(), t.ident is None)
attempt(t.start)
attempt(current_thread().join)
attempt(Thread, 1)
attempt(Thread, None, bogus=1)
print(Thread().name, Thread(target=print).name,
      Thread(target=lambda: 0).name, Thread(name="own").name,
      Thread(target=work, name=7).name)

main = threading.main_thread()
print(main is current_thread(), main.name, main.daemon, main.is_alive(),
      main.ident == threading.get_ident())
show(main)
attempt(setattr, main, "daemon", True)
main.name = "Chief"
print(current_thread().name, type(main).__name__)
main.name = "MainThread"


class Summer(Thread):
    def __init__(self, numbers):
        super().__init__()
        self.numbers = numbers
        self.result = None

    def run(self):
        self.result = sum(self.numbers)


s = Summer([1, 2, 3])
print(s.name)
s.start()
s.join()
print(s.result)
show(s)


class Returning(Thread):
    def run(self):
        self.result = self._target(*self._args, **self._kwargs)


r = Returning(target=pow, args=(2, 5))
r.start()
r.join()
print(r.result)


class Careless(Thread):
    def __init__(self):
        pass


c = Careless()
attempt(c.start)
attempt(c.join)
attempt(c.is_alive)
attempt(lambda: c.name)
attempt(lambda: c.ident)
attempt(lambda: c.daemon)
attempt(setattr, c, "daemon", True)
attempt(repr, c)
attempt(c.run)

go = threading.Event()


def sleeps():
    go.wait()


d = Thread(target=sleeps, daemon=True)
print(d.daemon)
d.start()
show(d)
attempt(setattr, d, "daemon", False)
print(threading.active_count(), [t.name for t in threading.enumerate()])
print(d.join(0.02), d.is_alive(), d.join(timeout=0), d.join(-1))
inherits = []
go.set()
d.join()
print(d.is_alive(), threading.active_count())


def makes_child():
    child = Thread()
    inherits.append(child.daemon)


for flag in (True, False):
    t = Thread(target=makes_child, daemon=flag)
    t.start()
    t.join()
print(inherits)


def takes(a, b=2, *rest, c=3, **more):
    print(a, b, rest, c, more)


for args, kwargs in (((1,), None), ([1, 5, 6], {"c": 7, "d": 8}), ("ab", {})):
    t = Thread(target=takes, args=args, kwargs=kwargs)
    t.start()
    t.join()
t = Thread(target=takes, kwargs={"a": 9})
t.run()
t = Thread()
t.start()
t.join()

first = Thread(target=time.sleep, args=(0.05,))
first.start()


def joins():
    first.join()
    print("joined by another")


second = Thread(target=joins)
second.start()
first.join()
second.join()
print(threading.TIMEOUT_MAX, threading.ThreadError, threading.stack_size())
attempt(threading.stack_size, 1)
