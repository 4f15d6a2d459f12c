import queue


class Unique(queue.Queue):
    def _init(self, maxsize):
        self.queue = set()

    def _put(self, item):
        self.queue.add(item)

    def _get(self):
        return self.queue.pop()


q = Unique()
for x in (1, 1, 1):
    q.put(x)
print(q.qsize(), q.get())  # expect: 1 1
