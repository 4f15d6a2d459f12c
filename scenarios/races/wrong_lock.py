# title: Two locks for one thing
# topic: races
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# fix: wrong_lock_same.py
# demo: play 8s; pause 2s; fix; play
# expect: race balance; outcome balance=5|10|15; failure
# expect --gil 3.9: race balance; outcome balance=5|10|15; failure
# expect --gil 3.12: safe; outcome balance=10
"""Goal: 5 come, 5 go, balance ends at 10.

Both functions lock, and both look right on their own. But deposit takes
one lock and withdraw takes the other. A lock keeps out only those who
ask for the same lock, so these two never wait for each other.

Look at the locks while both threads are inside: each has its owner and
no queue. Ask of each shared thing: which is the one lock that guards it?
"""
import threading

balance = 10
in_lock = threading.Lock()
out_lock = threading.Lock()


def deposit(amount):
    global balance
    with in_lock:
        balance = balance + amount


def withdraw(amount):
    global balance
    with out_lock:
        balance = balance - amount


a = threading.Thread(target=deposit, args=(5,), name="A")
b = threading.Thread(target=withdraw, args=(5,), name="B")
a.start()
b.start()
a.join()
b.join()
print("balance:", balance)
assert balance == 10
