from concurrent.futures import ThreadPoolExecutor
import time
with ThreadPoolExecutor() as ex:
    print(list(ex.map(pow, [1, 2, 3], [2, 2, 2])), list(ex.map(str, range(3), timeout=5)), list(ex.map(lambda a, b: a + b, [1, 2], [10])))
    it = ex.map(lambda n: 1 // n, [1, 0, 2])
    print(next(it))
    try:
        next(it)
    except ZeroDivisionError as e:
        print(e)
    try:
        list(ex.map(time.sleep, [0.3], timeout=0.01))
    except TimeoutError as e:
        print(type(e).__name__, e)
