# title: A barrier that counts
# topic: conditions
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# bug: broken_barrier.py
# demo: play
# expect: safe; outcome here=2
# expect --gil 3.9: safe; outcome here=2
# expect --gil 3.12: safe; outcome here=2
"""Goal: both meet at the barrier and go on.

A lock around the counting and the question "am I the last?". The waiting
is outside of it: who waited inside would keep all others from arriving.

This barrier is good for one meeting. After it the bell stays rung; see
what happens to those who meet there twice.
"""
import threading

here = 0
passed = []
lock = threading.Lock()
bell = threading.Event()


def meet(name):
    global here
    with lock:
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
