import threading

barrier = threading.Barrier(3)
log = []
lock = threading.Lock()


def work():
    for phase in range(3):
        with lock:
            log.append(phase)
        barrier.wait()


ts = [threading.Thread(target=work) for _ in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(log)
