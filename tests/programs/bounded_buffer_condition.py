"""A bounded buffer with two conditions on one lock."""
import threading
from collections import deque


class BoundedBuffer:
    def __init__(self, capacity):
        self.items = deque()
        self.capacity = capacity
        self.lock = threading.Lock()
        self.not_empty = threading.Condition(self.lock)
        self.not_full = threading.Condition(self.lock)
        self.highest = 0

    def put(self, item):
        with self.not_full:
            while len(self.items) >= self.capacity:
                self.not_full.wait()
            self.items.append(item)
            self.highest = max(self.highest, len(self.items))
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            self.not_empty.wait_for(lambda: self.items)
            item = self.items.popleft()
            self.not_full.notify()
            return item


buffer = BoundedBuffer(3)
taken = []


def produce(first, last):
    for n in range(first, last):
        buffer.put(n)


def consume(count):
    for _ in range(count):
        taken.append(buffer.get())


threads = [threading.Thread(target=produce, args=(0, 20)),
           threading.Thread(target=produce, args=(100, 120)),
           threading.Thread(target=consume, args=(15,)),
           threading.Thread(target=consume, args=(25,))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(taken), sum(taken), sorted(taken)[:3], sorted(taken)[-3:])
print("never too full:", buffer.highest <= 3, "left:", len(buffer.items))
