# title: A barrier with rounds
# topic: conditions
# run: --gil 3.12 --switch-interval 100ms --seed 1 --speed 4
# step: event
# bug: reused_barrier.py
# demo: play
# expect: safe; outcome steps=[1, 1, 2, 2, 3, 3]
# expect --gil off: safe
"""Goal: no step begins before both did the last.

The barrier counts its rounds. The last one to come sets the count back,
begins a new round and wakes all. The others wait until the round is not
theirs any more, and that stays true however late they look.

So it can be used as often as one likes. threading.Barrier(2) is made
like this one, and has its wait() ready for you.
"""
import threading

steps = []
here = 0
lap = 0
changed = threading.Condition()


def meet():
    global here, lap
    with changed:
        mine = lap
        here = here + 1
        if here == 2:
            here = 0
            lap = lap + 1
            changed.notify_all()
        while lap == mine:
            changed.wait()


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
