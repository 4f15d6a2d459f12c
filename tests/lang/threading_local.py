import threading
l = threading.local()
l.x = 1
def f():
    try:
        l.x
    except AttributeError as e:
        print(e)
    l.x = 2
    print(l.x, l.__dict__)
t = threading.Thread(target=f)
t.start()
t.join()
print(l.x, hasattr(l, "y"))
class My(threading.local):
    n = 0
    def __init__(self, v):
        print("init", v)
        self.v = v
m = My(5)
m.n += 1
def g():
    print(m.v, m.n)
t = threading.Thread(target=g)
t.start()
t.join()
print(m.n)
del l.x
try:
    l.x
except AttributeError as e:
    print(e)
try:
    threading.local(5)
except TypeError as e:
    print(e)
