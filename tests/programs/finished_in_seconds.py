"""How long it took: in turn, in threads, in a pool."""
import concurrent.futures
import threading
import time


def do_something(seconds=0.1):
    time.sleep(seconds)
    return f"Done sleeping...{seconds}"


def measure(name, function):
    start = time.perf_counter()
    function()
    finish = time.perf_counter()
    print(f"{name}: finished in {round(finish - start, 1)} second(s)")


def in_turn():
    print(do_something())
    print(do_something(0.2))


def in_threads():
    threads = [threading.Thread(target=do_something, args=[0.1])
               for _ in range(5)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def in_a_pool():
    with concurrent.futures.ThreadPoolExecutor() as executor:
        secs = [0.12, 0.09, 0.06, 0.03]
        results = [executor.submit(do_something, sec) for sec in secs]
        for f in concurrent.futures.as_completed(results):
            print(f.result())


measure("in turn", in_turn)
measure("threads", in_threads)
measure("pool", in_a_pool)
