"""Abstract base classes, enum.auto, frozen dataclasses, a job queue."""
import enum
import math
import queue
import threading
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass, replace


class State(enum.Enum):
    WAITING = enum.auto()
    RUNNING = enum.auto()
    DONE = enum.auto()


@dataclass(frozen=True)
class Point:
    x: float = 0.0
    y: float = 0.0

    def distance(self, other):
        return math.hypot(self.x - other.x, self.y - other.y)


class Job(ABC):
    def __init__(self):
        self.state = State.WAITING
        self.result = None

    @abstractmethod
    def compute(self):
        """Gives the result."""

    def __call__(self):
        self.state = State.RUNNING
        self.result = self.compute()
        self.state = State.DONE
        return self


class Distance(Job):
    def __init__(self, a, b):
        super().__init__()
        self.a, self.b = a, b

    def compute(self):
        return round(self.a.distance(self.b), 3)


class Area(Job):
    def __init__(self, *points):
        super().__init__()
        self.points = points

    def compute(self):
        pairs = zip(self.points, self.points[1:] + self.points[:1])
        return abs(sum(a.x * b.y - a.y * b.x for a, b in pairs)) / 2


def worker(jobs, done):
    while True:
        job = jobs.get()
        if job is None:
            break
        done.put(job())


jobs, done = queue.Queue(), queue.Queue()
origin = Point()
listed = [Distance(origin, Point(3, 4)), Distance(origin, Point(1, 1)),
          Area(origin, Point(2, 0), Point(2, 3), Point(0, 3))]
print([j.state.name for j in listed])
for j in listed:
    jobs.put(j)
threads = [threading.Thread(target=worker, args=(jobs, done))
           for _ in range(2)]
for t in threads:
    jobs.put(None)
for t in threads:
    t.start()
for t in threads:
    t.join()
for j in listed:
    print(type(j).__name__, j.result, j.state)
try:
    Job()
except TypeError as e:
    print("TypeError:", e)
try:
    origin.x = 1
except AttributeError as e:
    print(type(e).__name__ + ":", e)
print(replace(origin, y=2), asdict(origin), {origin: "hashable"})
print(list(State), State["DONE"].value, State(1))
