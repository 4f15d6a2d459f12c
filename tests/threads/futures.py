import threading
import time
from concurrent.futures import (ThreadPoolExecutor, as_completed, wait,
                                FIRST_COMPLETED, CancelledError, Future)
import concurrent.futures


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


def square(x):
    time.sleep(x / 50)
    return x * x


def fails():
    raise ValueError("inside")


with ThreadPoolExecutor(max_workers=3) as pool:
    f = pool.submit(square, 3)
    print(f.done(), f.result(), f.done(), f.cancelled(), f.running())
    print(list(pool.map(square, [3, 1, 2])))
    print([g.result() for g in as_completed(
        [pool.submit(square, n) for n in (4, 1, 2)])])
    bad = pool.submit(fails)
    attempt(bad.result)
    print(repr(bad.exception()))
    bad.add_done_callback(lambda f: print("called back"))
    fs = [pool.submit(square, n) for n in (1, 8)]
    done, not_done = wait(fs, return_when=FIRST_COMPLETED)
    print(len(done), len(not_done))
    print(len(wait(fs).done))
    attempt(pool.submit(square, 9).result, timeout=0.01)
attempt(pool.submit, square, 1)
attempt(ThreadPoolExecutor, 0)
names = set()
with ThreadPoolExecutor(2, thread_name_prefix="worker") as pool:
    for i in range(4):
        pool.submit(lambda: (names.add(threading.current_thread().name),
                             time.sleep(0.02)))
print(sorted(names))
with ThreadPoolExecutor(1) as pool:
    blocker = pool.submit(time.sleep, 0.05)
    time.sleep(0.01)
    waiting = pool.submit(square, 1)
    print(waiting.cancel(), waiting.cancelled(), blocker.cancel())
    attempt(waiting.result)
f = Future()
f.set_result(5)
print(f.result(), f.done())
try:
    f.set_result(6)
except concurrent.futures.InvalidStateError as e:
    print(str(e).split(" at ")[0])
pool = ThreadPoolExecutor(2)
late = pool.submit(square, 5)
late.add_done_callback(lambda f: print("at exit", f.result()))
