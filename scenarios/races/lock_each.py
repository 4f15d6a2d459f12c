# title: A lock each protects nothing
# topic: races
# run: --gil off --cores 2 --seed 1 --speed 4
# step: event
# fix: lock_each_shared.py
# demo: play 8s; pause 2s; fix; play
# expect: race x; outcome x=1|-2|-1; failure
"""Goal: x ends at 1 or at -2, as the last thread left it.

Each thread sets x to 0 and then changes it, and takes a lock first. But
each makes a lock of its own: two locks, two keys, and both doors lead
into the same room. Nobody ever waits for anybody.

A lock belongs to the data that it guards, not to the thread that uses
it. Look at the lock panel: two locks, never a queue.
"""
import threading

x = 0


def add_one():
    global x
    lock = threading.Lock()
    with lock:
        x = 0
        x = x + 1


def take_two():
    global x
    lock = threading.Lock()
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
