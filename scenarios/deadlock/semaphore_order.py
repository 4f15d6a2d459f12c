# title: Waiting with the key in the pocket
# topic: deadlock
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# fix: semaphore_order_outside.py
# demo: play 10s; pause 3s; fix; play
# expect: deadlock; outcome eaten=0|1
# expect --gil off: deadlock; outcome eaten=0|1
"""Goal: the jar that A brings is eaten by B.

The semaphore jars counts what is on the shelf: A adds one to it, B takes
one off and waits while there is none. The lock guards the shelf.

B takes the lock first and waits for a jar inside. A cannot bring any, for
B has the lock. They wait for each other, and only one of the two things
is a lock: whoever looks for circles of locks does not see it.
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
    with lock:
        jars.acquire()
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
