"""Subclasses of Thread that keep their result."""
from threading import Thread
import time


class PowerThread(Thread):
    def __init__(self, numbers, power, delay=0.0, **kwargs):
        super().__init__(**kwargs)
        self.numbers = numbers
        self.power = power
        self.delay = delay
        self.result = None

    def run(self):
        time.sleep(self.delay)
        print(f"{self.name}: {len(self.numbers)} numbers to the {self.power}")
        self.result = [n ** self.power for n in self.numbers]

    def __repr__(self):
        return f"<{type(self).__name__} {self.name} power={self.power}>"


class CubeThread(PowerThread):
    def __init__(self, numbers):
        super().__init__(numbers, 3, delay=0.04, name="cubes")


threads = [PowerThread(range(1, 6), 2, name="squares"),
           CubeThread((2, 3, 4)),
           PowerThread([10], power=10, delay=0.08)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for t in threads[:2]:
    print(t, "->", t.result)
print(threads[2].name, threads[2].result)
print("sum:", sum(sum(t.result) for t in threads))
