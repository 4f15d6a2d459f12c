"""Runners wait for each other at the start, and once more at the end."""
import threading
import time

RUNNERS = [("Ann", 0.06), ("Bob", 0.02), ("Cid", 0.04)]
finish = []


def ready():
    print("... go!")


start_line = threading.Barrier(len(RUNNERS), action=ready)


def run(name, seconds):
    start_line.wait()
    time.sleep(seconds)
    finish.append(name)
    place = len(finish)
    print(f"{place}. {name}")
    start_line.wait()


threads = [threading.Thread(target=run, args=r) for r in RUNNERS]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("results:", finish, start_line.parties, start_line.n_waiting)

lonely = threading.Barrier(2, timeout=0.02)
try:
    lonely.wait()
except threading.BrokenBarrierError:
    print("nobody came:", lonely.broken)
lonely.reset()
print("mended:", not lonely.broken)
