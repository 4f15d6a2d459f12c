import threading

items, limit = [], 2
cond = threading.Condition()
got = []


def producer():
    for i in range(6):
        with cond:
            cond.wait_for(lambda: len(items) < limit)
            items.append(i)
            cond.notify_all()


def consumer():
    for _ in range(6):
        with cond:
            cond.wait_for(lambda: items)
            got.append(items.pop(0))
            cond.notify_all()


ts = [threading.Thread(target=f) for f in (producer, consumer)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(got)
