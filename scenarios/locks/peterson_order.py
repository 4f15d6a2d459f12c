# title: Peterson's lock, two lines swapped
# topic: locks
# run: --gil off --cores 2 --seed 1223 --speed 4
# step: event
# fix: peterson.py
# demo: play 8s; pause 2s; fix; play
# expect: race want[...]; race turn; race honey; outcome honey=1|2; failure
# expect --gil 3.12: race turn; outcome honey=2
"""Goal: both bees bring one, honey ends at 2.

Each adds one: a read and a write of honey. A lock made of plain
variables is to keep the two apart: each says that it wants in, and says
"after you"; it waits while the other wants in and was let go first.

Here the two are said in the wrong order: first "after you", then "I want
in". Between the two lines the other one sees nobody who wants in, and
goes. Then the first one reads turn, finds that the other has said "after
you" last, and goes in as well.
"""
import threading

want = [False, False]
turn = 0
honey = 0


def bring(me):
    global turn, honey
    other = 1 - me
    turn = other
    want[me] = True
    while want[other] and turn == other:
        pass
    honey = honey + 1
    want[me] = False


a = threading.Thread(target=bring, args=(0,), name="A")
b = threading.Thread(target=bring, args=(1,), name="B")
a.start()
b.start()
a.join()
b.join()
print("honey:", honey)
assert honey == 2
