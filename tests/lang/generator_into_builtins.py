# Generators that run inside builtin functions.
def gen(n):
    for i in range(n):
        yield i * i
print(sum(gen(5)), max(gen(4)), list(gen(3)), tuple(gen(2)), set(gen(3)))
# expect: 30 9 [0, 1, 4] (0, 1) {0, 1, 4}
print(sorted(gen(4), reverse=True), ",".join(str(x) for x in gen(3)))
# expect: [9, 4, 1, 0] 0,1,4
print(dict((x, x + 1) for x in gen(3)), any(x > 3 for x in gen(9)))
# expect: {0: 1, 1: 2, 4: 5} True
print(list(zip(gen(3), gen(2))), list(enumerate(gen(2))), [*gen(3)])
# expect: [(0, 0), (1, 1)] [(0, 0), (1, 1)] [0, 1, 4]
g = gen(3)
print(next(g), list(g), list(g), next(g, "over"))  # expect: 0 [1, 4] [] over
a = [10]
a.extend(gen(3)); a += (x for x in gen(2)); print(a)
# expect: [10, 0, 1, 4, 0, 1]
a[1:2] = gen(2); print(a)  # expect: [10, 0, 1, 1, 4, 0, 1]
print(all(x < 100 for x in gen(5)), min((x for x in []), default=0))
# expect: True 0
