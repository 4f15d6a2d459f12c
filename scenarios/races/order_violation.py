# title: Used before it is there
# topic: races
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# fix: order_violation_event.py
# demo: play 8s; pause 2s; fix; play
# expect: failure
# expect --gil off: race plate; failure
"""Goal: the waiter carries the hot soup out.

The cook fills the plate, the waiter carries what is on it. The cook is
started first, so the cook is first: that is what its author thought.
But start() says only that a thread may run from now on, not that it has.

There is nothing here for a lock to guard. Each does one thing, once;
only the order is wrong. A third of the bugs found in real programs with
threads are of this kind.
"""
import threading

plate = None
carried = []


def cook():
    global plate
    plate = "soup"


def serve():
    carried.append("hot " + plate)


a = threading.Thread(target=cook, name="Cook")
b = threading.Thread(target=serve, name="Waiter")
a.start()
b.start()
a.join()
b.join()
print("carried:", carried)
assert carried == ["hot soup"]
