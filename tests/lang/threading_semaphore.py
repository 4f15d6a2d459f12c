import threading
s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(False), s.acquire(timeout=0.01), s.release(), s.release(2), s._value, repr(s)[:24])
with s:
    print(s._value)
b = threading.BoundedSemaphore(1)
for make in (lambda: b.release(), lambda: threading.Semaphore(-1), lambda: s.release(0), lambda: s.acquire(False, 1), lambda: s.release(-1)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
