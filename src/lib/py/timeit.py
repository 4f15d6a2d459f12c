# timeit: the timer; statements must be functions, since nothing is compiled
# at run time.
import time

default_timer = time.perf_counter
default_number = 1000000


def timeit(stmt, setup=None, timer=default_timer, number=default_number):
    if not callable(stmt):
        raise TypeError("timeit: only functions can be timed here")
    if setup is not None:
        setup()
    start = timer()
    for i in range(number):
        stmt()
    return timer() - start
