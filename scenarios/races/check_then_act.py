# title: Check, then act
# topic: races
# run: --gil off --cores 2 --seed 4 --speed 4
# step: event
# fix: check_then_act_locked.py
# demo: play 8s; pause 2s; fix; play
# expect: race balance; outcome balance=0|-100; failure
# expect --gil 3.12: safe; outcome balance=0
"""Goal: the account pays once: 100 are there, each wants 100.

The check is right and the subtraction is right, but they are two acts.
What A saw when it checked may be history when it acts: B has passed the
same check in between. Both pay.

The same hole is found wherever a decision is made on something that
others may change: is the file there? is the seat free? is the queue
empty?
"""
import threading

balance = 100
paid = []


def withdraw(name, amount):
    global balance
    if balance >= amount:
        balance = balance - amount
        paid.append(name)


a = threading.Thread(target=withdraw, args=("A", 100), name="A")
b = threading.Thread(target=withdraw, args=("B", 100), name="B")
a.start()
b.start()
a.join()
b.join()
print("paid to", len(paid), "balance", balance)
assert len(paid) == 1
