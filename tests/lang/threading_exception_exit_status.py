import threading
def f():
    {}["k"]
for _ in range(2):
    t = threading.Thread(target=f)
    t.start()
    t.join()
