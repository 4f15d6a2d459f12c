from functools import lru_cache, cache
calls = []
@lru_cache(maxsize=2)
def f(n):
    calls.append(n)
    return n * n
print(f(1), f(2), f(1), f(3), f(2), f(1), calls, f.cache_info())
f.cache_clear()
print(f.cache_info(), f.__wrapped__(5), f.__name__)
@lru_cache
def g(a, b=2):
    return a + b
print(g(1), g(1, b=2), g(1), g.cache_info(), g.cache_parameters())
@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
try:
    f([])
except TypeError as e:
    print(e)
