"""Transfers between accounts in an order of locks: nothing is lost."""
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field


@dataclass
class Account:
    number: int
    balance: int = 100
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False,
                                 compare=False)


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda a: a.number)
    with first.lock, second.lock:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True


accounts = [Account(n) for n in range(4)]
rng = random.Random(2024)
orders = []
for _ in range(40):
    a, b = rng.sample(accounts, 2)
    orders.append((a, b, rng.randint(1, 90)))

with ThreadPoolExecutor(max_workers=4) as pool:
    done = list(pool.map(lambda order: transfer(*order), orders))

print("transfers:", len(done))
print("total:", sum(a.balance for a in accounts))
print("negative:", [a for a in accounts if a.balance < 0])
print(Account(7), Account(7) == Account(7), Account(7) == Account(8))
