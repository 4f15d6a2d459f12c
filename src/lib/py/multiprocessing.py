# multiprocessing: what of it needs no process.
import os
import threading


class TimeoutError(Exception):
    pass


class ProcessError(Exception):
    pass


def cpu_count():
    return os.cpu_count()


def active_children():
    return []


def freeze_support():
    pass
