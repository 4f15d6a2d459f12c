# Sets: membership, operators, methods.
s = {3, 1, 2}
t = {2, 3, 4}
print(s, s | t, s & t, s - t, s ^ t, 2 in s, 9 in s, len(s), s == {1, 2, 3}, s < {1, 2, 3, 4}, s <= s, s > {1}, s.isdisjoint({9}))
# expect: {1, 2, 3} {1, 2, 3, 4} {2, 3} {1} {1, 4} True False 3 True True True True True
print(set(), set("aab") == {"a", "b"}, set([1, 2, 2]), {1, 2} != {2, 1}, frozenset([1, 2]), frozenset(), {1, True, 1.0})
# expect: set() True {1, 2} False frozenset({1, 2}) frozenset() {1}
s.add(5); s.add(1); s.discard(3); s.discard(99); s.remove(2); print(s); s.update([7, 8], {9}); print(s)
# expect: {1, 5}
# expect: {1, 5, 7, 8, 9}
s -= {7}; s |= {0}; s &= {0, 1, 5, 8}; s ^= {1, 100}; print(s, s.copy() == s, s.union([1], (2,)), s.intersection([0, 5]), s.difference([0]))
# expect: {0, 100, 5, 8} True {0, 1, 2, 100, 5, 8} {0, 5} {8, 100, 5}
print(s.symmetric_difference([0, 3]), {1, 2}.issubset([1, 2, 3]), {1, 2}.issuperset([1]), sorted({"b", "a"}), max({1, 5}), sum({1, 2}))
# expect: {8, 3, 100, 5} True True ['a', 'b'] 5 3
f = frozenset([1, 2, 3]); print(f | {4}, {4} | f, f & {1}, hash(f) == hash(frozenset([3, 2, 1])), f == {1, 2, 3}, {f: 1}[frozenset([1, 2, 3])])
# expect: frozenset({1, 2, 3, 4}) {1, 2, 3, 4} frozenset({1}) True True 1
a = {1, 2}; a.clear(); print(a, {1} in [{1}], {frozenset([1])} == {frozenset([1])}, {1} in {frozenset([1])})
# expect: set() True True True
b = {1, 2, 3, 4}; b.intersection_update([1, 2, 9]); b.difference_update([2]); b.symmetric_difference_update([1, 5]); print(b)
# expect: {5}
def try_it(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: KeyError 2
# expect: KeyError 'pop from an empty set'
# expect: TypeError unhashable type: 'list'
# expect: TypeError unsupported operand type(s) for |: 'set' and 'list'
# expect: TypeError '<' not supported between instances of 'set' and 'list'
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'set' object is not subscriptable
# expect: TypeError unsupported operand type(s) for +: 'set' and 'set'
# expect: TypeError unhashable type: 'set'
# expect: TypeError unhashable type: 'list'
# expect: AttributeError 'frozenset' object has no attribute 'add'
# expect: KeyError 'x'
try_it(lambda: {1}.remove(2)); try_it(lambda: set().pop()); try_it(lambda: {[]}); try_it(lambda: {1} | [2]); try_it(lambda: {1} < [2]); try_it(lambda: set(5))
try_it(lambda: {1}[0]); try_it(lambda: {1} + {2}); try_it(lambda: {{1}}); try_it(lambda: {1}.add([])); try_it(lambda: frozenset([1]).add(2)); try_it(lambda: {1}.remove("x"))
