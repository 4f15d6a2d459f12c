# title: Trying, and stepping back
# topic: deadlock
# run: --gil 3.12 --seed 1 --speed 8
# step: event
# bug: trylock_spin.py
# demo: play
# expect: safe; outcome moved=2
# expect --gil off: safe; outcome moved=2
"""Goal: both moves finish.

Who does not get the second lock gives back the first one and starts
again. While it is away, the other can go through: an end can be reached
from everywhere.

Reached, not promised. If both step back and forth in the same rhythm,
like two people in a narrow corridor, they may go on so for a long time:
a livelock. A short sleep of random length breaks the rhythm; one order
for the locks needs no luck at all.
"""
import threading

left = threading.Lock()
right = threading.Lock()
moved = 0


def move(first, second):
    global moved
    first.acquire()
    while not second.acquire(blocking=False):
        first.release()
        first.acquire()
    moved = moved + 1
    second.release()
    first.release()


a = threading.Thread(target=move, args=(left, right), name="A")
b = threading.Thread(target=move, args=(right, left), name="B")
a.start()
b.start()
a.join()
b.join()
print("moved:", moved)
