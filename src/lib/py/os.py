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
