# title: A torn pair
# topic: races
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# fix: torn_pair_locked.py
# demo: play 8s; pause 2s; fix; play
# expect: race x; race y; outcome seen=(0, 0)|(1, 0)|(0, 1)|(1, 1); failure
# expect --gil 3.12: race x; outcome seen=(0, 0)|(1, 1)
"""Goal: B sees the point whole, moved or not.

A point is two numbers that belong together. A moves it from (0, 0) to
(1, 1), which takes two writes; B looks, which takes two reads. If one of
them comes between the other's two, B sees a point that never was.

No single read or write is wrong here, and no update is lost. What breaks
is the sentence that joins them: "x and y are always equal".
"""
import threading

x = 0
y = 0
seen = None


def move():
    global x, y
    x = 1
    y = 1


def look():
    global seen
    seen = (x, y)


a = threading.Thread(target=move, name="A")
b = threading.Thread(target=look, name="B")
a.start()
b.start()
a.join()
b.join()
print("seen:", seen)
assert seen[0] == seen[1]
