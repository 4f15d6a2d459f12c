import threading
c = threading.Condition()
items = []
def consumer(n):
    with c:
        while not items:
            c.wait()
        print("consumed", items.pop())
ts = [threading.Thread(target=consumer, args=(i,)) for i in range(2)]
for t in ts:
    t.start()
with c:
    items.append("a")
    c.notify()
ts_done = 0
import time
time.sleep(0.05)
with c:
    items.append("b")
    c.notify_all()
for t in ts:
    t.join()
print("end")
