"""A read, a sleep, a write: the race that every tutorial shows."""
import concurrent.futures
import logging
import threading
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self._lock = threading.Lock()

    def update(self, name):
        local_copy = self.value
        local_copy += 1
        time.sleep(0.03)
        self.value = local_copy

    def locked_update(self, name):
        with self._lock:
            logging.debug("Thread %s has lock", name)
            self.update(name)


logging.basicConfig(format="%(message)s", level=logging.INFO)
for method in ("update", "locked_update"):
    database = FakeDatabase()
    logging.info("Testing %s. Starting value is %d.", method, database.value)
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as executor:
        for index in range(2):
            executor.submit(getattr(database, method), index)
    logging.info("Testing %s. Ending value is %d.", method, database.value)
