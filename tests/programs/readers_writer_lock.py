"""A lock for many readers or one writer, and what they saw."""
import threading
import time


class ReadWriteLock:
    """Readers share; a writer is alone."""

    def __init__(self):
        self._read_ready = threading.Condition(threading.RLock())
        self._readers = 0

    def acquire_read(self):
        with self._read_ready:
            self._readers += 1

    def release_read(self):
        with self._read_ready:
            self._readers -= 1
            if not self._readers:
                self._read_ready.notify_all()

    def acquire_write(self):
        self._read_ready.acquire()
        while self._readers > 0:
            self._read_ready.wait()

    def release_write(self):
        self._read_ready.release()


lock = ReadWriteLock()
data = {"version": 0, "text": "nothing"}


def reader(delay):
    time.sleep(delay)
    lock.acquire_read()
    version = data["version"]
    time.sleep(0.02)
    same = version == data["version"]
    print(f"{threading.current_thread().name} read {version}, same: {same}")
    lock.release_read()


def writer(delay, text):
    time.sleep(delay)
    lock.acquire_write()
    data["version"] += 1
    data["text"] = text
    print(f"writer wrote {text!r}")
    lock.release_write()


threads = [threading.Thread(target=reader, args=(0.00,), name="early"),
           threading.Thread(target=reader, args=(0.01,), name="second"),
           threading.Thread(target=writer, args=(0.02, "first words")),
           threading.Thread(target=writer, args=(0.09, "last words")),
           threading.Thread(target=reader, args=(0.12,), name="late")]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(data)
