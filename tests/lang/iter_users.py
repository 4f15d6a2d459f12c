# Classes that iterate, in all ways.
class Count:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        self.i = 0
        return self
    def __next__(self):
        self.i += 1
        if self.i > self.n:
            raise StopIteration
        return self.i
class Gen:
    def __iter__(self):
        yield 1
        yield 2
class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError(i)
        return i * 10
    def __len__(self):
        return 3
class Bad:
    def __iter__(self):
        return 5
print(list(Count(3)), sum(Count(4)), max(Count(3)), sorted(Count(3), reverse=True), tuple(Gen()), set(Gen()), list(Old()), 10 in Old(), 3 in Count(3), 9 in Count(3))
# expect: [1, 2, 3] 10 3 [3, 2, 1] (1, 2) {1, 2} [0, 10, 20] True True False
print([x for x in Count(2)], list(zip(Count(2), Gen(), Old())), list(map(lambda a, b: a * b, Count(3), Count(3))), list(enumerate(Gen())), dict(zip(Old(), Gen())), list(reversed(Old())), ",".join(str(x) for x in Gen()))
# expect: [1, 2] [(1, 1, 0), (2, 2, 10)] [1, 4, 9] [(0, 1), (1, 2)] {0: 1, 10: 2} [20, 10, 0] 1,2
a, b, c = Count(3); print(a, b, c); x, *y = Old(); print(x, y); print(list(filter(lambda v: v % 2, Count(5))), any(Count(2)), all(Old()), min(Old(), key=lambda v: -v), [*Gen(), *Count(2)], {*Gen()})
# expect: 1 2 3
# expect: 0 [10, 20]
# expect: [1, 3, 5] True False 20 [1, 2, 1, 2] {1, 2}
for f in [lambda: list(Bad()), lambda: list(Count), lambda: next(Count(1)), lambda: iter(Bad()), lambda: [x for x in 5], lambda: 1 in 5, lambda: list(None)]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError iter() returned non-iterator of type 'int'
# expect: TypeError 'type' object is not iterable
# expect: AttributeError 'Count' object has no attribute 'i'
# expect: TypeError iter() returned non-iterator of type 'int'
# expect: TypeError 'int' object is not iterable
# expect: TypeError argument of type 'int' is not iterable
# expect: TypeError 'NoneType' object is not iterable
l = [1, 2, 3]
for v in l:
    if v < 10:
        l.append(v * 10)
print(l)  # expect: [1, 2, 3, 10, 20, 30]
