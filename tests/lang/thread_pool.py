# differs: 3.13
from multiprocessing.pool import ThreadPool
import time
def sq(x):
    return x * x
def bad(x):
    raise ValueError("bad %d" % x)
with ThreadPool(3) as p:
    print(p.map(sq, range(5)), p.starmap(pow, [(2, 3), (3, 2)]), p.apply(sq, (7,)), list(p.imap(sq, [1, 2])), sorted(p.imap_unordered(sq, [3, 4])))
    r = p.apply_async(sq, (9,), callback=lambda v: print("cb", v))
    print(r.get(), r.ready(), r.successful())
    e = p.apply_async(bad, (1,), error_callback=lambda x: print("ecb", x))
    try:
        e.get()
    except ValueError as x:
        print(x, e.successful())
    m = p.map_async(sq, [1, 2, 3])
    m.wait()
    print(m.get(timeout=1), p.map(sq, []), p.map(sq, [1, 2, 3, 4], chunksize=2))
    try:
        p.apply_async(time.sleep, (0.2,)).get(0.01)
    except Exception as x:
        print(type(x).__name__, x)
    try:
        p.map(bad, [1, 2])
    except ValueError as x:
        print(x)
p = ThreadPool(2)
p.close()
p.join()
for make in (lambda: p.map(sq, [1]), lambda: ThreadPool(0), lambda: ThreadPool(2).join()):
    try:
        make()
    except Exception as x:
        print(type(x).__name__, x)
