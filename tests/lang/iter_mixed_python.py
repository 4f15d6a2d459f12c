# Builtin iterators over Python ones move by one item each time.
def gen(tag):
    for i in range(3):
        print(tag, i)
        yield i
print(list(zip([1, 2, 3], gen("a"), gen("b"))))
print(list(zip(gen("c"), [1])))
print(list(filter(lambda x: x != 1, map(lambda x: x + 1, gen("d")))))
it = zip(iter([1, 2, 3]), map(lambda x: x * 2, gen("e")))
print(next(it), next(it))
print(any(map(lambda x: x == 1, gen("f"))), all(x < 1 for x in gen("g")))
print(list(enumerate(filter(None, gen("h")), 1)))
print(1 in gen("i"))
# expect: a 0
# expect: b 0
# expect: a 1
# expect: b 1
# expect: a 2
# expect: b 2
# expect: [(1, 0, 0), (2, 1, 1), (3, 2, 2)]
# expect: c 0
# expect: c 1
# expect: [(0, 1)]
# expect: d 0
# expect: d 1
# expect: d 2
# expect: [2, 3]
# expect: e 0
# expect: e 1
# expect: (1, 0) (2, 2)
# expect: f 0
# expect: f 1
# expect: g 0
# expect: g 1
# expect: True False
# expect: h 0
# expect: h 1
# expect: h 2
# expect: [(1, 1), (2, 2)]
# expect: i 0
# expect: i 1
# expect: True
