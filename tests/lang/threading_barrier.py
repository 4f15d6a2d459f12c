# differs: 3.13
import threading
b = threading.Barrier(3, action=lambda: print("action"))
got = []
def w():
    got.append(b.wait())
ts = [threading.Thread(target=w) for _ in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(got), b.parties, b.n_waiting, b.broken)
b.abort()
print(b.broken)
try:
    b.wait()
except threading.BrokenBarrierError as e:
    print(repr(e))
b.reset()
print(b.broken)
try:
    threading.Barrier(2).wait(0.01)
except threading.BrokenBarrierError as e:
    print(repr(e), isinstance(e, RuntimeError))
def fails():
    raise ValueError("in action")
c = threading.Barrier(1, fails)
try:
    c.wait()
except ValueError as e:
    print(e, c.broken)
for make in (lambda: threading.Barrier(0), lambda: threading.Barrier()):
    try:
        print(make().parties)
    except Exception as e:
        print(type(e).__name__, e)
