# _thread: the low-level names, over threading.
import threading

error = RuntimeError
TIMEOUT_MAX = threading.TIMEOUT_MAX
LockType = threading.Lock
allocate_lock = threading.Lock
allocate = threading.Lock
RLock = threading.RLock
get_ident = threading.get_ident
get_native_id = threading.get_native_id
stack_size = threading.stack_size


def start_new_thread(function, args, kwargs=None):
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    t = threading.Thread(target=function, args=args, kwargs=kwargs,
                         daemon=True)
    t.start()
    return t.ident


start_new = start_new_thread


def exit():
    raise SystemExit


exit_thread = exit
