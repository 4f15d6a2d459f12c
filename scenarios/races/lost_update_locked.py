# title: Lost update
# topic: races
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# bug: lost_update.py
# demo: play
# expect: safe; outcome counter=4
# expect --gil 3.9: safe; outcome counter=4
# expect --gil 3.12: safe; outcome counter=4
"""Goal: counter ends at 4.

One lock, shared by all who touch counter. Who holds it may read, add and
write; who comes meanwhile waits in the lock's queue. The three acts can
no longer be torn apart by another thread that uses the same lock.

The lock guards nothing by itself: it works because every thread takes
it before it touches counter.
"""
import threading

counter = 0
lock = threading.Lock()


def worker(n):
    global counter
    for _ in range(n):
        with lock:
            counter = counter + 1


a = threading.Thread(target=worker, args=(2,), name="A")
b = threading.Thread(target=worker, args=(2,), name="B")
a.start()
b.start()
a.join()
b.join()
print("counter:", counter)
assert counter == 4
