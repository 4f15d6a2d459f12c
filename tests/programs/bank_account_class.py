"""A bank account with a lock, an exception of its own, and history."""
import threading


class InsufficientFundsError(Exception):
    def __init__(self, wanted, balance):
        super().__init__(f"{wanted} wanted, {balance} there")
        self.missing = wanted - balance


class BankAccount:
    bank = "Hive & Sons"

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self._lock = threading.Lock()
        self.history = []

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        with self._lock:
            self._balance += amount
            self.history.append(("deposit", amount))

    def withdraw(self, amount):
        with self._lock:
            if amount > self._balance:
                raise InsufficientFundsError(amount, self._balance)
            self._balance -= amount
            self.history.append(("withdraw", amount))

    def __str__(self):
        return f"{self.owner:>8} | {self.balance:10,.2f}"


account = BankAccount("Ada", 1_000)
refused = []


def spend(amount, times):
    for _ in range(times):
        try:
            account.withdraw(amount)
        except InsufficientFundsError as e:
            refused.append(e.missing)


threads = [threading.Thread(target=account.deposit, args=(50 * i,))
           for i in range(1, 5)]
threads += [threading.Thread(target=spend, args=(100, 4)) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(account)
print("changes:", len(account.history), "refused:", len(refused))
try:
    account.withdraw(10_000)
except InsufficientFundsError as e:
    print("InsufficientFundsError:", e, "missing", e.missing)
try:
    account.deposit(-1)
except ValueError as e:
    print(repr(e))
finally:
    print(BankAccount.bank, isinstance(account, BankAccount))
