# title: Look before you wait
# topic: conditions
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# bug: lost_wakeup.py
# demo: play
# expect: safe; outcome got='honey'
# expect --gil off: safe; outcome got='honey'
"""Goal: B gets what A has sent.

B looks first, with the lock held, and waits only while there is nothing.
If A was faster, B does not wait at all. And between the look and the
wait A cannot come in, because wait() lets go of the lock and falls
asleep in one act.

So all three belong together: the data, the lock, the condition.
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
        while sent is None:
            changed.wait()
        got = sent


b = threading.Thread(target=receive, name="B")
a = threading.Thread(target=send, name="A")
b.start()
a.start()
a.join()
b.join()
print("got:", got)
