from itertools import islice, chain, zip_longest, product, takewhile, accumulate, starmap
def source(name, n):
    print("start", name)
    for i in range(n):
        print("give", name, i)
        yield i
for make in (lambda: islice(source("i", 5), 1, 3), lambda: chain(source("c", 1), source("d", 1)), lambda: zip_longest(source("z", 1), source("y", 2)), lambda: takewhile(lambda n: n < 1, source("t", 3)), lambda: accumulate(source("a", 2)), lambda: starmap(max, [(1, 2)]), lambda: zip(source("p", 2), source("q", 1)), lambda: map(str, source("m", 1)), lambda: filter(None, source("f", 2)), lambda: enumerate(source("e", 1))):
    it = make()
    print("made", type(it).__name__)
    print(list(it))
