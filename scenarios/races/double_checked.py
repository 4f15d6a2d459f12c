# title: Double-checked locking
# topic: races
# run: --gil off --cores 2 --seed 216 --speed 4
# step: event
# fix: double_checked_last.py
# demo: play 8s; pause 2s; fix; play
# expect: race config; race config[...]; failure
# expect --gil 3.12: safe; outcome ports=[80, 80]
"""Goal: both find port 80 in the config.

The config is made when it is first needed. A look without the lock, so
that later calls are quick; then the lock; then a second look, because
another may have been faster. So it is made only once. That part works.

But config is set before it is filled. Who looks just then, without the
lock, sees that there is one, takes it, and finds it empty. The second
look protects the making. It does not protect the one who never gets
that far.
"""
import threading

config = None
lock = threading.Lock()
ports = []


def get_config():
    global config
    if config is None:
        with lock:
            if config is None:
                config = {}
                config["port"] = 80
    return config


def connect():
    ports.append(get_config()["port"])


a = threading.Thread(target=connect, name="A")
b = threading.Thread(target=connect, name="B")
a.start()
b.start()
a.join()
b.join()
print("ports:", ports)
assert ports == [80, 80]
