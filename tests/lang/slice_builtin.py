s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), "abcdefgh"[s], slice(3), slice(None), slice(1, 2) == slice(1, 2))
class Get:
    def __getitem__(self, k):
        return k
g = Get()
print(g[1], g[1:2], g[::2], g[1, 2], g[1:2, ::3], g[...], g["a"], g[()], g[:, 1])
try:
    slice()
except TypeError as e:
    print(e)
try:
    slice(1).indices(-1)
except ValueError as e:
    print(e)
