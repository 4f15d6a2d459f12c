# Lists of lists.
m = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in m] for i in range(3)], [sum(r) for r in m], list(zip(*m)), [x for r in m for x in r])
# expect: [[1, 4], [2, 5], [3, 6]] [6, 15] [(1, 4), (2, 5), (3, 6)] [1, 2, 3, 4, 5, 6]
t = [list(r) for r in zip(*m)]
print(t, [[sum(a * b for a, b in zip(r, c)) for c in zip(*t)] for r in m])
# expect: [[1, 4], [2, 5], [3, 6]] [[14, 32], [32, 77]]
grid = [["."] * 4 for _ in range(2)]
grid[0][1] = "#"
print("\n".join("".join(r) for r in grid))
# expect: .#..
# expect: ....
