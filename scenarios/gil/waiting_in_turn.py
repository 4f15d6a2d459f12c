# title: Waiting, one after another
# topic: gil
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# fix: waiting_in_threads.py
# demo: play 10s; pause 2s; fix; play
# expect: safe
# expect --gil off: safe
"""Goal: three pages are here after the time of one.

Each page takes 200 ms to come, and nearly all of that is waiting: for a
disk, a network, another machine. The one thread of this program sleeps
through all of it, three times in a row, and the core has nothing to do.
"""
import time

pages = []
start = time.monotonic()


def fetch(name):
    time.sleep(0.2)
    pages.append(name)


for page in ("home", "news", "help"):
    fetch(page)
took = round(time.monotonic() - start, 1)
print("pages:", len(pages), "after", took, "s")
assert len(pages) == 3
