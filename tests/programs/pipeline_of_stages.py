"""Three stages, two queues, generators in between."""
import queue
import threading

END = object()


def read_all(q):
    while True:
        item = q.get()
        if item is END:
            return
        yield item


def stage(function, source, target):
    for item in read_all(source):
        target.put(function(item))
    target.put(END)


raw, parsed, formatted = queue.Queue(), queue.Queue(2), queue.Queue()
workers = [
    threading.Thread(target=stage, args=(int, raw, parsed)),
    threading.Thread(target=stage, args=("<{:04d}>".format, parsed,
                                         formatted))]
for w in workers:
    w.start()
for text in "12 7 1024 99".split():
    raw.put(text)
raw.put(END)
print(list(read_all(formatted)))
for w in workers:
    w.join()
