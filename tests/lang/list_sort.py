# Sorting: stable, by key, reversed.
a = [5, 2, 8, 1, 9, 3]
a.sort(); print(a); a.sort(reverse=True); print(a)
# expect: [1, 2, 3, 5, 8, 9]
# expect: [9, 8, 5, 3, 2, 1]
words = ["banana", "kiwi", "apple", "fig", "date"]
print(sorted(words), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: w[-1]))
# expect: ['apple', 'banana', 'date', 'fig', 'kiwi'] ['fig', 'kiwi', 'date', 'apple', 'banana'] ['banana', 'apple', 'kiwi', 'date', 'fig'] ['banana', 'apple', 'date', 'fig', 'kiwi']
pairs = [(1, "b"), (0, "a"), (1, "a"), (0, "b")]
print(sorted(pairs), sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))
# expect: [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')] [(0, 'a'), (0, 'b'), (1, 'b'), (1, 'a')] [(1, 'b'), (1, 'a'), (0, 'a'), (0, 'b')]
print(sorted([3.5, 1, 2.25, True]), sorted("hello"), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}), sorted(range(5), key=lambda x: -x))
# expect: [1, True, 2.25, 3.5] ['e', 'h', 'l', 'l', 'o'] [1, 2, 3] ['a', 'b'] [4, 3, 2, 1, 0]
print(sorted([[2], [1, 5], [1]]), sorted([]), sorted((3, 1), reverse=True), sorted([(1, 2), (1,), ()]))
# expect: [[1], [1, 5], [2]] [] [3, 1] [(), (1,), (1, 2)]
words.sort(key=str.upper); print(words); words.sort(key=None, reverse=False); print(words)
# expect: ['apple', 'banana', 'date', 'fig', 'kiwi']
# expect: ['apple', 'banana', 'date', 'fig', 'kiwi']
n = [(i * 7919) % 101 for i in range(200)]
print(sorted(n) == sorted(n, key=lambda x: x), sorted(n)[:5], sorted(n, reverse=True)[:5])
# expect: True [0, 0, 1, 1, 2] [100, 100, 99, 99, 98]
for f in [lambda: sorted([1, "a"]), lambda: sorted(5), lambda: [1].sort(5), lambda: sorted([1, None]), lambda: sorted([1], key=5)]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError '<' not supported between instances of 'str' and 'int'
# expect: TypeError 'int' object is not iterable
# expect: TypeError sort() takes no positional arguments
# expect: TypeError '<' not supported between instances of 'NoneType' and 'int'
# expect: TypeError 'int' object is not callable
