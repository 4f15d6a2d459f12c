# title: All are woken
# topic: conditions
# run: --gil 3.12 --switch-interval 20ms --seed 6 --speed 4
# step: event
# bug: wrong_notify.py
# demo: play
# expect: safe; outcome eaten=[1, 2]
# expect --gil off: safe; outcome eaten=[1, 2]
"""Goal: the cook's two dishes are eaten.

notify_all() wakes everybody; each looks for itself and goes on or waits
again. Among them is the one who can go on. Some are woken in vain: that
is the price.

notify() is enough where any of the sleepers would do. Or make two
conditions with one lock, "full" and "empty": then each call says whom it
means.
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
            changed.notify_all()


def guest():
    with changed:
        while not plate:
            changed.wait()
        eaten.append(plate.pop())
        changed.notify_all()


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
