# title: What is shared, and what is a thread's own
# topic: basics
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# fix: shared_or_own_local.py
# demo: play 8s; pause 2s; fix; play
# expect: race total; failure
# expect --gil 3.12: race total; failure
"""Goal: A finds the sum 3 and B the sum 7.

A global exists once. Every thread that names it reads and writes the
same one. A local (numbers and n are locals) exists once for every call,
on the stack of the thread that made the call: nobody else can reach it.

total was meant to be each thread's own scratch paper, but it is a
global: A and B wipe it clean and add to it at the same time. Watch
total in the shared panel, and n in each thread's card.
"""
import threading

total = 0
sums = {}


def add_up(name, numbers):
    global total
    total = 0
    for n in numbers:
        total = total + n
    sums[name] = total


a = threading.Thread(target=add_up, args=("A", [1, 2]), name="A")
b = threading.Thread(target=add_up, args=("B", [3, 4]), name="B")
a.start()
b.start()
a.join()
b.join()
print("A", sums["A"], "B", sums["B"])
assert sums["A"] == 3 and sums["B"] == 7
