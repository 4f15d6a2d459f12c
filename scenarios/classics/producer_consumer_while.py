# title: Producer and consumers: while
# topic: classics
# run: --gil 3.12 --seed 14 --speed 4
# step: event
# bug: producer_consumer.py
# demo: play
# expect: safe
"""Goal: each consumer gets one item.

while instead of if: who was woken looks again, and waits again where
another one was faster. What the loop asks for is true when the loop is
left, because the lock is held.

Always wait in a loop. It is also right where a thread wakes without any
notification, which the condition may allow.
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
        while not items:
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
