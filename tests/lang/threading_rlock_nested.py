import threading

lock = threading.RLock()


def down(n):
    with lock:
        return n if n == 0 else down(n - 1)


t = threading.Thread(target=lambda: print(down(5)))
t.start()
t.join()
print(lock.acquire(blocking=False), lock.release())
