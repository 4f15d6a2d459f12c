"""Two threads take turns: by events, by a condition, by semaphores."""
import itertools
import threading

ROUNDS = 3


def by_events():
    ping, pong = threading.Event(), threading.Event()

    def play(word, mine, other):
        for i in range(ROUNDS):
            mine.wait()
            mine.clear()
            print(word, i, end="; ")
            other.set()

    ping.set()
    return [threading.Thread(target=play, args=("ping", ping, pong)),
            threading.Thread(target=play, args=("pong", pong, ping))]


def by_condition():
    turn = 0
    cond = threading.Condition()

    def play(number, word):
        nonlocal turn
        for _ in range(ROUNDS):
            with cond:
                cond.wait_for(lambda: turn % 2 == number)
                print(word, turn, end="; ")
                turn += 1
                cond.notify_all()

    return [threading.Thread(target=play, args=a)
            for a in enumerate(("tick", "tock"))]


def by_semaphores():
    gates = [threading.Semaphore(int(n == 0)) for n in range(3)]
    letters = itertools.cycle("abc")

    def play(n):
        for _ in range(ROUNDS):
            gates[n].acquire()
            print(next(letters), end="")
            gates[(n + 1) % len(gates)].release()

    return [threading.Thread(target=play, args=(n,)) for n in range(3)]


for make in (by_events, by_condition, by_semaphores):
    threads = make()
    for t in reversed(threads):
        t.start()
    for t in threads:
        t.join()
    print(f"({make.__name__.replace('_', ' ')})")
