"""A pool of connections: a bounded semaphore and a context manager."""
import threading
import time
from contextlib import contextmanager, suppress


class ConnectionPool:
    def __init__(self, size):
        self._free = [f"connection {n}" for n in range(size, 0, -1)]
        self._slots = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self.most = self.active = 0

    @contextmanager
    def connection(self):
        self._slots.acquire()
        with self._lock:
            conn = self._free.pop()
            self.active += 1
            self.most = max(self.most, self.active)
        try:
            yield conn
        finally:
            with self._lock:
                self._free.append(conn)
                self.active -= 1
            self._slots.release()

    def __len__(self):
        return len(self._free)


pool = ConnectionPool(2)


def query(number):
    time.sleep(0.02 * number)
    with suppress(KeyError):
        with pool.connection() as conn:
            print(f"query {number} on {conn}")
            time.sleep(0.05)
            if number == 3:
                raise KeyError(number)
            print(f"query {number} done")


threads = [threading.Thread(target=query, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("most at once:", pool.most, "free:", len(pool))
try:
    pool._slots.release()
except ValueError as e:
    print("ValueError:", e)
