import threading


class W(threading.Thread):
    def run(self):
        self.helper(3)

    def helper(self, n):
        raise ValueError(f"bad {n}")


w = W()
w.start()
w.join()
print(w.is_alive())
