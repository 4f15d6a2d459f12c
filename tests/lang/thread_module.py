import _thread
import time
lock = _thread.allocate_lock()
lock.acquire()
def f(a, b=1):
    print("f", a, b)
    lock.release()
_thread.start_new_thread(f, (1,), {"b": 2})
lock.acquire()
print(_thread.get_ident() > 0, _thread.error is RuntimeError, _thread.TIMEOUT_MAX > 0)
def g():
    lock.release()
    _thread.exit()
_thread.start_new_thread(g, ())
lock.acquire()
lock.acquire
time.sleep(0.02)
print("end")
