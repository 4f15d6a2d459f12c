# title: No lost update under the GIL of Python 3.12
# topic: races
# run: --gil 3.12 --switch-interval 2ms --seed 3 --speed 4
# step: event
# bug: lost_update_gil39.py
# demo: play
# expect: safe; outcome counter=4
"""Goal: counter ends at 4.

The very same program. Since Python 3.10 the GIL is handed over only in
a few places: at the start of a function, at the end of a loop's round,
after some calls. None of them lies between the read of counter and the
write, so here no update can be lost.

Nobody promised that. It is how this Python happens to be made: with a
call in the middle of the line, or without a GIL, the bug is back. A
program that needs counter to be right needs a lock.
"""
import threading

counter = 0


def worker(n):
    global counter
    for _ in range(n):
        counter = counter + 1


a = threading.Thread(target=worker, args=(2,), name="A")
b = threading.Thread(target=worker, args=(2,), name="B")
a.start()
b.start()
a.join()
b.join()
print("counter:", counter)
assert counter == 4
