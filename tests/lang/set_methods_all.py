s = {1, 2, 3}
s.add(4)
s.discard(9)
s.discard(1)
s.remove(2)
print(s, s | {9}, s & {3}, s - {3}, s ^ {3, 8})
print(s.union([5], (6,)), s.intersection([3, 4], [4]), s.difference([3]), s.symmetric_difference([3, 7]))
print(s <= {3, 4, 5}, s < s, s >= {3}, s > {3}, s.issubset([3, 4]), s.issuperset([3]), s.isdisjoint([9]))
s.intersection_update([3, 4])
s.difference_update([4])
s.symmetric_difference_update([3, 9])
s |= {1}
s &= {1, 2}
s -= {1}
s ^= {5}
print(s, s.pop(), s, s.copy(), set("aa"), frozenset([1]), {1} == frozenset([1]), type(frozenset() | {1}))
for make in (lambda: s.remove(99), lambda: s.pop(), lambda: s | [1], lambda: s.add([]), lambda: hash(s),
             lambda: {1} < [1], lambda: s[0], lambda: frozenset().add(1), lambda: s.add(), lambda: s + s):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
