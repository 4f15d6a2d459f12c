# title: Waiting, all at once
# topic: gil
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# bug: waiting_in_turn.py
# demo: play
# expect: safe
# expect --gil off: safe
"""Goal: three pages are here after the time of one.

A thread that sleeps needs no core, and it gives the GIL away before it
falls asleep. So all three wait at the same time, on one core, with the
GIL on, and the whole takes about as long as one page.

For waiting, threads are a gain under a GIL too.
"""
import threading
import time

pages = []
start = time.monotonic()


def fetch(name):
    time.sleep(0.2)
    pages.append(name)


threads = []
for page in ("home", "news", "help"):
    t = threading.Thread(target=fetch, args=(page,), name=page)
    threads.append(t)
    t.start()
for t in threads:
    t.join()
took = round(time.monotonic() - start, 1)
print("pages:", len(pages), "after", took, "s")
assert len(pages) == 3
