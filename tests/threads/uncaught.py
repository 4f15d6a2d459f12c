# stderr too: what an uncaught exception of a thread prints.
import sys
import threading


def divides(n):
    return 1 / n


def calls():
    divides(0)


t = threading.Thread(target=calls)
t.start()
t.join()
print("main goes on", t.is_alive())


def leaves():
    sys.exit(3)


t = threading.Thread(target=leaves)
t.start()
t.join()
print("silent")
for args in ((1), None, (1, 2)):
    t = threading.Thread(target=divides, args=args, name="given")
    t.start()
    t.join()
t = threading.Thread(target=divides, kwargs={"wrong": 1}, name="kw")
t.start()
t.join()


def hook(args):
    print("hook:", args.exc_type.__name__, args.exc_value, args.thread.name,
          args.exc_traceback is not None)


threading.excepthook = hook
t = threading.Thread(target=calls)
t.start()
t.join()


def bad_hook(args):
    raise KeyError("hook failed")


threading.excepthook = bad_hook
t = threading.Thread(target=calls)
t.start()
t.join()
threading.excepthook = threading.__excepthook__
t = threading.Thread(target=calls, name="last")
t.start()
t.join()
raise RuntimeError("main ends")
