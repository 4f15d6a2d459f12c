# title: A pair under one lock
# topic: races
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# bug: torn_pair.py
# demo: play
# expect: safe; outcome seen=(0, 0)|(1, 1)
# expect --gil 3.12: safe; outcome seen=(0, 0)|(1, 1)
"""Goal: B sees the point whole, moved or not.

What belongs together is guarded together: one lock for x and y, held
over both writes and over both reads. Inside, the pair may be torn for a
moment. Outside, nobody can see it.

Note that the reader takes the lock, too. A lock for writers alone would
help nobody.
"""
import threading

x = 0
y = 0
seen = None
point = threading.Lock()


def move():
    global x, y
    with point:
        x = 1
        y = 1


def look():
    global seen
    with point:
        seen = (x, y)


a = threading.Thread(target=move, name="A")
b = threading.Thread(target=look, name="B")
a.start()
b.start()
a.join()
b.join()
print("seen:", seen)
assert seen[0] == seen[1]
