# title: Two counts on one core
# topic: gil
# run: --gil 3.12 --cores 1 --seed 1 --speed 12
# step: line
# fix: cpu_bound_no_gil.py
# demo: play 10s; pause 2s; fix; play
# expect: safe
# expect --gil off: safe
"""Goal: two counts are done in the time of one.

One core runs one thread at a time. That both seem to advance together
is made by switching between them quickly. Nothing is gained: the two
counts take as long as one after the other, and a little more for the
switching.

Look at the row of the core in the timeline: it is never empty, and it
never holds two numbers.
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
