import queue
import threading
import time


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


q = queue.Queue(2)
q.put(1)
q.put(2)
print(q.qsize(), q.full(), q.empty(), q.maxsize)
attempt(q.put, 3, block=False)
attempt(q.put, 3, timeout=0.02)
attempt(q.put_nowait, 3)
attempt(q.put, 3, timeout=-1)
print(q.get(), q.get())
attempt(q.get_nowait)
attempt(q.get, timeout=0.02)
attempt(q.get, True, -1)
q.task_done()
q.task_done()
attempt(q.task_done)
p = queue.PriorityQueue()
for x in (3, 1, 2):
    p.put((x, "job"))
print([p.get() for i in range(3)])
s = queue.LifoQueue()
for x in range(3):
    s.put(x)
print([s.get() for i in range(3)])
z = queue.SimpleQueue()
z.put("a")
print(z.qsize(), z.empty(), z.get(), z.empty())
attempt(z.get, timeout=0.01)
attempt(z.get_nowait)

jobs = queue.Queue(maxsize=3)
done = []


def consumer():
    while True:
        item = jobs.get()
        if item is None:
            jobs.task_done()
            break
        time.sleep(0.01)
        done.append(item * item)
        jobs.task_done()


threads = [threading.Thread(target=consumer) for i in range(2)]
for t in threads:
    t.start()
for i in range(8):
    jobs.put(i)
jobs.join()
print(sorted(done))
for t in threads:
    jobs.put(None)
for t in threads:
    t.join()
jobs.join()
print(jobs.empty())
