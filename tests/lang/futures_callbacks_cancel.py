from concurrent.futures import ThreadPoolExecutor, Future, CancelledError, InvalidStateError
import threading
gate = threading.Event()
with ThreadPoolExecutor(1) as ex:
    a = ex.submit(gate.wait)
    b = ex.submit(print, "never")
    print(b.cancel(), b.cancelled(), b.done(), a.cancel())
    a.add_done_callback(lambda f: print("callback", f.result()))
    gate.set()
try:
    b.result()
except CancelledError as e:
    print(type(e).__name__, e)
f = Future()
print(f.done(), f.set_running_or_notify_cancel(), f.running())
f.set_result(5)
f.add_done_callback(lambda x: print("late", x.result()))
try:
    f.set_result(6)
except InvalidStateError as e:
    print(type(e).__name__, str(e).split(" at ")[0], str(e).split(" state=")[1])
try:
    Future().result(timeout=0.01)
except TimeoutError as e:
    print(type(e).__name__, e)
def bad(f):
    raise ValueError("callback fails")
print(f.exception())
