# Slices as objects.
s = slice(1, 5, 2)
print(s, s.start, s.stop, s.step, slice(3), slice(1, 2), list(range(10))[s], "abcdefg"[slice(None, None, -1)], s == slice(1, 5, 2), s.indices(4), slice(None, -2).indices(10), slice(5, None, -1).indices(3))
# expect: slice(1, 5, 2) 1 5 2 slice(None, 3, None) slice(1, 2, None) [1, 3] gfedcba True (1, 4, 2) (0, 8, 1) (2, -1, -1)
class S:
    def __getitem__(self, key):
        return key
x = S()
print(x[1], x[1:2], x[::3], x[1, 2], x["a":], x[:], x[-1:5:2, 3])
# expect: 1 slice(1, 2, None) slice(None, None, 3) (1, 2) slice('a', None, None) slice(None, None, None) (slice(-1, 5, 2), 3)
for f in [lambda: [1][::0], lambda: [1]["a":], lambda: slice(), lambda: "abc"[1.5:]]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: ValueError slice step cannot be zero
# expect: TypeError slice indices must be integers or None or have an __index__ method
# expect: TypeError slice expected at least 1 argument, got 0
# expect: TypeError slice indices must be integers or None or have an __index__ method
class I:
    def __index__(self):
        return 2
print([1, 2, 3, 4][I()], [1, 2, 3, 4][I():], "abc" * I(), range(I()), hex(I()), [1, 2, 3][:I()])
# expect: 3 [3, 4] abcabc range(0, 2) 0x2 [1, 2]
