# title: A circle of three
# topic: deadlock
# run: --gil off --cores 3 --seed 10 --speed 4
# step: event
# fix: three_way_ordered.py
# demo: play 12s; pause 3s; fix; play
# expect: deadlock; outcome paid=0|3
# expect --gil 3.12: safe; outcome paid=3
"""Goal: all three payments are made.

Ann pays Bob, Bob pays Cid, Cid pays Ann. Each payment locks the payer's
account and then the payee's. Take any two of the threads, and nothing
can go wrong: no two of them take the same two locks.

With all three there is a circle. If each has locked its payer's account,
each waits for the next one: A for B, B for C, C for A. A circle of
waiting may be of any length, and gets harder to see the longer it is.
"""
import threading

ann = threading.Lock()
bob = threading.Lock()
cid = threading.Lock()
paid = 0


def pay(payer, payee):
    global paid
    with payer:
        with payee:
            paid = paid + 1


a = threading.Thread(target=pay, args=(ann, bob), name="A")
b = threading.Thread(target=pay, args=(bob, cid), name="B")
c = threading.Thread(target=pay, args=(cid, ann), name="C")
a.start()
b.start()
c.start()
a.join()
b.join()
c.join()
print("paid:", paid)
