# title: Trying forever
# topic: deadlock
# run: --gil 3.12 --seed 1 --speed 8
# step: event
# fix: trylock_backoff.py
# demo: play 12s; pause 3s; fix; play
# expect: stuck; outcome moved=2
# expect --gil off: stuck; outcome moved=2
"""Goal: both moves finish.

Nobody waits here: acquire(blocking=False) tries, and says at once
whether it got the lock. So there is no deadlock, one might think.

But each holds its first lock while it tries for the second one, again
and again. Neither can ever succeed. No thread is blocked, both are busy,
the processor is warm, and nothing gets done. This is worse than a
deadlock, for it looks like work.
"""
import threading

left = threading.Lock()
right = threading.Lock()
moved = 0


def move(first, second):
    global moved
    first.acquire()
    while not second.acquire(blocking=False):
        pass
    moved = moved + 1
    second.release()
    first.release()


a = threading.Thread(target=move, args=(left, right), name="A")
b = threading.Thread(target=move, args=(right, left), name="B")
a.start()
b.start()
a.join()
b.join()
print("moved:", moved)
