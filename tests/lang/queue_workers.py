import queue
import threading
q = queue.Queue()
out = []
def worker():
    while True:
        x = q.get()
        if x is None:
            q.task_done()
            break
        out.append(x * x)
        q.task_done()
ts = [threading.Thread(target=worker) for _ in range(3)]
for t in ts:
    t.start()
for i in range(10):
    q.put(i)
q.join()
for _ in ts:
    q.put(None)
for t in ts:
    t.join()
print(sorted(out), q.unfinished_tasks, q.empty())
