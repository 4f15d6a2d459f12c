# Augmented assignment on everything.
x = 5; x += 2; x -= 1; x *= 3; x //= 2; x **= 2; x %= 50; x <<= 2; x >>= 1; x |= 1; x &= 0xFF; x ^= 3
print(x)  # expect: 60
f = 1.0; f += 1; f /= 4; f -= 0.25; print(f)  # expect: 0.25
s = "a"; s += "b"; s *= 2; print(s)  # expect: abab
t = (1,); t += (2,); t *= 2; print(t)  # expect: (1, 2, 1, 2)
l = [1]; m = l; l += [2]; l *= 2; print(l, l is m)  # expect: [1, 2, 1, 2] True
d = {"n": 1}; d["n"] += 5; d["m"] = d.get("m", 0) + 1; print(d)
# expect: {'n': 6, 'm': 1}
z = {1}; z |= {2}; z -= {1}; print(z)  # expect: {2}
n = [[0] * 3 for _ in range(2)]; n[1][2] += 7; print(n)
# expect: [[0, 0, 0], [0, 0, 7]]
for f in ["x += 'a'", ]:
    try:
        x += "a"
    except TypeError as e:
        print(e)  # expect: unsupported operand type(s) for +=: 'int' and 'str'
try:
    s -= "a"
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for -=: 'str' and 'str'
try:
    t += [1]
except TypeError as e:
    print(e)  # expect: can only concatenate tuple (not "list") to tuple
try:
    l += 5
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
try:
    x **= "a"
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for **=: 'int' and 'str'
t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print(e, t)
# expect: 'tuple' object does not support item assignment ([1],)
