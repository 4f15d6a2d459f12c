# title: Producer and consumers: if
# topic: classics
# run: --gil 3.12 --seed 14 --speed 4
# step: event
# fix: producer_consumer_while.py
# demo: play 12s; pause 2s; fix; play
# expect: failure
"""Goal: each consumer gets one item.

A consumer that finds nothing waits on the condition: wait() gives the
lock away, sleeps until it is notified, and takes the lock again. Between
the notification and the lock there is a gap. Another consumer that comes
in just then takes the item; the one that was woken goes on as if it were
still there, and finds an empty list.

To be notified means: look again. It does not mean: it is yours.
"""
import threading
import time

items = []
changed = threading.Condition()
eaten = []


def produce():
    for item in ("bread", "honey"):
        time.sleep(0.03)
        with changed:
            items.append(item)
            changed.notify()


def consume(late):
    time.sleep(late)
    with changed:
        if not items:
            changed.wait()
        eaten.append(items.pop(0))


a = threading.Thread(target=consume, args=(0,), name="A")
b = threading.Thread(target=consume, args=(0.04,), name="B")
p = threading.Thread(target=produce, name="P")
a.start()
b.start()
p.start()
a.join()
b.join()
p.join()
print("eaten:", len(eaten))
assert len(eaten) == 2
