# compare: sorted lines
"""Nobody says in which order these lines come."""
import threading


def worker(number):
    for step in range(3):
        print(f"Worker {number} at step {step}")


threads = []
for i in range(5):
    t = threading.Thread(target=worker, args=(i,))
    threads.append(t)
    t.start()
for t in threads:
    t.join()
print("All workers are done")
