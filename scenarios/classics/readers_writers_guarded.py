# title: Readers and a writer: a guarded door
# topic: classics
# run: --gil 3.12 --seed 16 --speed 4
# step: event
# bug: readers_writers.py
# demo: play
# expect: safe
# expect --gil off: safe
"""Goal: no reader sees a half-written page.

The count has a lock of its own, the door, and the first reader keeps it
while it waits for the room. The second reader cannot even count itself
before the first one is in.

Still open: if readers come and go without a pause, the room is never
empty, and a writer may wait for ever. Who lets a waiting writer close
the door behind itself has mended that, too.
"""
import threading

page = []
seen = []
readers = 0
door = threading.Lock()
room = threading.Lock()


def write():
    with room:
        for half in ("top", "end"):
            page.append(half)


def read():
    global readers
    with door:
        readers = readers + 1
        if readers == 1:
            room.acquire()
    seen.append(len(page))
    with door:
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
