# threading: what CPython writes in Python too. Locks, threads and the rest of
# the primitives are C, one visible step an operation.
from time import monotonic as _now

TIMEOUT_MAX = 9223372036.0
ThreadError = RuntimeError


class BrokenBarrierError(RuntimeError):
    pass


class Condition(_Condition):
    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if result:
            return result
        if timeout is None:
            while not result:
                self.wait()
                result = predicate()
            return result
        end = _now() + timeout
        while not result and timeout > 0:
            self.wait(timeout)
            result = predicate()
            timeout = end - _now()
        return result


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class ExceptHookArgs(tuple):
    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])

    def __repr__(self):
        return (f"_thread._ExceptHookArgs(exc_type={self[0]!r}, "
                f"exc_value={self[1]!r}, exc_traceback={self[2]!r}, "
                f"thread={self[3]!r})")


def excepthook(args):
    if not isinstance(args, ExceptHookArgs):
        raise TypeError("_thread.excepthook argument type must be "
                        "ExceptHookArgs")
    if args[0] is SystemExit:
        return
    thread = args[3]
    name = str(get_ident()) if thread is None else thread.name
    _complain(f"Exception in thread {name}:\n", args[1])


__excepthook__ = excepthook


# The vm calls it, in the thread that dies of `exception`, where the program
# has put a hook of its own in place.
def _uncaught(exception):
    try:
        excepthook(ExceptHookArgs((type(exception), exception,
                                   exception.__traceback__,
                                   current_thread())))
    except BaseException as e:
        _complain("Exception in threading.excepthook:\n", e)
