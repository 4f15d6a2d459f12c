# title: The wrong one is woken
# topic: conditions
# run: --gil 3.12 --switch-interval 20ms --seed 6 --speed 4
# step: event
# fix: wrong_notify_all.py
# demo: play 15s; pause 3s; fix; play
# expect: deadlock; outcome eaten=[1]|[1, 2]
# expect --gil off: deadlock; outcome eaten=[1]|[1, 2]
"""Goal: the cook's two dishes are eaten.

There is room for one dish. The cook waits for an empty plate, guests
wait for a full one, and all of them wait on the same condition.

A guest who has eaten calls notify() and means the cook. But notify()
wakes one of those who wait, and here the other guest has waited longer.
That one looks, finds nothing, and waits again. The call is used up, the
cook sleeps on, and everybody waits.
"""
import threading

plate = []
eaten = []
changed = threading.Condition()


def cook():
    for dish in (1, 2):
        with changed:
            while plate:
                changed.wait()
            plate.append(dish)
            changed.notify()


def guest():
    with changed:
        while not plate:
            changed.wait()
        eaten.append(plate.pop())
        changed.notify()


a = threading.Thread(target=guest, name="A")
c = threading.Thread(target=cook, name="Cook")
b = threading.Thread(target=guest, name="B")
a.start()
c.start()
b.start()
a.join()
c.join()
b.join()
print("eaten:", eaten)
