# title: Two counts on two cores, with the GIL
# topic: gil
# run: --gil 3.12 --cores 2 --seed 1 --speed 12
# step: line
# fix: cpu_bound_no_gil.py
# demo: play 10s; pause 2s; fix; play
# expect: safe
# expect --gil off: safe
"""Goal: two counts are done in the time of one.

Now there are two cores, but one of them stays idle: only the thread
that holds the GIL may run Python. The other waits 5 ms, asks for the
GIL, gets it, and then the first one waits.

For work that only computes, threads under a GIL bring no speed. What to
do instead: processes, or a Python without a GIL.
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
