import threading
def hook(args):
    raise KeyError("hook fails")
threading.excepthook = hook
def f():
    raise ValueError("x")
t = threading.Thread(target=f, name="T")
t.start()
t.join()
print("end")
