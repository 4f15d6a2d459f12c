"""Jobs by urgency: PriorityQueue and an ordered dataclass."""
import queue
import threading
from dataclasses import dataclass, field
from typing import Any


@dataclass(order=True)
class Job:
    priority: int
    name: Any = field(compare=False)


jobs = queue.PriorityQueue()
for job in (Job(3, "sweep"), Job(1, "feed the queen"), Job(2, "guard"),
            Job(1, "seal")):
    jobs.put(job)
jobs.put(Job(99, None))
order = []


def work():
    while True:
        job = jobs.get()
        if job.name is None:
            return
        order.append(job.priority)
        print(f"priority {job.priority}: {job.name}")


t = threading.Thread(target=work)
t.start()
t.join()
print(order == sorted(order), Job(1, "a") < Job(2, "b"))
stack = queue.LifoQueue()
for letter in "abc":
    stack.put(letter)
print("".join(stack.get() for _ in range(stack.qsize())))
simple = queue.SimpleQueue()
simple.put(1.5)
print(simple.get(), simple.empty())
