"""Dining philosophers who put the first fork back."""
import random
import threading
import time


class Philosopher(threading.Thread):
    running = True
    dined = 0
    count_lock = threading.Lock()

    def __init__(self, name, left_fork, right_fork):
        threading.Thread.__init__(self, name=name)
        self.left_fork = left_fork
        self.right_fork = right_fork
        self.meals = 0

    def run(self):
        while Philosopher.running:
            time.sleep(random.uniform(0.002, 0.006))
            self.dine()

    def dine(self):
        fork1, fork2 = self.left_fork, self.right_fork
        while Philosopher.running:
            fork1.acquire(True)
            locked = fork2.acquire(False)
            if locked:
                break
            fork1.release()
            fork1, fork2 = fork2, fork1
        else:
            return
        self.dining()
        fork2.release()
        fork1.release()

    def dining(self):
        time.sleep(random.uniform(0.001, 0.003))
        self.meals += 1
        with Philosopher.count_lock:
            Philosopher.dined += 1


random.seed(507129)
names = ("Aristotle", "Kant", "Buddha", "Marx", "Russell")
forks = [threading.Lock() for n in range(5)]
philosophers = [Philosopher(names[i], forks[i % 5], forks[(i + 1) % 5])
                for i in range(5)]
for p in philosophers:
    p.start()
time.sleep(0.15)
Philosopher.running = False
for p in philosophers:
    p.join()
for p in philosophers:
    print(f"{p.name:<10} has eaten: {p.meals > 0}")
print(Philosopher.dined == sum(p.meals for p in philosophers))
print("forks back:", not any(f.locked() for f in forks))
