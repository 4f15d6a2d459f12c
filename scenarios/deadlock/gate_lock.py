# title: Two orders behind one gate
# topic: deadlock
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# demo: play
# expect: safe; outcome moved=2
# expect --gil off: safe; outcome moved=2
"""Goal: both moves finish.

A takes left and then right, B takes right and then left: the two orders
of the AB-BA deadlock. And yet nothing can go wrong here, because both
pass a gate first, and hold it as long as they hold the others.

Who has the gate is alone with left and right. So "two orders" is a
warning, no proof. Take the gate away in one of the two functions, and
search again.
"""
import threading
import time

gate = threading.Lock()
left = threading.Lock()
right = threading.Lock()
moved = 0


def move(first, second):
    global moved
    with gate:
        with first:
            time.sleep(0.01)
            with second:
                moved = moved + 1


a = threading.Thread(target=move, args=(left, right), name="A")
b = threading.Thread(target=move, args=(right, left), name="B")
a.start()
b.start()
a.join()
b.join()
print("moved:", moved)
assert moved == 2
