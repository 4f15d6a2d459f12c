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


# Each thread's own attributes, in a dict of its own. A subclass's __init__
# runs once in every thread that touches the object.
class local:
    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        object.__setattr__(self, "_dicts", {get_ident(): {}})
        object.__setattr__(self, "_made_with", (args, kwargs))
        return self

    def __getattribute__(self, name):
        mine = _own_dict(self)
        if name == "__dict__":
            return mine
        if name in mine:
            return mine[name]
        if hasattr(type(self), name):
            return object.__getattribute__(self, name)
        kind = type(self).__name__
        if kind == "local":
            kind = "_thread._local"
        raise AttributeError(f"'{kind}' object has no attribute '{name}'")

    def __setattr__(self, name, value):
        mine = _own_dict(self)
        if isinstance(getattr(type(self), name, None), property):
            object.__setattr__(self, name, value)
        else:
            mine[name] = value

    def __delattr__(self, name):
        mine = _own_dict(self)
        if name not in mine:
            raise AttributeError(f"'{type(self).__name__}' object has no "
                                 f"attribute '{name}'")
        del mine[name]

    def __repr__(self):
        return f"<_thread._local object at {hex(id(self))}>"


def _own_dict(obj):
    dicts = object.__getattribute__(obj, "_dicts")
    me = get_ident()
    if me in dicts:
        return dicts[me]
    mine = dicts[me] = {}
    init = type(obj).__init__
    if init is not object.__init__:
        args, kwargs = object.__getattribute__(obj, "_made_with")
        init(obj, *args, **kwargs)
    return mine


def gettrace():
    return None


def getprofile():
    return None


def settrace(func):
    if func is not None:
        raise NotImplementedError("settrace() is not supported: use the "
                                  "dashboard")


setprofile = settrace
