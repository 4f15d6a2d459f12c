# title: Woken, and looked again
# topic: conditions
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# bug: if_not_while.py
# demo: play
# expect: safe
# expect --gil off: safe
"""Goal: A starts at level 1, B at level 2.

One word is different: while. B is woken by the first change, looks, sees
level 1, and waits again. The loop can be left only when what it asks for
is true, and since the lock is held, it stays true.

changed.wait_for(lambda: level >= need) is the same loop in one line.
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
        while level < need:
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
