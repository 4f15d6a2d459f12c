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


def fetch(name):
    time.sleep(0.02)
    pages.append(name)


threads = []
for page in ("home", "news", "help"):
    t = threading.Thread(target=fetch, args=(page,), name=page)
    threads.append(t)
    t.start()
for t in threads:
    t.join()
print("pages:", len(pages))
assert len(pages) == 3
