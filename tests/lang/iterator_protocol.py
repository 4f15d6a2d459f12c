class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n
print(list(Countdown(3)), sum(Countdown(4)), 1 in Countdown(3), max(Countdown(3)), tuple(Countdown(2)), [*Countdown(2)])
a, b = Countdown(2)
print(a, b, dict(zip("ab", Countdown(2))), sorted(Countdown(3)))
class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10
print(list(Old()), 20 in Old(), list(reversed([1])), next(iter(Old())))
class NotIter:
    def __iter__(self):
        return 5
class NoNext:
    def __iter__(self):
        return self
for c in (NotIter, NoNext, object):
    try:
        for _ in c():
            pass
    except TypeError as e:
        print(e)
it = iter(lambda: 5, 5)
print(list(it), next(iter([1])), list(iter([3, 2, 1, 0].pop, 2)))
