def numbers():
    n = 0
    while True:
        yield n
        n += 1
def take(k, it):
    for i, x in enumerate(it):
        if i >= k:
            return
        yield x
def evens(it):
    return (x for x in it if x % 2 == 0)
print(list(take(5, evens(numbers()))))
def fib():
    a, b = 0, 1
    while 1:
        yield a
        a, b = b, a + b
print([f for f, _ in zip(fib(), range(10))])
