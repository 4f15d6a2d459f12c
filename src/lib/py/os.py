# os: the environment (empty: a run depends on nothing outside) and os.path.
import os.path as path

environ = {}


def getenv(key, default=None):
    return environ.get(key, default)


def getcwd():
    return "/"


def process_cpu_count():
    return cpu_count()


def fspath(path):
    return path


# What the process does at a signal; the module signal puts its own here.
def _raise_signal(signalnum):
    if signalnum == 2:
        raise KeyboardInterrupt
    if signalnum not in (13, 17, 18, 19, 20):
        _exit(128 + signalnum)


def kill(pid, signal, /):
    if pid != getpid():
        raise ProcessLookupError(3, "No such process")
    if signal:
        _raise_signal(signal)
