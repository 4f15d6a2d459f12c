# title: Checked inside of the lock
# topic: races
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# bug: check_outside.py
# demo: play
# expect: safe; outcome seats=0
# expect --gil 3.12: safe; outcome seats=0
"""Goal: the one seat is booked once.

First the lock, then the look. Who comes second looks only when the
first one has booked and gone, and finds no seat.

It costs a lock also for those who find nothing. Where that is too much,
look twice: once outside as a hint, and once more inside, which decides.
"""
import threading

seats = 1
booked = []
lock = threading.Lock()


def book(name):
    global seats
    with lock:
        if seats > 0:
            seats = seats - 1
            booked.append(name)


a = threading.Thread(target=book, args=("A",), name="A")
b = threading.Thread(target=book, args=("B",), name="B")
a.start()
b.start()
a.join()
b.join()
print("booked:", len(booked), "seats left:", seats)
assert len(booked) == 1
