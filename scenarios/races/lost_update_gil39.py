# title: Lost update under the GIL of Python 3.9
# topic: races
# run: --gil 3.9 --switch-interval 2ms --seed 3 --speed 4
# step: event
# fix: lost_update_locked.py
# demo: play 8s; pause 2s; fix; play
# expect: race counter; outcome counter=2|3|4; failure
"""Goal: counter ends at 4.

The GIL lets only one thread run Python at a time. That is no promise
about which one runs next: up to Python 3.9 the holder may be asked to
hand it over after almost any bytecode, also between the read of counter
and the write. So the update can be lost on a single core as well.

Watch the GIL in the lock panel: it is asked for, dropped and taken, and
sometimes exactly in the middle of counter = counter + 1.
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
