import queue
q = queue.Queue(maxsize=2)
q.put(1)
q.put(2)
print(q.full(), q.empty(), q.qsize(), q.maxsize)
for make in (lambda: q.put(3, block=False), lambda: q.put_nowait(3), lambda: q.put(3, timeout=0.01), lambda: q.get(), lambda: q.get_nowait(), lambda: q.get(False), lambda: q.get(timeout=0.01), lambda: q.get(timeout=-1), lambda: q.put(1, timeout=-1), lambda: q.task_done(), lambda: q.task_done(), lambda: q.task_done(), lambda: queue.Queue().get_nowait()):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e, type(e).__module__)
q.join()
print("joined")
