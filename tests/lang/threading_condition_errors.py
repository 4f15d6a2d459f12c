import threading
c = threading.Condition()
for make in (lambda: c.wait(), lambda: c.notify(), lambda: c.notify_all(), lambda: c.release(), lambda: c.wait_for(lambda: True)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
with c:
    print(c.wait(0.01), c.wait_for(lambda: 5, 1), c.wait_for(lambda: 0, 0.01), c.notify(), c.notify(5))
l = threading.Lock()
d = threading.Condition(l)
print(d.acquire(), l.locked(), d.release(), l.locked())
