import queue

q = queue.Queue(1)
q.put("a")
try:
    q.put("b", timeout=0.01)
except queue.Full as e:
    print(type(e).__name__, repr(str(e)))  # expect: Full ''
print(q.get(), q.empty())  # expect: a True
