# title: AB-BA deadlock
# topic: deadlock
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# fix: ab_ba_ordered.py
# demo: play 10s; pause 3s; fix; play
# expect: deadlock; outcome balance=0|2
# expect --gil off: deadlock; outcome balance=0|2
"""Goal: both transfers finish.

A takes left and then wants right. B takes right and then wants left.
Each holds what the other waits for, and neither lets go of what it
has: they wait for each other for ever. The program does not crash and
uses no time; it just never ends.

It needs bad luck: if A gets both locks before B comes, all is well.
That is why a deadlock passes the tests and turns up at a customer's.
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
b = threading.Thread(target=transfer, args=(right, left), name="B")
a.start()
b.start()
a.join()
b.join()
print("balance:", balance)
