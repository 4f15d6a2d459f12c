import threading
class W(threading.Thread):
    def __init__(self, n, *a, **k):
        super().__init__(*a, **k)
        self.n = n
        self.result = None
    def run(self):
        self.result = self.n ** 2
ws = [W(i, name=f"w{i}") for i in range(3)]
for w in ws:
    w.start()
for w in ws:
    w.join()
print([w.result for w in ws], [w.name for w in ws])
