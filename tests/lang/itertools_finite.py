# differs: 3.11
from itertools import chain, accumulate, compress, dropwhile, filterfalse, starmap, zip_longest, pairwise, islice, batched
print(list(chain("ab", [1])), list(chain.from_iterable([[1], [2, 3]])), list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(accumulate([])))
print(list(compress("abcd", [1, 0, 1, 0])), list(dropwhile(lambda n: n < 2, [1, 2, 1])), list(filterfalse(lambda n: n % 2, range(5))), list(filterfalse(None, [0, 1, ""])), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest("abc", [1], fillvalue="-")), list(zip_longest("a", "bc")), list(pairwise("abcd")), list(pairwise("a")))
print(list(islice("abcdef", 3)), list(islice("abcdef", 2, 4)), list(islice("abcdef", 1, None, 2)), list(batched("abcdefg", 3)), list(islice([], 2)))
for make in (lambda: islice("a", -1), lambda: islice("a", 0, 1, 0), lambda: batched("a", 0), lambda: chain(5), lambda: list(chain(5)), lambda: list(starmap(pow, [5])), lambda: zip_longest(5), lambda: zip_longest([1], foo=2)):
    try:
        print(type(make()).__name__)
    except Exception as e:
        print(type(e).__name__, e)
