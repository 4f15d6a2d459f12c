# Random floats: texts read back, hashes and formats as one checksum.
x = 88172645463325252
def r():
    global x
    x ^= (x << 13) & 0xFFFFFFFFFFFFFFFF
    x ^= x >> 7
    x ^= (x << 17) & 0xFFFFFFFFFFFFFFFF
    return x
check = 0
for i in range(300):
    m = (r() >> 11) + 1
    v = [m * 2.0 ** (r() % 2000 - 1070), m / 2 ** 53, (r() % 100000) / 100, float(r() % 1000), 2.0 ** (r() % 2000 - 1020)][r() % 5]
    if r() % 2:
        v = -v
    n = r() % 15
    assert float(repr(v)) == v
    text = f"{v!r} {v:.{n}e} {v:.{n}g} {v:.{n}f} {v:,} {v:.{n}} {v:%} {hash(v)} {round(v, n)} {v // 7} {v % 7}"
    for c in text:
        check = (check * 131 + ord(c)) % (2 ** 61 - 1)
print(check)  # expect: 1199000942005674912
