from concurrent.futures import ThreadPoolExecutor, as_completed, wait, FIRST_COMPLETED, ALL_COMPLETED, FIRST_EXCEPTION
import time
def f(n):
    time.sleep(n)
    return n
with ThreadPoolExecutor(3) as ex:
    fs = [ex.submit(f, n) for n in (0.15, 0.01, 0.08)]
    print([x.result() for x in as_completed(fs)])
    fs = [ex.submit(f, n) for n in (0.2, 0.01)]
    r = wait(fs, return_when=FIRST_COMPLETED)
    print(len(r.done), len(r.not_done), type(r).__name__)
    r = wait(fs)
    print(len(r.done), len(r.not_done))
    d, nd = wait([ex.submit(f, 0.1)], timeout=0.01)
    print(len(d), len(nd))
    try:
        list(as_completed([ex.submit(f, 0.2)], timeout=0.01))
    except TimeoutError as e:
        print(e)
