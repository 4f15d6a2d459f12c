# The deprecated spellings.
import threading
import warnings

warnings.simplefilter("ignore")


def work():
    print(threading.currentThread().getName())


t = threading.Thread(target=work)
t.setName("worker")
t.setDaemon(True)
print(t.getName(), t.isDaemon(), threading.activeCount())
t.start()
t.join()
e = threading.Event()
print(e.isSet())
c = threading.Condition()
with c:
    c.notifyAll()
print("done")
