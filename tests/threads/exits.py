# What runs when main has ended, and in which order.
import atexit
import pprint
import textwrap
import threading
import time


def late():
    time.sleep(0.05)
    print("thread ends")


def failing():
    raise ValueError("in a callback")


atexit.register(print, "first registered, last run")
atexit.register(print, "with", sep="-")


@atexit.register
def decorated():
    print("decorated", threading.active_count())


atexit.register(failing)
atexit.register(print, "gone")
atexit.unregister(failing)
threading.Thread(target=late).start()
threading.Thread(target=time.sleep, args=(99,), daemon=True).start()
pprint.pprint({"b": [1, 2], "a": {"x" * 30: list(range(20)),
                                  "y": ("t" * 40, "u" * 40)}})
pprint.pprint([1, (2,), {3}, "x"])
print(textwrap.dedent("""\
    a
      b

    c"""))
print(textwrap.fill("one two three four five", 10))
print("main ends")
