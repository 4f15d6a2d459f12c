import threading
import time

start = time.monotonic()


def say(*args, **kwargs):
    print(round(time.monotonic() - start, 1), args, kwargs)


t = threading.Timer(0.2, say)
u = threading.Timer(0.1, say, [1, 2], {"a": 3})
c = threading.Timer(0.15, say, args=("never",))
print(t.name, t.interval, t.is_alive(), isinstance(t, threading.Thread))
for x in (t, u, c):
    x.start()
c.cancel()
t.join()
c.join()
print(u.is_alive(), c.finished.is_set())
time.sleep(0.1)
say("end")
for wrong in (-1, "x", None):
    try:
        time.sleep(wrong)
    except Exception as e:
        print(type(e).__name__, e)
time.sleep(0)
print(time.sleep(0.001), time.monotonic() > start,
      time.perf_counter() <= time.perf_counter(), time.time() > 1e9,
      isinstance(time.time_ns(), int))
