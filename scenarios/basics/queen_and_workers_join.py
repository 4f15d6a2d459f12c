# title: The queen and her workers
# topic: basics
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# bug: queen_and_workers.py
# demo: play
# expect: safe; outcome report=12
# expect --gil off: safe; outcome report=12
"""Goal: the queen reports the honey of both workers.

join() waits until a thread has ended. What the worker did before its
end is there for who joined it: after both joins the list is complete.

Jobs go out as arguments, the Event says when, join brings the end:
this is the whole pattern, and most programs with threads contain it.
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
a.join()
b.join()
report = sum(honey)
print("honey:", report)
assert report == 12
