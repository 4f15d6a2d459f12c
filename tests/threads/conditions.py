import threading
import time


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


cond = threading.Condition()
attempt(cond.wait)
attempt(cond.notify)
attempt(cond.notify_all)
attempt(cond.release)
attempt(threading.Condition, 5)
with cond:
    start = time.monotonic()
    print(cond.wait(0.1), round(time.monotonic() - start, 1))
    print(cond.wait(0), cond.wait(-1))
    print(cond.wait_for(lambda: 7), cond.wait_for(lambda: False, 0.05))
    cond.notify()

order = []


def waiter(n):
    time.sleep(n / 50)
    with cond:
        order.append(f"wait {n}")
        print(cond.wait(5))
        order.append(f"woken {n}")


threads = [threading.Thread(target=waiter, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
time.sleep(0.2)
for i in range(2):
    with cond:
        cond.notify()
        order.append("notified")
    time.sleep(0.05)
with cond:
    cond.notify(2)
    order.append("notified two")
for t in threads:
    t.join()
print(order[:8], sorted(order[8:]))

# A notified thread does not run before the notifier lets go.
log = []
flag = False


def sleeper():
    with cond:
        while not flag:
            cond.wait()
        log.append("awake")


t = threading.Thread(target=sleeper)
t.start()
time.sleep(0.05)
with cond:
    flag = True
    cond.notify_all()
    time.sleep(0.1)
    log.append("still mine")
t.join()
print(log)

# An RLock held twice is let go altogether, and taken back twice.
inner = threading.RLock()
deep = threading.Condition(inner)


def notifier():
    with deep:
        deep.notify()


with deep:
    with deep:
        t = threading.Thread(target=notifier)
        t.start()
        print(deep.wait(5), repr(inner).split(" at ")[0].split("count")[1])
        t.join()
    attempt(deep.notify)
attempt(deep.notify)

# Over a plain Lock; any lock's holder may notify.
plain = threading.Condition(threading.Lock())
items = []


def consumer():
    with plain:
        print(plain.wait_for(lambda: len(items) >= 2))
        print(items)


t = threading.Thread(target=consumer)
t.start()
for i in range(2):
    time.sleep(0.02)
    with plain:
        items.append(i)
        plain.notify()
t.join()
print(repr(cond).startswith("<Condition(<unlocked _thread.RLock object"),
      repr(cond).endswith(", 0)>"))
