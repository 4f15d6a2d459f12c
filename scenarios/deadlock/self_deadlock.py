# title: Waiting for oneself
# topic: deadlock
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# fix: self_deadlock_rlock.py
# demo: play 10s; pause 3s; fix; play
# expect: deadlock; outcome balance=0|-5
# expect --gil off: deadlock; outcome balance=0|-5
"""Goal: 5 come in, 5 go out, and the program ends.

change() holds the lock and calls warn(), which takes the same lock. It
is taken already, so the thread waits until its owner lets go. The owner
is the thread itself. One thread and one lock are enough for a deadlock.

It happens only when the 5 go out before they have come in: then the
account is overdrawn. Errors like this one hide in lines that run rarely.
"""
import threading

balance = 0
lock = threading.Lock()


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
