# title: Check, then act
# topic: races
# run: --gil off --cores 2 --seed 4 --speed 4
# step: event
# bug: check_then_act.py
# demo: play
# expect: safe; outcome balance=0
# expect --gil 3.12: safe; outcome balance=0
"""Goal: the account pays once: 100 are there, each wants 100.

The lock is held over the check and the act together. What was true when
the thread checked is still true when it acts, because nobody else can
change balance meanwhile.

A lock around the subtraction alone would not help: the decision would
still be made on an old value.
"""
import threading

balance = 100
paid = []
lock = threading.Lock()


def withdraw(name, amount):
    global balance
    with lock:
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
