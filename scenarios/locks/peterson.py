# title: Peterson's lock
# topic: locks
# run: --gil off --cores 2 --seed 1223 --speed 4
# step: event
# bug: peterson_order.py
# demo: play
# expect: race want[...]; race turn; outcome honey=2
# expect --gil 3.12: safe; outcome honey=2
"""Goal: both bees bring one, honey ends at 2.

First "I want in", then "after you". If both come at once, both have
said that they want in, and turn holds only what was said last: exactly
one of them waits.

want and turn are raced for, as in every lock that is made of plain
variables; honey is not. It waits by asking again and again, which burns
a core, and processors that delay their writes break it. Real locks are
built from an instruction that reads and writes in one act.
"""
import threading

want = [False, False]
turn = 0
honey = 0


def bring(me):
    global turn, honey
    other = 1 - me
    want[me] = True
    turn = other
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
