# title: A circle of three, broken
# topic: deadlock
# run: --gil off --cores 3 --seed 10 --speed 4
# step: event
# bug: three_way.py
# demo: play
# expect: safe; outcome paid=3
# expect --gil 3.12: safe; outcome paid=3
"""Goal: all three payments are made.

Accounts are locked in the order of the alphabet, whoever pays. Cid still
pays Ann, but C locks ann first, and then cid.

It may wait now while it holds nothing. In a circle of waiting everybody
holds something that the next one wants: whoever has nothing cannot be
part of it.
"""
import threading

ann = threading.Lock()
bob = threading.Lock()
cid = threading.Lock()
paid = 0


def pay(first, second):
    global paid
    with first:
        with second:
            paid = paid + 1


a = threading.Thread(target=pay, args=(ann, bob), name="A")
b = threading.Thread(target=pay, args=(bob, cid), name="B")
c = threading.Thread(target=pay, args=(ann, cid), name="C")
a.start()
b.start()
c.start()
a.join()
b.join()
c.join()
print("paid:", paid)
