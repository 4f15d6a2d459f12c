import threading

data = threading.local()
data.x = "main"
seen = []


def work(n):
    try:
        data.x
    except AttributeError as e:
        seen.append(str(e))
    data.x = n
    seen.append(data.x)
    seen.append(data.__dict__)


for n in range(2):
    t = threading.Thread(target=work, args=(n,))
    t.start()
    t.join()
print(seen, data.x)
del data.x
print(hasattr(data, "x"), data.__dict__)


class Mine(threading.local):
    shared = []

    def __init__(self, start):
        print("init in", threading.current_thread().name)
        self.n = start

    def bump(self):
        self.n += 1
        return self.n


m = Mine(5)
print(m.bump(), m.bump())


def other():
    print(m.bump())
    m.shared.append(1)


t = threading.Thread(target=other, name="other")
t.start()
t.join()
print(m.n, m.shared)
try:
    m.missing
except AttributeError as e:
    print(e)
try:
    threading.local(5)
except TypeError as e:
    print(e)
