import queue
l = queue.LifoQueue()
p = queue.PriorityQueue()
s = queue.SimpleQueue()
for x in (3, 1, 2):
    l.put(x)
    p.put((x, str(x)))
    s.put(x)
print([l.get() for _ in range(3)], [p.get() for _ in range(3)], [s.get() for _ in range(3)], s.empty(), s.qsize())
for make in (lambda: s.get_nowait(), lambda: s.get(timeout=0.01), lambda: l.get_nowait(), lambda: s.get(timeout=-1)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
p.put((1, "a"))
try:
    p.put(("x", "b"))
except TypeError as e:
    print(e)
