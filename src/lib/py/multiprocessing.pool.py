# multiprocessing.pool: ThreadPool. Tasks go through a queue to the workers;
# each result knows how many parts it still waits for.
import os
import queue
import threading
from multiprocessing import TimeoutError

INIT = "INIT"
RUN = "RUN"
CLOSE = "CLOSE"
TERMINATE = "TERMINATE"


class ApplyResult:
    def __init__(self, pool, callback, error_callback):
        self._pool = pool
        self._event = threading.Event()
        self._success = True
        self._value = None
        self._callback = callback
        self._error_callback = error_callback

    def ready(self):
        return self._event.is_set()

    def successful(self):
        if not self.ready():
            raise ValueError(f"{self!r} not ready")
        return self._success

    def wait(self, timeout=None):
        self._event.wait(timeout)

    def get(self, timeout=None):
        self.wait(timeout)
        if not self.ready():
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, i, success, value):
        self._success = success
        self._value = value
        self._finish()

    def _finish(self):
        call = self._callback if self._success else self._error_callback
        if call is not None:
            call(self._value)
        self._event.set()


AsyncResult = ApplyResult


# Waits for all chunks of a map; the first that fails is what get() raises.
class MapResult(ApplyResult):
    def __init__(self, pool, chunks, length, callback, error_callback):
        ApplyResult.__init__(self, pool, callback, error_callback)
        self._chunks = [None] * chunks
        self._left = chunks
        self._lock = threading.Lock()
        if not chunks:
            self._value = []
            self._event.set()

    def _set(self, i, success, value):
        with self._lock:
            self._left -= 1
            last = not self._left
            if success:
                self._chunks[i] = value
            elif self._success:
                self._success = False
                self._value = value
        if last:
            if self._success:
                self._value = [x for chunk in self._chunks for x in chunk]
            self._finish()


# Results one by one, in the order of the tasks or as they come.
class IMapIterator:
    def __init__(self, pool, ordered):
        self._pool = pool
        self._cond = threading.Condition(threading.Lock())
        self._ordered = ordered
        self._came = {} if ordered else []
        self._next = 0
        self._length = None

    def __iter__(self):
        return self

    def _take(self):
        if self._ordered:
            return self._came.pop(self._next)
        return self._came.pop(0)

    def _has_next(self):
        return self._next in self._came if self._ordered else self._came

    def next(self, timeout=None):
        with self._cond:
            while not self._has_next():
                if self._next == self._length:
                    raise StopIteration
                if not self._cond.wait(timeout) and timeout is not None:
                    raise TimeoutError
            success, value = self._take()
            self._next += 1
        if success:
            return value
        raise value

    __next__ = next

    def _set(self, i, success, value):
        with self._cond:
            if self._ordered:
                self._came[i] = (success, value)
            else:
                self._came.append((success, value))
            self._cond.notify()

    def _set_length(self, length):
        with self._cond:
            self._length = length
            self._cond.notify()


# What the pool's threads run; their names say so.
def worker(pool, initializer, initargs):
    if initializer is not None:
        initializer(*initargs)
    pool._work()


class ThreadPool:
    def __init__(self, processes=None, initializer=None, initargs=()):
        if processes is None:
            processes = os.cpu_count() or 1
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._processes = processes
        self._state = RUN
        self._tasks = queue.SimpleQueue()
        self._pool = [threading.Thread(target=worker, daemon=True,
                                       args=(self, initializer, initargs))
                      for i in range(processes)]
        for t in self._pool:
            t.start()

    def _work(self):
        while True:
            task = self._tasks.get()
            if task is None or self._state == TERMINATE:
                return
            result, i, func, args, kwargs = task
            try:
                success, value = True, func(*args, **kwargs)
            except Exception as e:
                success, value = False, e
            result._set(i, success, value)

    def _check_running(self):
        if self._state != RUN:
            raise ValueError("Pool not running")

    def apply(self, func, args=(), kwds={}):
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None,
                    error_callback=None):
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._tasks.put((result, 0, func, args, kwds))
        return result

    def map(self, func, iterable, chunksize=None):
        return self.map_async(func, iterable, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None,
                  error_callback=None):
        return self._map(_map_chunk, func, iterable, chunksize, callback,
                         error_callback)

    def starmap(self, func, iterable, chunksize=None):
        return self.starmap_async(func, iterable, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None,
                      error_callback=None):
        return self._map(_starmap_chunk, func, iterable, chunksize, callback,
                         error_callback)

    # Four chunks a worker, unless told otherwise.
    def _map(self, do, func, iterable, chunksize, callback, error_callback):
        self._check_running()
        items = list(iterable)
        if chunksize is None:
            chunksize, extra = divmod(len(items), len(self._pool) * 4)
            chunksize += bool(extra)
        chunks = [items[i:i + chunksize]
                  for i in range(0, len(items), max(chunksize, 1))]
        result = MapResult(self, len(chunks), len(items), callback,
                           error_callback)
        for i in range(len(chunks)):
            self._tasks.put((result, i, do, (func, chunks[i]), {}))
        return result

    def imap(self, func, iterable, chunksize=1):
        return self._imap(func, iterable, True, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        return self._imap(func, iterable, False, chunksize)

    def _imap(self, func, iterable, ordered, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError(f"Chunksize must be 1+, not {chunksize}")
        result = IMapIterator(self, ordered)
        n = 0
        for x in iterable:
            self._tasks.put((result, n, func, (x,), {}))
            n += 1
        result._set_length(n)
        return result

    def close(self):
        if self._state == RUN:
            self._state = CLOSE
            for t in self._pool:
                self._tasks.put(None)

    def terminate(self):
        if self._state != TERMINATE:
            self._state = TERMINATE
            for t in self._pool:
                self._tasks.put(None)

    def join(self):
        if self._state == RUN:
            raise ValueError("Pool is still running")
        for t in self._pool:
            t.join()

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.terminate()

    def __repr__(self):
        return (f"<multiprocessing.pool.ThreadPool state={self._state} "
                f"pool_size={len(self._pool)}>")


def _map_chunk(func, items):
    return [func(x) for x in items]


def _starmap_chunk(func, items):
    return [func(*args) for args in items]
