g = (x * x for x in range(4))
print(next(g), list(g), list(g), sum(x for x in range(3)), max((len(w) for w in ["a", "bbb"]), default=0))
def source():
    print("asked")
    return [1, 2]
g = (x for x in source())
print("made")
print(list(g), type(g).__name__, g.__name__)
n = 1
g = (n for _ in range(2))
n = 5
print(list(g), dict((k, v) for k, v in zip("ab", (1, 2))), tuple(i for i in "xy"), "".join(c for c in "abc"))
try:
    (x for x in 5)
except TypeError as e:
    print(e)
