# title: Lost wakeup
# topic: conditions
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# fix: lost_wakeup_flag.py
# demo: play 10s; pause 3s; fix; play
# expect: deadlock; outcome got=None|'honey'
# expect --gil off: deadlock; outcome got=None|'honey'
"""Goal: B gets what A has sent.

B waits until A calls. notify() wakes those who wait at this moment, and
nobody else; it leaves nothing behind. If A is faster, its call reaches
nobody. B comes later, falls asleep, and nobody will ever call again.

A condition has no memory. The memory is the data: before B waits it has
to look whether there is anything to wait for.
"""
import threading

sent = None
got = None
changed = threading.Condition()


def send():
    global sent
    with changed:
        sent = "honey"
        changed.notify()


def receive():
    global got
    with changed:
        changed.wait()
        got = sent


b = threading.Thread(target=receive, name="B")
a = threading.Thread(target=send, name="A")
b.start()
a.start()
a.join()
b.join()
print("got:", got)
