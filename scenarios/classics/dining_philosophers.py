# title: Dining philosophers
# topic: classics
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# fix: dining_philosophers_ordered.py
# demo: play 12s; pause 3s; fix; play
# expect: deadlock
"""Goal: every philosopher eats once.

Five philosophers sit around a table, a fork between each two. To eat,
one needs both: each takes the fork on the left, reaches over, and takes
the one on the right. If all of them have taken the left one, nobody
gets a right one any more. The circle of waiting goes around the table.

It is the AB-BA deadlock, with five locks instead of two.
"""
import threading
import time

SEATS = 5
forks = []
meals = []
for seat in range(SEATS):
    forks.append(threading.Lock())


def dine(seat):
    first = forks[seat]
    second = forks[(seat + 1) % SEATS]
    with first:
        time.sleep(0.2)
        with second:
            meals.append(seat)


guests = []
for seat in range(SEATS):
    guest = threading.Thread(target=dine, args=(seat,), name="P" + str(seat))
    guests.append(guest)
    guest.start()
for guest in guests:
    guest.join()
print("meals:", len(meals))
assert len(meals) == SEATS
