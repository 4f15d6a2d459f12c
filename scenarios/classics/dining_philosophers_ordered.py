# title: Dining philosophers, in order
# topic: classics
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# bug: dining_philosophers.py
# demo: play
# expect: safe
"""Goal: every philosopher eats once.

The forks are numbered, and everybody takes the lower number first. For
all but one that is the left fork; the last one takes the right fork
first, and waits with empty hands if it is gone. The circle is broken in
one place, and that is enough.
"""
import threading
import time

SEATS = 3
forks = []
meals = [0] * SEATS
for seat in range(SEATS):
    forks.append(threading.Lock())


def dine(seat):
    first = forks[seat]
    second = forks[(seat + 1) % SEATS]
    if seat == SEATS - 1:
        first, second = second, first
    with first:
        time.sleep(0.2)
        with second:
            meals[seat] = 1


guests = []
for seat in range(SEATS):
    guest = threading.Thread(target=dine, args=(seat,), name="P" + str(seat))
    guests.append(guest)
    guest.start()
for guest in guests:
    guest.join()
print("meals:", sum(meals))
assert sum(meals) == SEATS
