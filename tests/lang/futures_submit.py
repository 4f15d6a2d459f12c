from concurrent.futures import ThreadPoolExecutor
def f(x, y=1):
    if x == 3:
        raise ValueError("three")
    return x * y
with ThreadPoolExecutor(max_workers=2) as ex:
    a, b, c = ex.submit(f, 2), ex.submit(f, 5, y=10), ex.submit(f, 3)
print(a.result(), b.result(), a.done(), a.running(), a.cancelled(), a.cancel(), a.exception(), repr(c.exception()))
print(repr(a).split(" state=")[1], repr(c).split(" state=")[1])
try:
    c.result()
except ValueError as e:
    print(e)
for make in (lambda: ex.submit(f, 1), lambda: ThreadPoolExecutor(0), lambda: ThreadPoolExecutor(-1), lambda: ThreadPoolExecutor(2, initializer=5), lambda: ex.submit()):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
