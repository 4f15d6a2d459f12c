"""A car park: semaphores, random stays from a seed, a summary table."""
import random
import threading
import time
from collections import Counter

random.seed(11)
SPACES = 3
spaces = threading.BoundedSemaphore(SPACES)
stats = Counter()
guard = threading.Lock()
inside = set()


class Car(threading.Thread):
    count = 0

    def __init__(self, arrives, stays):
        Car.count += 1
        super(Car, self).__init__(name="Car-%d" % Car.count)
        self.arrives = arrives
        self.stays = stays

    def run(self):
        time.sleep(self.arrives)
        if not spaces.acquire(timeout=0.03):
            with guard:
                stats["gave up"] += 1
            return
        with guard:
            inside.add(self.name)
            stats["parked"] += 1
            stats["most"] = max(stats["most"], len(inside))
        time.sleep(self.stays)
        with guard:
            inside.discard(self.name)
        spaces.release()


cars = [Car(i * 0.01, random.choice([0.05, 0.105])) for i in range(8)]
for car in cars:
    car.start()
for car in cars:
    car.join()
print("%-10s%5s" % ("what", "n"))
print("-" * 15)
for what in ("parked", "gave up", "most"):
    print("%-10s%5d" % (what, stats[what]))
print("empty" if not inside else inside, Car.count,
      stats["parked"] + stats["gave up"] == len(cars))
