# title: What is shared, and what is a thread's own
# topic: basics
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# bug: shared_or_own.py
# demo: play
# expect: safe
# expect --gil 3.12: safe
"""Goal: A finds the sum 3 and B the sum 7.

total is a local now. Each call of add_up has one of its own, on the
stack of its thread, so no order of the two threads can mix them up.
Only sums is still shared, and each thread writes its own key there.

What a thread can keep to itself needs no lock.
"""
import threading

sums = {}


def add_up(name, numbers):
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
