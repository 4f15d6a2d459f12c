"""Many increments under a lock, the old test of every course."""
import sys
from threading import Lock, Thread

sys.setswitchinterval(0.001)


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = Lock()

    def increment(self):
        self.lock.acquire()
        try:
            self.value += 1
        finally:
            self.lock.release()


def work(counter, times):
    for i in range(times):
        counter.increment()


counter = Counter()
threads = []
for i in range(4):
    threads.append(Thread(target=work, args=[counter, 250]))
for t in threads:
    t.start()
for t in threads:
    t.join()
print("Final counter:", counter.value)
print("locked:", counter.lock.locked())
print("interval: %.3f" % sys.getswitchinterval())
