"""Daemon workers take jobs from a queue; join waits for all of them."""
from queue import Empty, Full, Queue
import threading

jobs = Queue()
results = {}
results_lock = threading.Lock()


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def worker():
    while True:
        n = jobs.get()
        try:
            value = fib(n)
            with results_lock:
                results[n] = value
        finally:
            jobs.task_done()


for n in range(10):
    jobs.put(n)
for i in range(3):
    threading.Thread(target=worker, daemon=True, name=f"worker-{i}").start()
jobs.join()
for n in sorted(results):
    print(f"fib({n}) = {results[n]:>3}")
print("unfinished:", jobs.unfinished_tasks)
try:
    jobs.get_nowait()
except Empty:
    print("queue is empty")
small = Queue(1)
small.put("a")
try:
    small.put("b", timeout=0.01)
except Full as e:
    print("queue is full", type(e).__name__)
