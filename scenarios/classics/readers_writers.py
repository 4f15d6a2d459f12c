# title: Readers and a writer: past the guard
# topic: classics
# run: --gil 3.12 --seed 16 --speed 4
# step: event
# fix: readers_writers_guarded.py
# demo: play 12s; pause 2s; fix; play
# expect: failure
# expect --gil off: race readers; failure; deadlock
"""Goal: no reader sees a half-written page.

Readers may read together; a writer must be alone. So the first reader
locks the room for all of them, and the last one unlocks it.

The first reader counts itself, and then has to wait: the writer is in.
The second reader counts, too, sees that it is not the first, and walks
in, past the one who waits at the door. It sees half a page.
"""
import threading

page = []
seen = []
readers = 0
room = threading.Lock()


def write():
    with room:
        for half in ("top", "end"):
            page.append(half)


def read():
    global readers
    readers = readers + 1
    if readers == 1:
        room.acquire()
    seen.append(len(page))
    readers = readers - 1
    if readers == 0:
        room.release()


w = threading.Thread(target=write, name="W")
r = threading.Thread(target=read, name="R1")
s = threading.Thread(target=read, name="R2")
w.start()
r.start()
s.start()
w.join()
r.join()
s.join()
print("seen:", seen)
assert 1 not in seen
