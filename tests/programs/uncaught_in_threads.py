"""What happens to an exception that nobody catches in a thread."""
import threading


class StorageError(Exception):
    """The disk is full."""


def save(name, size):
    if size > 10:
        raise StorageError(f"no room for {name}")
    print("saved", name)


def job(name, size):
    try:
        save(name, size)
    except StorageError as e:
        raise RuntimeError("job failed") from e


t = threading.Thread(target=job, args=("small", 3), name="Saver")
t.start()
t.join()
t = threading.Thread(target=job, args=("big", 30), name="Saver-2")
t.start()
t.join()
print("main goes on")


def hook(args):
    print("hook:", args.exc_type.__name__, args.exc_value, args.thread.name)


threading.excepthook = hook
t = threading.Thread(target=lambda: {}["key"], name="Lambda")
t.start()
t.join()
t = threading.Thread(target=save, args=("x",), name="Missing")
t.start()
t.join()
threading.excepthook = threading.__excepthook__
print("alive:", threading.active_count())
