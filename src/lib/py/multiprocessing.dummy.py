# multiprocessing.dummy: the interface of processes over threads.
import threading
import multiprocessing.pool
from threading import Lock, RLock, Semaphore, BoundedSemaphore
from threading import Condition, Event, Barrier
from queue import Queue

JoinableQueue = Queue


class DummyProcess(threading.Thread):
    def __init__(self, group=None, target=None, name=None, args=(),
                 kwargs=None):
        threading.Thread.__init__(self, group, target, name, args,
                                  {} if kwargs is None else kwargs)
        self._pid = None

    @property
    def exitcode(self):
        if self.ident is None or self.is_alive():
            return None
        return 0


Process = DummyProcess
current_process = threading.current_thread


def active_children():
    me = threading.current_thread()
    return [t for t in threading.enumerate() if t is not me]


def freeze_support():
    pass


class Namespace:
    def __init__(self, /, **kwds):
        self.__dict__.update(kwds)

    def __repr__(self):
        items = sorted([f"{k}={v!r}" for k, v in self.__dict__.items()
                        if not k.startswith("_")])
        return f"Namespace({', '.join(items)})"


class Value:
    def __init__(self, typecode, value, lock=True):
        self._typecode = typecode
        self.value = value

    def __repr__(self):
        return f"<Value({self._typecode!r}, {self.value!r})>"


def Array(typecode, sequence, lock=True):
    return list(sequence)


dict = dict
list = list


def Pool(processes=None, initializer=None, initargs=()):
    return multiprocessing.pool.ThreadPool(processes, initializer, initargs)
