# title: Lost update
# topic: races
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# fix: lost_update_locked.py
# demo: play 6s; find; pause 3s; play; pause 2s; fix; play
# expect: race counter; outcome counter=2|3|4; failure
# expect --gil 3.9: race counter; outcome counter=2|3|4; failure
# expect --gil 3.10: safe; outcome counter=4
# expect --gil 3.12: safe; outcome counter=4
"""Goal: counter ends at 4.

counter = counter + 1 is one line, but three acts: read counter, add one
to the copy, write the sum back. Between the read and the write another
thread may come in. Then both add to the same old value, and the second
write goes over the first: one update is lost.

Watch for the word STALE in a thread's card: its copy is old, and what
it writes next will undo what the other thread did.
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
