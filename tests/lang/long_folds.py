# differs: 3.11
"""Folds over more items than memory could hold as a list, and what they
remember between the parts that they work by."""


class Money:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Money(self.n + (other if isinstance(other, int) else other.n))

    __radd__ = __add__

    def __lt__(self, other):
        return self.n < other.n

    def __gt__(self, other):
        return self.n > other.n


def upto(n, fail_at=-1):
    for i in range(n):
        if i == fail_at:
            raise ValueError(i)
        yield i


class Count:
    def __init__(self, n):
        self.at, self.n = 0, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.at == self.n:
            raise StopIteration
        self.at += 1
        return self.at


print(sum(range(10**7)))  # expect: 49999995000000
print(max(range(10**7)), min(range(10**7)))  # expect: 9999999 0
print(sum(i * i for i in upto(1000)))  # expect: 332833500
print(sum(0.1 for i in range(1000)))  # expect: 100.0
print(sum([0.1] * 1000), sum(upto(300), 0.5))  # expect: 100.0 44850.5
print(sum((Money(i) for i in range(600)), Money(1)).n)  # expect: 179701
print(sum(range(5), Money(1)).n)  # expect: 11
print(max(Money(i % 400) for i in range(900)).n)  # expect: 399
print(min((i for i in ()), default='none'))  # expect: none
print(max(upto(513)), max(upto(512)), max(upto(1)))  # expect: 512 511 0
print(sum(Count(512)), min(Count(300)))  # expect: 131328 1
print(any(x > 2000 for x in upto(3000)))  # expect: True
print(all(x >= 0 for x in upto(3000)), 2999 in upto(3000))  # expect: True True
print(sum(map(sum, [range(3), upto(600), Count(257)])))  # expect: 212856
seen = upto(1000)
print(777 in seen, next(seen))  # expect: True 778
for fold in sum, max:
    try:
        fold(upto(700, 600))
    except ValueError as e:
        print(fold.__name__, e)
# expect: sum 600
# expect: max 600
