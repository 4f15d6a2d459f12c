import threading
lock = threading.Lock()
total = 0
def work(n):
    global total
    for i in range(n):
        with lock:
            total = total + 1
threads = [threading.Thread(target=work, args=(1000000,))
           for i in range(4)]
for t in threads:
    t.start()
