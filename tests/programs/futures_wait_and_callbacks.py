"""wait(), callbacks, cancel, exceptions of futures."""
from concurrent.futures import (ALL_COMPLETED, FIRST_COMPLETED,
                                FIRST_EXCEPTION, CancelledError, Future,
                                ThreadPoolExecutor, TimeoutError, wait)
import time


def nap(seconds, fail=False):
    time.sleep(seconds)
    if fail:
        raise RuntimeError(f"woken after {seconds}")
    return seconds


with ThreadPoolExecutor(max_workers=3) as pool:
    fs = [pool.submit(nap, s) for s in (0.09, 0.03, 0.06)]
    fs[1].add_done_callback(lambda f: print("callback:", f.result()))
    done, not_done = wait(fs, return_when=FIRST_COMPLETED)
    print("first:", [f.result() for f in done], len(not_done))
    done, not_done = wait(fs, return_when=ALL_COMPLETED)
    print("all:", sorted(f.result() for f in done), len(not_done))
    print(fs[0].done(), fs[0].running(), fs[0].cancel(), fs[0].exception())

with ThreadPoolExecutor(max_workers=1) as pool:
    busy = pool.submit(nap, 0.05)
    queued = pool.submit(nap, 1)
    print("cancelled:", queued.cancel(), queued.cancelled())
    try:
        queued.result()
    except CancelledError as e:
        print("CancelledError", e.args)
    try:
        busy.result(timeout=0.01)
    except TimeoutError:
        print("not yet")
    bad = pool.submit(nap, 0.01, fail=True)
    done, _ = wait([busy, bad], return_when=FIRST_EXCEPTION)
    print(repr(bad.exception()), busy.result())
f = Future()
f.set_result(42)
print(f.result(), f.done())
