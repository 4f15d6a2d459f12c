"""A producer, a bounded queue, a consumer, and None for the end."""
import queue
import threading
import time


def producer(out, items):
    for item in items:
        print("Producer got message:", item)
        out.put(item)
        time.sleep(0.02)
    out.put(None)


def consumer(source, store):
    time.sleep(0.01)
    while True:
        message = source.get()
        if message is None:
            break
        print("Consumer storing message: {} (size={})".format(
            message, source.qsize()))
        store[message] = message * message


pipeline = queue.Queue(maxsize=10)
stored = {}
p = threading.Thread(target=producer, args=(pipeline, [3, 1, 4, 1, 5]))
c = threading.Thread(target=consumer, args=(pipeline, stored))
p.start()
c.start()
p.join()
c.join()
print(stored, pipeline.empty(), pipeline.full())
