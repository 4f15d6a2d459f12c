"""Decorators for threads: run in the background, one at a time."""
import functools
import threading
import time


def synchronized(lock):
    def decorate(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            with lock:
                return func(*args, **kwargs)
        return wrapper
    return decorate


def background(func):
    """Starts func in a thread and gives the thread back."""
    @functools.wraps(func)
    def run(*args, **kwargs):
        t = threading.Thread(target=func, args=args, kwargs=kwargs)
        t.start()
        return t
    return run


lock = threading.Lock()
inside = most = 0


@background
@synchronized(lock)
def step(name, *, pause=0.01):
    """One step."""
    global inside, most
    inside += 1
    most = max(most, inside)
    time.sleep(pause)
    inside -= 1


@functools.lru_cache(maxsize=None)
def slow_square(n):
    time.sleep(0.01)
    return n * n


threads = [step("a"), step("b", pause=0.02), step("c")]
for t in threads:
    t.join()
print("most inside:", most, "|", step.__name__, "|", step.__doc__)
print(slow_square(4), slow_square(4), slow_square(5))
info = slow_square.cache_info()
print(info.hits, info.misses, functools.partial(pow, 2)(5))
