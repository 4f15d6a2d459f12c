# Semaphores, events, barriers.
import threading
import time


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(False), s.acquire(timeout=0.02))
s.release()
s.release(3)
print([s.acquire(blocking=False) for i in range(5)])
attempt(s.release, 0)
attempt(s.acquire, False, 1)
attempt(threading.Semaphore, -1)
b = threading.BoundedSemaphore(1)
attempt(b.release)
with b:
    print(b.acquire(False))
attempt(b.release, 2)
print(repr(b).split(" at ")[0], repr(b).split(": ")[1])

running = most = 0
count_lock = threading.Lock()
pool = threading.Semaphore(3)


def limited():
    global running, most
    with pool:
        with count_lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with count_lock:
            running -= 1


threads = [threading.Thread(target=limited) for i in range(9)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(most, running)

e = threading.Event()
print(e.is_set(), e.wait(0.01), e.wait(0), e.wait(-1))
e.set()
print(e.is_set(), e.is_set(), e.wait(), e.wait(0))
e.clear()
print(e.is_set(), repr(e).split(": ")[1])
woken = []


def waits(n):
    woken.append((n, e.wait(5)))


threads = [threading.Thread(target=waits, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
time.sleep(0.05)
e.set()
e.clear()
for t in threads:
    t.join()
print(sorted(woken), e.is_set())

bar = threading.Barrier(3)
print(bar.parties, bar.n_waiting, bar.broken)
got = []


def arrives(n):
    time.sleep(n / 50)
    for i in range(2):
        got.append(bar.wait())


threads = [threading.Thread(target=arrives, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(got), bar.n_waiting)

actions = []
bar = threading.Barrier(2, action=lambda: actions.append("action"))
t = threading.Thread(target=bar.wait)
t.start()
bar.wait()
t.join()
print(actions)

bar = threading.Barrier(2)
attempt(bar.wait, 0.02)
print(bar.broken, repr(bar).split(": ")[1])
attempt(bar.wait)
bar.reset()
print(bar.broken, bar.n_waiting)

results = []


def tries():
    try:
        results.append(bar.wait())
    except threading.BrokenBarrierError as x:
        results.append(type(x).__name__)


t = threading.Thread(target=tries)
t.start()
time.sleep(0.02)
print(bar.n_waiting)
bar.abort()
t.join()
print(results, bar.broken)
bar.reset()
t = threading.Thread(target=tries)
t.start()
time.sleep(0.02)
bar.reset()
t.join()
print(results, bar.broken)


def fails():
    raise ValueError("in the action")


bar = threading.Barrier(2, fails)
t = threading.Thread(target=tries)
t.start()
time.sleep(0.02)
attempt(bar.wait)
t.join()
print(results, bar.broken)
print(threading.Barrier(1).wait(), threading.Barrier(1, timeout=3).parties)
print(issubclass(threading.BrokenBarrierError, RuntimeError))
