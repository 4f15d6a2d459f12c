import threading
def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.thread.name, args.exc_traceback is not None, len(args))
threading.excepthook = hook
def f():
    raise ValueError("x")
t = threading.Thread(target=f, name="T")
t.start()
t.join()
print(threading.excepthook is hook, threading.__excepthook__ is not hook)
