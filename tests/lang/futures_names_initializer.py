from concurrent.futures import ThreadPoolExecutor
import threading
def init(x):
    print("init", x)
def name():
    return threading.current_thread().name
with ThreadPoolExecutor(1, thread_name_prefix="pool", initializer=init, initargs=(5,)) as ex:
    print(ex.submit(name).result())
with ThreadPoolExecutor(1) as ex:
    print(ex.submit(name).result(), ex._max_workers)
ex = ThreadPoolExecutor(2)
f = ex.submit(name)
ex.shutdown(wait=True, cancel_futures=True)
print(f.result())
try:
    ex.submit(name)
except RuntimeError as e:
    print(e)
