"""A scheduler of delayed calls: heapq, a condition, total_ordering."""
import heapq
import itertools
import threading
import time
from functools import total_ordering


@total_ordering
class Task:
    __slots__ = ("due", "number", "action", "args")
    _numbers = itertools.count(1)

    def __init__(self, due, action, *args):
        self.due, self.action, self.args = due, action, args
        self.number = next(Task._numbers)

    def __eq__(self, other):
        if not isinstance(other, Task):
            return NotImplemented
        return (self.due, self.number) == (other.due, other.number)

    def __lt__(self, other):
        return (self.due, self.number) < (other.due, other.number)

    def __repr__(self):
        return f"Task({self.number}, {self.action.__name__}, {self.args!r})"


class Scheduler(threading.Thread):
    def __init__(self):
        super().__init__(name="Scheduler", daemon=True)
        self._heap = []
        self._cond = threading.Condition()
        self._closed = False
        self.log = []

    def later(self, seconds, action, *args):
        with self._cond:
            task = Task(time.monotonic() + seconds, action, *args)
            heapq.heappush(self._heap, task)
            self._cond.notify()
        return task

    def close(self):
        with self._cond:
            self._closed = True
            self._cond.notify_all()
        self.join()

    def _next(self):
        with self._cond:
            while True:
                if not self._heap:
                    if self._closed:
                        return None
                    self._cond.wait()
                    continue
                left = self._heap[0].due - time.monotonic()
                if left <= 0:
                    return heapq.heappop(self._heap)
                self._cond.wait(left)

    def run(self):
        for task in iter(self._next, None):
            self.log.append(task.number)
            task.action(*task.args)


def say(word, times=1):
    print(" ".join([word] * times))


s = Scheduler()
s.start()
tasks = [s.later(0.09, say, "third", 3), s.later(0.03, say, "first"),
         s.later(0.06, say, "second", 2)]
time.sleep(0.12)
s.later(0.02, say, "last")
s.close()
print(s.log, max(tasks) is tasks[0], tasks[1] <= tasks[2], tasks[0])
