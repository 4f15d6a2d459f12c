# title: Two counts on two cores, without a GIL
# topic: gil
# run: --gil off --cores 2 --seed 1 --speed 12
# step: line
# bug: cpu_bound_gil.py
# demo: play
# expect: safe
# expect --gil 3.12: safe
"""Goal: two counts are done in the time of one.

Two cores, and nobody has to ask. Both threads count at the same time,
and both are done in about the time that one needs.

The price: whatever the GIL kept apart by chance, it keeps apart no
longer. Look at the races again with the GIL off.
"""
import threading

done = []


def count(name, n):
    while n > 0:
        n = n - 1
    done.append(name)


a = threading.Thread(target=count, args=("A", 12), name="A")
b = threading.Thread(target=count, args=("B", 12), name="B")
a.start()
b.start()
a.join()
b.join()
print("counted:", len(done))
assert len(done) == 2
