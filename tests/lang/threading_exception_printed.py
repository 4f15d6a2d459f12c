import threading
def f():
    raise ValueError("in thread")
t = threading.Thread(target=f, name="T")
t.start()
t.join()
print("main goes on", t.is_alive())
