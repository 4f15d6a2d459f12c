"""Cars wait for a green light; some have no patience."""
from threading import Event, Thread
import time

green = Event()
crossed = []


def car(name, arrives, patience=None):
    time.sleep(arrives)
    if green.is_set():
        print(f"{name} drives through")
    else:
        print(f"{name} stops")
    if green.wait(patience):
        crossed.append(name)
    else:
        print(f"{name} turns round")


cars = [Thread(target=car, args=("Beetle", 0.01)),
        Thread(target=car, args=("Mini", 0.02, 0.02)),
        Thread(target=car, args=("Panda", 0.1))]
for c in cars:
    c.start()
time.sleep(0.07)
print("green!")
green.set()
for c in cars:
    c.join()
green.clear()
print(crossed, green.is_set(), green.wait(0.01))
