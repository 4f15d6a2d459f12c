x = 10
x += 5
x -= 3
x *= 2
x //= 5
x **= 3
x %= 7
x <<= 3
x |= 1
x ^= 3
x &= 0xff
x >>= 1
print(x)
x /= 2
print(x)
a = b = [1]
a += [2]
print(b, a is b)
t = u = (1,)
t += (2,)
print(u, t)
s = "a"
s += "b"
s *= 2
print(s)
d = {"n": 1}
d["n"] += 1
class C:
    v = 1
c = C()
c.v += 1
print(d, c.v, C.v)
t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print(e, t)
try:
    n = None
    n += 1
except TypeError as e:
    print(e)
