# Comprehensions of all kinds.
print([x * x for x in range(5)], [x for x in range(10) if x % 2], [(x, y) for x in range(2) for y in "ab"])
# expect: [0, 1, 4, 9, 16] [1, 3, 5, 7, 9] [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')]
print({x: x * x for x in range(3)}, {x % 3 for x in range(10)}, list(x + 1 for x in [1, 2]), [[j for j in range(i)] for i in range(3)])
# expect: {0: 0, 1: 1, 2: 4} {0, 1, 2} [2, 3] [[], [0], [0, 1]]
print([c.upper() for c in "abc" if c != "b"], {v: k for k, v in {"a": 1}.items()}, [a + b for a, b in [(1, 2), (3, 4)]])
# expect: ['A', 'C'] {1: 'a'} [3, 7]
x = 5
print([x for x in range(3)], x)  # expect: [0, 1, 2] 5
