# title: The queen and her workers
# topic: basics
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# fix: queen_and_workers_join.py
# demo: play 10s; pause 2s; fix; play
# expect: failure
# expect --gil off: failure
"""Goal: the queen reports the honey of both workers.

The queen is the main thread: it makes the workers, hands each its job
as an argument, and says go through an Event that all of them wait for.
Each worker puts its result into the list.

But the queen reports at once. start() only makes a thread able to run,
set() only wakes who waits: neither waits until the work is done.
"""
import threading

go = threading.Event()
honey = []


def worker(flowers):
    go.wait()
    honey.append(flowers * 2)


a = threading.Thread(target=worker, args=(1,), name="A")
b = threading.Thread(target=worker, args=(5,), name="B")
a.start()
b.start()
go.set()
report = sum(honey)
print("honey:", report)
assert report == 12
