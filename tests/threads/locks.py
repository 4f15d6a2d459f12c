import threading
import time


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


lock = threading.Lock()
print(lock.acquire(), lock.locked(), lock.acquire(False),
      lock.acquire(timeout=0.01))
lock.release()
print(lock.locked())
attempt(lock.release)
attempt(lock.acquire, False, 1)
attempt(lock.acquire, True, -2)
attempt(lock.acquire, True, "x")
attempt(lock.acquire, timeout=1e20)
print(lock.acquire(blocking=True, timeout=-1))
with_error = threading.Lock()
try:
    with with_error:
        print(with_error.locked())
        raise KeyError("x")
except KeyError:
    print(with_error.locked())

rlock = threading.RLock()
print(rlock.acquire(), rlock.acquire(), rlock.acquire(blocking=False))
rlock.release()
rlock.release()
rlock.release()
attempt(rlock.release)
attempt(rlock.acquire, False, 1)
print(repr(lock).split(" at ")[0], repr(rlock).split(" at ")[0])


def other_releases():
    lock.release()
    attempt(rlock.release)
    print("got rlock", rlock.acquire(False))


rlock.acquire()
t = threading.Thread(target=other_releases)
t.start()
t.join()
rlock.release()
print(lock.locked())

order = []


def waits(name, delay):
    time.sleep(delay)
    with lock:
        order.append(name)
        time.sleep(0.05)


lock.acquire()
threads = [threading.Thread(target=waits, args=(n, n / 100))
           for n in range(1, 4)]
for t in threads:
    t.start()
time.sleep(0.2)
order.append("main")
lock.release()
for t in threads:
    t.join()
print(order[0], sorted(order[1:]))


def holds_and_ends():
    lock.acquire()


t = threading.Thread(target=holds_and_ends)
t.start()
t.join()
print(lock.locked(), lock.acquire(timeout=0.01))

start = time.monotonic()
print(lock.acquire(timeout=0.25), round(time.monotonic() - start, 2))


def lets_go():
    time.sleep(0.1)
    lock.release()


t = threading.Thread(target=lets_go)
t.start()
start = time.monotonic()
print(lock.acquire(timeout=5), round(time.monotonic() - start, 1))
t.join()
