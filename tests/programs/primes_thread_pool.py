"""multiprocessing's ThreadPool: map, starmap, apply_async, imap."""
import math
from multiprocessing.pool import ThreadPool


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, math.isqrt(n) + 1))


def power(base, exponent):
    return base ** exponent


pool = ThreadPool(processes=3)
numbers = list(range(50))
flags = pool.map(is_prime, numbers)
print([n for n, f in zip(numbers, flags) if f])
print(pool.starmap(power, [(2, 8), (3, 4), (10, 3)]))
result = pool.apply_async(power, (7, 2))
print(result.get(timeout=5), result.ready(), result.successful())
print(pool.apply(math.gcd, (84, 36)))
print(sorted(pool.imap_unordered(abs, [-3, 2, -1])))
print(list(pool.imap(str, [1, 2, 3])))
failed = pool.apply_async(power, ("x", 2))
try:
    failed.get()
except TypeError as e:
    print("TypeError:", e)
pool.close()
pool.join()
with ThreadPool(2) as p:
    print(p.map(len, ["a", "bb", "", "dddd"]))
