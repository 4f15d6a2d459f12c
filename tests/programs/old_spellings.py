"""Names from before Python 2.6, which still work."""
import threading
import time

condition = threading.Condition()
event = threading.Event()


def wait_for_news():
    with condition:
        condition.wait()
    print(threading.currentThread().getName(), "woken", event.isSet())


t = threading.Thread(target=wait_for_news)
t.setName("Reader")
t.setDaemon(False)
t.start()
time.sleep(0.03)
event.set()
with condition:
    condition.notifyAll()
t.join()
print(t.getName(), t.isDaemon(), threading.activeCount())
