# title: Dining philosophers
# topic: classics
# run: --gil 3.12 --seed 1 --speed 4
# step: event
# fix: dining_philosophers_ordered.py
# demo: play 12s; pause 3s; fix; play
# expect: deadlock
"""Goal: every philosopher eats once.

Philosophers sit around a table, a fork between each two. To eat, one
needs both: each takes the fork on the left, reaches over, and takes the
one on the right. If all of them have taken the left one, nobody gets a
right one any more. The circle of waiting goes around the table.

It is the AB-BA deadlock with more locks. In the old tale there are five
of them; three are enough to close the circle. Try SEATS = 5.
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
