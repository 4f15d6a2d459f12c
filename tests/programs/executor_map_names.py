"""executor.map keeps the order; threads are named after a prefix."""
from concurrent.futures import ThreadPoolExecutor
import threading
import time

names = set()


def slow_upper(word, seconds):
    names.add(threading.current_thread().name.split("_")[0])
    time.sleep(seconds)
    return word.upper()


words = "the quick brown fox".split()
delays = [0.08, 0.01, 0.05, 0.02]
start = time.perf_counter()
with ThreadPoolExecutor(max_workers=4, thread_name_prefix="Pool") as ex:
    for word in ex.map(slow_upper, words, delays):
        print(word)
took = time.perf_counter() - start
print(names, "faster than in turn:", took < sum(delays))


def divide(a, b):
    return a / b


with ThreadPoolExecutor(2) as ex:
    results = ex.map(divide, [6, 1, 9], [3, 0, 3])
    try:
        for r in results:
            print("result", r)
    except ZeroDivisionError as e:
        print("stopped:", e)
