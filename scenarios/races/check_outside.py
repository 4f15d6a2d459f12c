# title: Checked outside of the lock
# topic: races
# run: --gil off --cores 2 --seed 3 --speed 4
# step: event
# fix: check_inside.py
# demo: play 8s; pause 2s; fix; play
# expect: race seats; outcome seats=0|-1; failure
# expect --gil 3.12: safe; outcome seats=0
"""Goal: the one seat is booked once.

The change of seats is locked, the look at it is not. A and B both look
while one seat is left. Then they take the lock, one after the other,
quite in order, and each books: who waits for a lock does not look again.

The lock must be held from the check to the act. What was seen before a
lock was taken may be history when it has been taken.
"""
import threading

seats = 1
booked = []
lock = threading.Lock()


def book(name):
    global seats
    if seats > 0:
        with lock:
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
