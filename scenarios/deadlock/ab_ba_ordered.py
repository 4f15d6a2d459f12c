# title: One order of locks
# topic: deadlock
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# bug: ab_ba.py
# demo: play
# expect: safe; outcome balance=2
# expect --gil off: safe; outcome balance=2
"""Goal: both transfers finish.

Both threads take left before right. Who gets left first will also get
right: the other one waits at left and holds nothing yet. No circle of
waiting can close.

Any order will do, as long as everybody keeps to the same one.
"""
import threading
import time

left = threading.Lock()
right = threading.Lock()
balance = 0


def transfer(first, second):
    global balance
    with first:
        time.sleep(0.01)
        with second:
            balance = balance + 1


a = threading.Thread(target=transfer, args=(left, right), name="A")
b = threading.Thread(target=transfer, args=(left, right), name="B")
a.start()
b.start()
a.join()
b.join()
print("balance:", balance)
