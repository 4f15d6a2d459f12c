import threading
import time
t = threading.Timer(0.02, print, args=("fired",), kwargs={"end": "!\n"})
t.start()
t.join()
c = threading.Timer(5, print, ["never"])
c.start()
c.cancel()
c.join()
print(c.is_alive(), c.interval, c.args, c.kwargs, c.finished.is_set(), type(t).__mro__[1].__name__)
try:
    threading.Timer()
except TypeError as e:
    print(e)
