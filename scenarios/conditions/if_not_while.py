# title: Woken, but not for this
# topic: conditions
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# fix: if_not_while_loop.py
# demo: play 12s; pause 2s; fix; play
# expect: failure
# expect --gil off: failure
"""Goal: A starts at level 1, B at level 2.

The tank fills up, and both are told of every change. A needs a level of
1, B needs 2. The first change is good news for A. B is woken as well,
asks nothing, and starts too early: the if looked once, long ago.

One condition often carries several kinds of news. To be woken means:
something has changed. Whether it is what you wait for, only a second
look can tell.
"""
import threading

level = 0
changed = threading.Condition()
started = {}


def fill():
    global level
    for _ in range(2):
        with changed:
            level = level + 1
            changed.notify_all()


def start(name, need):
    with changed:
        if level < need:
            changed.wait()
        started[name] = level


a = threading.Thread(target=start, args=("A", 1), name="A")
b = threading.Thread(target=start, args=("B", 2), name="B")
f = threading.Thread(target=fill, name="Fill")
a.start()
b.start()
f.start()
a.join()
b.join()
f.join()
print("B started at level", started["B"])
assert started["A"] >= 1 and started["B"] == 2
