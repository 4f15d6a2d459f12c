# title: Double-checked locking, shown last
# topic: races
# run: --gil off --cores 2 --seed 216 --speed 4
# step: event
# bug: double_checked.py
# demo: play
# expect: race config; outcome ports=[80, 80]
# expect --gil 3.12: safe; outcome ports=[80, 80]
"""Goal: both find port 80 in the config.

Made under a name of one's own, shown last. Whoever sees config without
the lock sees nothing at all or all of it.

The race on config is still there: one looks while another may write.
Here it does no harm, because in Python a name is set in one piece and
what was written before is there. In C or Java the same lines would be
wrong. Plain and always right: take the lock first, or make the config
before the threads start.
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
                made = {}
                made["port"] = 80
                config = made
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
