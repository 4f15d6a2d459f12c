# title: Used when it is there
# topic: races
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# bug: order_violation.py
# demo: play
# expect: safe; outcome carried=['hot soup']
# expect --gil off: safe; outcome carried=['hot soup']
"""Goal: the waiter carries the hot soup out.

An Event makes the order. The waiter waits for it; the cook sets it after
the plate is full. If the cook was faster, the event is set already and
the waiter does not wait at all: an event remembers.

The order inside the cook counts, too: first the soup, then the bell.
"""
import threading

plate = None
carried = []
bell = threading.Event()


def cook():
    global plate
    plate = "soup"
    bell.set()


def serve():
    bell.wait()
    carried.append("hot " + plate)


a = threading.Thread(target=cook, name="Cook")
b = threading.Thread(target=serve, name="Waiter")
a.start()
b.start()
a.join()
b.join()
print("carried:", carried)
assert carried == ["hot soup"]
