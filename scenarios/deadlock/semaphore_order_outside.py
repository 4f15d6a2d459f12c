# title: First wait, then lock
# topic: deadlock
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# bug: semaphore_order.py
# demo: play
# expect: safe; outcome eaten=1
# expect --gil off: safe; outcome eaten=1
"""Goal: the jar that A brings is eaten by B.

B waits for a jar with empty hands, and takes the lock when it knows that
one is there. A can always get to the shelf.

The rule: never wait for something to happen while you hold what the
other needs to make it happen. A condition variable keeps this rule by
itself: its wait() gives the lock away.
"""
import threading

shelf = []
lock = threading.Lock()
jars = threading.Semaphore(0)
eaten = 0


def bring():
    with lock:
        shelf.append("jar")
    jars.release()


def eat():
    global eaten
    jars.acquire()
    with lock:
        shelf.pop()
        eaten = eaten + 1


a = threading.Thread(target=bring, name="A")
b = threading.Thread(target=eat, name="B")
a.start()
b.start()
a.join()
b.join()
print("eaten:", eaten)
assert eaten == 1
