"""Generators, closures, exceptions: what pipelines are made of."""


def numbers(n):
    for i in range(n):
        yield i


def odd(source):
    for x in source:
        if x % 2:
            yield x


def adder(step):
    total = 0

    def add(x):
        nonlocal total
        total += x * step
        return total

    return add


def safe_div(x, y):
    try:
        return x // y
    except ZeroDivisionError:
        return 0


add = adder(3)
last = 0
for x in odd(numbers(1200000)):
    last = add(x)
print(last)
print(sum(safe_div(i, i % 3) for i in range(900000)))
