# title: A barrier used twice
# topic: conditions
# run: --gil 3.12 --switch-interval 100ms --seed 1 --speed 4
# step: event
# fix: reused_barrier_rounds.py
# demo: play 12s; pause 2s; fix; play
# expect: outcome steps=[1, 1, 2, 2, 3, 3]|[1, 1, 2, 3, 2, 3]; failure
# expect --gil off: failure
"""Goal: no step begins before both did the last.

After each step both meet. The first time is fine: step 2 begins when
both did step 1. But then the bell was rung, and nobody has silenced it.
At the second meeting it holds nobody: A begins step 3 before B has done
step 2.

To silence the bell after the first meeting is not so easy: when? One of
the two may still be asleep there, or may already be back.
"""
import threading

steps = []
here = 0
lock = threading.Lock()
bell = threading.Event()


def meet():
    global here
    with lock:
        here = here + 1
        if here == 2:
            bell.set()
    bell.wait()


def work():
    for step in (1, 2, 3):
        steps.append(step)
        meet()


a = threading.Thread(target=work, name="A")
b = threading.Thread(target=work, name="B")
a.start()
b.start()
a.join()
b.join()
print("steps:", steps)
assert steps == [1, 1, 2, 2, 3, 3]
