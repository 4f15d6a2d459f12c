# title: A barrier that miscounts
# topic: conditions
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# fix: broken_barrier_locked.py
# demo: play 10s; pause 3s; fix; play
# expect: race here; deadlock; outcome here=1|2
# expect --gil 3.9: race here; deadlock; outcome here=1|2
# expect --gil 3.12: safe; outcome here=2
"""Goal: both meet at the barrier and go on.

A barrier lets nobody pass before all are there. Each counts itself and
waits for the bell; the last one rings it.

The count is a plain here = here + 1, and two who arrive together may
both write 1. Then nobody is the last, nobody rings, and all wait for
ever. A lost update does not always show as a wrong number: here it
shows as a program that hangs.
"""
import threading

here = 0
passed = []
bell = threading.Event()


def meet(name):
    global here
    here = here + 1
    if here == 2:
        bell.set()
    bell.wait()
    passed.append(name)


a = threading.Thread(target=meet, args=("A",), name="A")
b = threading.Thread(target=meet, args=("B",), name="B")
a.start()
b.start()
a.join()
b.join()
print("passed:", len(passed))
assert len(passed) == 2
