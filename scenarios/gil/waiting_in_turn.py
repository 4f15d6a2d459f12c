# title: Waiting, one after another
# topic: gil
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# fix: waiting_in_threads.py
# demo: play 10s; pause 2s; fix; play
# expect: safe
# expect --gil off: safe
"""Goal: three pages are here after the time of one.

Each page takes 20 ms to come, and nearly all of that is waiting: for a
disk, a network, another machine. The one thread of this program sleeps
through all of it, three times in a row, and the core has nothing to do.
"""
import time

pages = []


def fetch(name):
    time.sleep(0.02)
    pages.append(name)


for page in ("home", "news", "help"):
    fetch(page)
print("pages:", len(pages))
assert len(pages) == 3
