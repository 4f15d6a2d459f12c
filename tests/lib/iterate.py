import bisect
import functools
import heapq
import itertools
import operator


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


def show(it):
    print(list(it))


c = itertools.count(5)
print(next(c), next(c), c, itertools.count(0, 2))
k = itertools.cycle("ab")
print([next(k) for i in range(5)])
show(itertools.repeat("x", 3))
show(itertools.chain([1], (2, 3), "a"))
show(itertools.chain.from_iterable([[1], [2]]))
show(itertools.islice(range(10), 3))
show(itertools.islice(range(10), 2, 8, 3))
show(itertools.islice(itertools.count(), 2, 4))
show(itertools.accumulate([1, 2, 3]))
show(itertools.accumulate([1, 2, 3], operator.mul, initial=2))
show(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1]))
show(itertools.dropwhile(lambda x: x < 3, [1, 2, 3, 1]))
show(itertools.filterfalse(lambda x: x % 2, range(6)))
show(itertools.compress("abc", [1, 0, 1]))
show(itertools.starmap(pow, [(2, 3), (3, 2)]))
show(itertools.pairwise("abc"))
show(itertools.batched("abcdefg", 3))
show(itertools.zip_longest("ab", "c", fillvalue="-"))
show(itertools.product("ab", [1, 2]))
show(itertools.product([0, 1], repeat=2))
show(itertools.permutations("abc", 2))
show(itertools.permutations([1, 2, 3]))
show(itertools.combinations("abcd", 2))
show(itertools.combinations_with_replacement("ab", 2))
show((k, list(g)) for k, g in itertools.groupby("aabbc"))
a, b = itertools.tee([1, 2])
show(a)
show(b)
it = iter(range(6))
show(itertools.islice(it, 2))
show(it)

h = []
for x in [5, 2, 8, 1, 9, 3]:
    heapq.heappush(h, x)
print(h)
print([heapq.heappop(h) for i in range(6)])
h = [9, 4, 7, 1, 8, 2]
heapq.heapify(h)
print(h, heapq.heapreplace(h, 5), h, heapq.heappushpop(h, 0), h)
print(heapq.nsmallest(2, [3, 1, 2]), heapq.nlargest(2, [3, 1, 2]))
show(heapq.merge([1, 4], [2, 3]))
attempt(heapq.heappop, [])

print(bisect.bisect([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2))
s = [1, 3]
bisect.insort(s, 2)
print(s)

print(functools.reduce(operator.add, [1, 2, 3]),
      functools.reduce(operator.add, [], 7))
attempt(functools.reduce, operator.add, [])
add5 = functools.partial(operator.add, 5)
print(add5(3), add5.args, add5.keywords)


def logged(f):
    @functools.wraps(f)
    def inner(*args):
        """inner"""
        return f(*args)
    return inner


@logged
def named(x):
    """what it does"""
    return x


print(named.__name__, named.__doc__, named(4))

calls = []


@functools.lru_cache(maxsize=2)
def square(x):
    calls.append(x)
    return x * x


print(square(2), square(3), square(2), square(4), square(3), calls)
print(square.cache_info())
square.cache_clear()
print(square.cache_info())


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60))


@functools.total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Version(1) <= Version(2), Version(1) > Version(2),
      Version(2) >= Version(2))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))


class Lazy:
    @functools.cached_property
    def value(self):
        print("worked out")
        return 42


z = Lazy()
print(z.value, z.value)
print(sorted([(1, "b"), (0, "c")], key=operator.itemgetter(1)),
      operator.itemgetter(0, 1)("xyz"), operator.attrgetter("n")(Version(3)),
      operator.methodcaller("upper")("up"))
