# differs: 3.13
"""What random programs, run beside CPython, have shown to differ."""


def tell(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class Seen:
    log = []

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Seen.log.append((self.n, other.n))
        return self.n < other.n


def drop(x, k):
    del x[k]


for down in False, True:
    Seen.log = []
    print([s.n for s in sorted(map(Seen, [3, 1, 2, 5, 4, 1]), reverse=down)])
    print(Seen.log)
tell(lambda: sorted(['b', 'a', {}, 1]))
tell(lambda: [1, 2].insert(10**20, 0))
tell(lambda: [1, 2].pop(10**20))
tell(lambda: 'a'.ljust(10**20))
tell(lambda: 'a'.zfill(10**20))
tell(lambda: 'a' * 10**20)
tell(lambda: [] * 10**20)
tell(lambda: 'a b'.split(' ', 10**20))
tell(lambda: list(range(2, 2**64)))
tell(lambda: 'a'.rjust(2, 1))
tell(lambda: divmod(1.5, 0))
tell(lambda: divmod('a', 1))
tell(lambda: pow(2, 0, 'a'))
tell(lambda: pow(2.0, 1, 3))
tell(lambda: pow('a', 1, 3))
tell(lambda: drop(1, 0))
tell(lambda: drop('a', 0))
tell(lambda: drop('a', 'b'))
tell(lambda: drop(Seen(1), 0))
tell(lambda: drop({1}, 'a'))
tell(lambda: {}.pop([]))
tell(lambda: {1: 2}.pop([]))
tell(lambda: {1, 2}.intersection([2, 1, {}]))
tell(lambda: int('1' * 300 + 'x'))
tell(lambda: format(0, 'z'))
tell(lambda: format('a', 'z'))
tell(lambda: format('a', '+z'))
tell(lambda: set().intersection([1, []]))
