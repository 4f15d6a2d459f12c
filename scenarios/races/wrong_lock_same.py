# title: The same lock for both
# topic: races
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# bug: wrong_lock.py
# demo: play
# expect: safe; outcome balance=10
# expect --gil 3.9: safe; outcome balance=10
# expect --gil 3.12: safe; outcome balance=10
"""Goal: 5 come, 5 go, balance ends at 10.

One thing, one lock: whoever touches balance takes balance_lock, to add,
to subtract, and to look at it too. Its name says what it guards, which
makes it harder to take the wrong one.
"""
import threading

balance = 10
balance_lock = threading.Lock()


def deposit(amount):
    global balance
    with balance_lock:
        balance = balance + amount


def withdraw(amount):
    global balance
    with balance_lock:
        balance = balance - amount


a = threading.Thread(target=deposit, args=(5,), name="A")
b = threading.Thread(target=withdraw, args=(5,), name="B")
a.start()
b.start()
a.join()
b.join()
print("balance:", balance)
assert balance == 10
