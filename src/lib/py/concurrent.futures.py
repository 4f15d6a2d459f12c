# concurrent.futures: Future, ThreadPoolExecutor, wait, as_completed.
import os
import queue
import threading
from itertools import count as _count
from time import monotonic as _now

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
_PENDING, _RUNNING, _CANCELLED, _FINISHED = ("pending", "running",
                                             "cancelled", "finished")


class Error(Exception):
    pass


class CancelledError(Error):
    pass


class InvalidStateError(Error):
    pass


class BrokenExecutor(RuntimeError):
    pass


TimeoutError = TimeoutError


class Future:
    def __init__(self):
        self._condition = threading.Condition()
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            head = f"<Future at {hex(id(self))} state={self._state}"
            if self._state != _FINISHED:
                return head + ">"
            if self._exception is not None:
                return f"{head} raised {type(self._exception).__name__}>"
            return f"{head} returned {type(self._result).__name__}>"

    def _is_done(self):
        return self._state == _CANCELLED or self._state == _FINISHED

    def cancel(self):
        with self._condition:
            if self._state == _RUNNING or self._state == _FINISHED:
                return False
            if self._state == _CANCELLED:
                return True
            self._state = _CANCELLED
            self._wake()
        self._call_back()
        return True

    def cancelled(self):
        with self._condition:
            return self._state == _CANCELLED

    def running(self):
        with self._condition:
            return self._state == _RUNNING

    def done(self):
        with self._condition:
            return self._is_done()

    def _wait_done(self, timeout):
        if not self._condition.wait_for(self._is_done, timeout):
            raise TimeoutError
        if self._state == _CANCELLED:
            raise CancelledError

    def result(self, timeout=None):
        with self._condition:
            self._wait_done(timeout)
            if self._exception is not None:
                raise self._exception
            return self._result

    def exception(self, timeout=None):
        with self._condition:
            self._wait_done(timeout)
            return self._exception

    def add_done_callback(self, fn):
        with self._condition:
            if not self._is_done():
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _call(self, fn):
        try:
            fn(self)
        except Exception as e:
            threading._complain(f"exception calling callback for {self!r}\n",
                                e)

    def _call_back(self):
        for fn in self._done_callbacks:
            self._call(fn)

    # With the condition held: everybody who waits looks again.
    def _wake(self):
        self._condition.notify_all()
        for event in self._waiters:
            event.set()

    def set_running_or_notify_cancel(self):
        with self._condition:
            if self._state == _CANCELLED:
                return False
            self._state = _RUNNING
            return True

    def _finish(self, result, exception):
        with self._condition:
            if self._is_done():
                raise InvalidStateError(f"{self._state.upper()}: {self!r}")
            self._result = result
            self._exception = exception
            self._state = _FINISHED
            self._wake()
        self._call_back()

    def set_result(self, result):
        self._finish(result, None)

    def set_exception(self, exception):
        self._finish(None, exception)


class Executor:
    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        end = None if timeout is None else _now() + timeout
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return self._results(futures, end)

    def _results(self, futures, end):
        try:
            for f in futures:
                yield f.result(None if end is None else end - _now())
        finally:
            for f in futures:
                f.cancel()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


_pools = _count()


class ThreadPoolExecutor(Executor):
    def __init__(self, max_workers=None, thread_name_prefix="",
                 initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, (os.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._work_queue = queue.SimpleQueue()
        self._idle_semaphore = threading.Semaphore(0)
        self._threads = []
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        self._thread_name_prefix = (thread_name_prefix or
                                    f"ThreadPoolExecutor-{next(_pools)}")
        self._initializer = initializer
        self._initargs = initargs
        threading._at_shutdown(self._end_of_program)

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock:
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after "
                                   "shutdown")
            f = Future()
            self._work_queue.put((f, fn, args, kwargs))
            self._add_worker()
            return f

    # One more thread, unless one is idle or there are enough.
    def _add_worker(self):
        if self._idle_semaphore.acquire(timeout=0):
            return
        n = len(self._threads)
        if n < self._max_workers:
            t = threading.Thread(name=f"{self._thread_name_prefix}_{n}",
                                 target=self._work)
            t.start()
            self._threads.append(t)

    def _work(self):
        if self._initializer is not None:
            self._initializer(*self._initargs)
        while True:
            try:
                item = self._work_queue.get_nowait()
            except queue.Empty:
                self._idle_semaphore.release()
                item = self._work_queue.get()
            if item is None:
                self._work_queue.put(None)
                return
            self._run(*item)

    def _run(self, f, fn, args, kwargs):
        if not f.set_running_or_notify_cancel():
            return
        try:
            result = fn(*args, **kwargs)
        except BaseException as e:
            f.set_exception(e)
        else:
            f.set_result(result)

    def _end_of_program(self):
        with self._shutdown_lock:
            self._shutdown = True
        self._work_queue.put(None)

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                self._cancel_all()
            self._work_queue.put(None)
        if wait:
            for t in self._threads:
                t.join()

    def _cancel_all(self):
        while True:
            try:
                item = self._work_queue.get_nowait()
            except queue.Empty:
                return
            if item is not None:
                item[0].cancel()


class DoneAndNotDoneFutures(tuple):
    done = property(lambda self: self[0])
    not_done = property(lambda self: self[1])

    def __repr__(self):
        return (f"DoneAndNotDoneFutures(done={self[0]!r}, "
                f"not_done={self[1]!r})")


# An event that is set when any of the futures gets done.
def _watch(futures):
    event = threading.Event()
    for f in futures:
        with f._condition:
            f._waiters.append(event)
            if f._is_done():
                event.set()
    return event


def _unwatch(futures, event):
    for f in futures:
        with f._condition:
            f._waiters.remove(event)


def _enough(done, pending, return_when):
    if not pending:
        return True
    if return_when == FIRST_COMPLETED:
        return bool(done)
    if return_when == FIRST_EXCEPTION:
        return any(f._state == _FINISHED and f._exception is not None
                   for f in done)
    return False


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = set(fs)
    end = None if timeout is None else _now() + timeout
    event = _watch(fs)
    while True:
        event.clear()
        done = {f for f in fs if f.done()}
        left = None if end is None else end - _now()
        if (_enough(done, fs - done, return_when)
                or left is not None and left <= 0):
            break
        event.wait(left)
    _unwatch(fs, event)
    return DoneAndNotDoneFutures((done, fs - done))


def as_completed(fs, timeout=None):
    pending = []
    for f in fs:
        if f not in pending:
            pending.append(f)
    total = len(pending)
    end = None if timeout is None else _now() + timeout
    event = _watch(pending)
    watched = list(pending)
    try:
        while pending:
            event.clear()
            done = [f for f in pending if f.done()]
            for f in done:
                pending.remove(f)
                yield f
            if done:
                continue
            left = None if end is None else end - _now()
            if left is not None and left <= 0:
                raise TimeoutError(f"{len(pending)} (of {total}) futures "
                                   "unfinished")
            event.wait(left)
    finally:
        _unwatch(watched, event)
