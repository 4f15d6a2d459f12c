# Random large ints through all operators, as one checksum.
x = 88172645463325252
def r():
    global x
    x ^= (x << 13) & 0xFFFFFFFFFFFFFFFF
    x ^= x >> 7
    x ^= (x << 17) & 0xFFFFFFFFFFFFFFFF
    return x
def big():
    v = 0
    for _ in range(r() % 6):
        v = v << 64 | r()
    v >>= r() % 64
    return -v if r() % 2 else v
check = 0
for i in range(150):
    a, b, s = big(), big(), r() % 200
    for v in (a + b, a - b, a * b, a & b, a | b, a ^ b, ~a, a << s, a >> s, hash(a), a.bit_length(), int(a < b), round(a, -(s % 25)), a ** (s % 4)):
        check = (check * 1000003 + v) % (2 ** 89 - 1)
    if b:
        check = (check + a // b * 7 + a % b) % (2 ** 89 - 1)
    if b > 0:
        check ^= pow(a, s, b)
    assert int(str(a)) == a and int(hex(a), 16) == a and a == int(f"{a:d}")
    assert b == 0 or divmod(a, b) == (a // b, a % b)
print(check)  # expect: 18665511019655843791117775
