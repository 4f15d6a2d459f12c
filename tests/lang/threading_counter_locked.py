import threading
n = 0
lock = threading.Lock()
def work():
    global n
    for _ in range(500):
        with lock:
            n += 1
ts = [threading.Thread(target=work) for _ in range(4)]
[t.start() for t in ts]
[t.join() for t in ts]
print(n)
