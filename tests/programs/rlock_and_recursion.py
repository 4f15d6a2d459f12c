"""A lock that its owner may take again."""
import threading


class Tree:
    def __init__(self, value, *children):
        self.value = value
        self.children = list(children)

    lock = threading.RLock()

    def total(self):
        with Tree.lock:
            return self.value + sum(c.total() for c in self.children)

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child

    def add(self, amount):
        with self.lock:
            self.value += amount
            for child in self.children:
                child.add(amount)


tree = Tree(1, Tree(2, Tree(3)), Tree(4))
threads = [threading.Thread(target=tree.add, args=(n,)) for n in (1, 10, 100)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(list(tree), tree.total())
plain = threading.Lock()
plain.acquire()
print("again:", plain.acquire(blocking=False), plain.acquire(timeout=0.01))
plain.release()
try:
    plain.release()
except RuntimeError as e:
    print("RuntimeError:", e)
try:
    Tree.lock.release()
except RuntimeError as e:
    print("RuntimeError:", e)
