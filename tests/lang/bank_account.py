# A small class with arithmetic, comparison and text.
class Account:
    count = 0
    def __init__(self, owner, balance=0.0):
        self.owner = owner
        self.balance = balance
        Account.count += 1
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(f"amount must be positive, not {amount}")
        self.balance += amount
        return self.balance
    def __repr__(self):
        return f"Account({self.owner!r}, {self.balance:.2f})"
    def __eq__(self, other):
        return self.balance == other.balance
    def __lt__(self, other):
        return self.balance < other.balance
a, b = Account("Al", 10), Account("Bo", 2.5)
print(a.deposit(5), a, [a, b], sorted([a, b]), a == b, a > b, max(a, b).owner, Account.count)
# expect: 15 Account('Al', 15.00) [Account('Al', 15.00), Account('Bo', 2.50)] [Account('Bo', 2.50), Account('Al', 15.00)] False True Al 2
try:
    a.deposit(-1)
except ValueError as e:
    print(e, repr(e))
# expect: amount must be positive, not -1 ValueError('amount must be positive, not -1')
print({x.owner: x.balance for x in (a, b)}, sum(x.balance for x in (a, b)), f"{a} / {b!s:>22}")
# expect: {'Al': 15, 'Bo': 2.5} 17.5 Account('Al', 15.00) /    Account('Bo', 2.50)
