# title: One lock for one thing
# topic: races
# run: --gil off --cores 2 --seed 1 --speed 4
# step: event
# bug: lock_each.py
# demo: play
# expect: safe; outcome x=1|-2
"""Goal: x ends at 1 or at -2, as the last thread left it.

There is one x, so there is one lock for it, made once, where both
threads can see it. Who comes second waits until the first has finished
all of its changes.

Which of the two goes first is still open. A lock gives no order; it
only keeps them apart.
"""
import threading

x = 0
lock = threading.Lock()


def add_one():
    global x
    with lock:
        x = 0
        x = x + 1


def take_two():
    global x
    with lock:
        x = 0
        x = x - 2


a = threading.Thread(target=add_one, name="A")
b = threading.Thread(target=take_two, name="B")
a.start()
b.start()
a.join()
b.join()
print("x:", x)
assert x == 1 or x == -2
