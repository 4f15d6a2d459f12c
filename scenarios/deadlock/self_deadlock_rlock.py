# title: A lock that knows its owner
# topic: deadlock
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# bug: self_deadlock.py
# demo: play
# expect: safe; outcome balance=0
# expect --gil off: safe; outcome balance=0
"""Goal: 5 come in, 5 go out, and the program ends.

An RLock may be taken again by the thread that holds it. It counts, and
is free when it was given back as often as it was taken.

It is the smallest mend, not always the best: who takes a lock twice has
often lost sight of what it guards. The other way: warn() takes no lock,
and says in its name or comment that its caller must hold it.
"""
import threading

balance = 0
lock = threading.RLock()


def warn():
    with lock:
        print("overdrawn:", balance)


def change(amount):
    global balance
    with lock:
        balance = balance + amount
        if balance < 0:
            warn()


a = threading.Thread(target=change, args=(5,), name="A")
b = threading.Thread(target=change, args=(-5,), name="B")
a.start()
b.start()
a.join()
b.join()
print("balance:", balance)
