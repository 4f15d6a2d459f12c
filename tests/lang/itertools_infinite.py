from itertools import count, cycle, repeat, islice, takewhile
print(list(islice(count(5), 3)), list(islice(count(1, 0.5), 3)), list(islice(cycle("ab"), 5)), list(repeat("x", 3)), repeat(5), repeat(5, 2), count(3), count(1, 2))
print(list(takewhile(lambda n: n < 3, count())), list(islice(count(10, -3), 4)), list(map(pow, range(4), repeat(2))), list(islice(cycle([]), 3)), next(count(2.5)))
