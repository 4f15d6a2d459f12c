print([x * y for x in range(3) for y in range(x)], [x for x in range(10) if x % 2 if x > 3])
print({x: x * x for x in range(3)}, {x % 3 for x in range(9)}, [[j for j in range(i)] for i in range(3)])
print(list(x for x in "ab"), sum(x for x in range(4)), [(a, b) for a, b in zip("ab", "cd")])
x = "outer"
[x for x in range(3)]
print(x, [x for _ in range(2)], [i if i % 2 else -i for i in range(4)])
print([f(2) for f in [lambda n, k=k: n + k for k in range(3)]], [f() for f in [lambda: k for k in range(3)]])
print([*range(2), *"ab"], {*[1, 2]}, (*[], 1), {**{"a": 1}, "b": 2}, [y for x in [[1], [2, 3]] for y in x])
