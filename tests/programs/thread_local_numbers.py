"""threading.local: the same name, another value in each thread."""
import threading
import time


class Session(threading.local):
    number = 0

    def __init__(self, user="nobody"):
        self.user = user
        self.calls = []

    def call(self, what):
        self.calls.append(what)
        self.number += 1


data = threading.local()
session = Session()
lines = []


def show():
    try:
        value = data.value
    except AttributeError:
        lines.append("no value yet")
    else:
        lines.append(f"value={value}")


def work(n):
    time.sleep(n * 0.02)
    show()
    data.value = n * n
    show()
    session.user = "user-%02d" % n
    for letter in "abc"[:n]:
        session.call(letter)
    lines.append(f"{session.user} {session.calls} {session.number}")


data.value = "main"
threads = [threading.Thread(target=work, args=(n,)) for n in (1, 2, 3)]
[t.start() for t in threads]
[t.join() for t in threads]
print(*lines, sep="\n")
show()
print(lines[-1], session.user, session.number, hasattr(data, "value"))
