class N:
    def __int__(self):
        return 7
    def __float__(self):
        return 1.5
    def __index__(self):
        return 2
    def __complex__(self):
        return 0
    def __bytes__(self):
        return b"n"
    def __trunc__(self):
        return 9
n = N()
print(int(n), float(n), [10, 20, 30][n], range(n), hex(n), "abc"[n], [1, 2, 3][:n], "x" * n, round(2.567, n), chr(65 + n.__index__()))
class BadI:
    def __int__(self):
        return "x"
    def __index__(self):
        return 1.5
    def __float__(self):
        return 1
for make in (lambda: int(BadI()), lambda: [1][BadI()], lambda: float(BadI())):
    try:
        print(make())
    except TypeError as e:
        print(e)
