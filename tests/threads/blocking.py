# Whatever blocks inside of what C code calls: map, sorted, any, dunder methods.
import threading, time
lock = threading.Lock()
lock.acquire()
t = threading.Thread(target=lock.acquire); t.start()
time.sleep(0.02); print(t.is_alive()); lock.release(); t.join(); print(lock.locked())
def rel(): time.sleep(0.05); lock.release()
threading.Thread(target=rel).start()
print(list(map(lambda l: l.acquire(), [lock])))
threading.Thread(target=rel).start()
print(list(map(threading.Lock.acquire if False else lock.acquire, [True])))
threading.Thread(target=rel).start()
print([f() for f in [lock.acquire]])
lock.release()
class W:
    def __enter__(self): lock.acquire(); return 1
    def __exit__(self, *a): lock.release()
    def __eq__(self, o):
        with lock: return True
    def __bool__(self):
        time.sleep(0.01); return True
with W() as w: print(w)
print(W() == 3, 5 in [W()], not W(), bool(W()))
threading.Thread(target=time.sleep, args=(0.01,)).start()
e = threading.Event()
threading.Timer(0.02, e.set).start()
print(any(map(e.wait, [None, None])))
print(sorted([3, 1, 2], key=lambda v: (time.sleep(0.001), v)[1]))
q = []
def gen():
    for i in range(3):
        time.sleep(0.01); yield i
print(list(gen()), sum(gen()), max(gen()))
