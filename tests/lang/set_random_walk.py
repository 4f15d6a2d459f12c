# Long random walks over sets and their operators keep CPython's order.
x = 12345
def rnd(n):
    global x
    x = (x * 1103515245 + 12345) % 2147483648
    return (x >> 8) % n
sets = [set() for _ in range(4)]
seen = 0
for step in range(600):
    op = rnd(14)
    a = sets[rnd(4)]
    b = sets[rnd(4)]
    v = rnd(200) * (1 if rnd(3) else 37)
    if op < 4:
        a.add(v)
    elif op == 4:
        a.discard(v)
    elif op == 5:
        a |= b
    elif op == 6 and rnd(5) == 0:
        a &= b
    elif op == 7:
        a -= set(range(rnd(50)))
    elif op == 8:
        a ^= b if a is not b else {v}
    elif op == 9 and a:
        a.pop()
    elif op == 10:
        sets[rnd(4)] = a | b
    elif op == 11:
        sets[rnd(4)] = a ^ b
    elif op == 12:
        sets[rnd(4)] = (a - b) | {v, v + 1}
    elif op == 13:
        sets[rnd(4)] = (a & b).union(range(v, v + rnd(9)), [v])
    for i, y in enumerate(a):
        seen = (seen * 31 + i * y) % 1000003
    if step % 100 == 99:
        print(step, seen, a)
# expect: 99 785678 {135, 138, 139, 60, 4926, 189, 4921, 4922, 4923, 4924, 4925, 158, 159}
# expect: 199 193077 {192, 259, 196, 13, 80, 23, 24, 26, 7067, 27, 36, 100, 101, 175, 178, 2035, 2036, 182, 119, 185, 6845, 126, 127}
# expect: 299 387107 {143, 177, 55, 56, 57, 58, 59, 1887}
# expect: 399 491249 set()
# expect: 499 11787 {0, 1924, 4, 1925, 7178, 3663, 1554, 1555, 1556, 2849, 108, 190}
# expect: 599 95394 {67, 71, 142, 1554, 2590, 162, 5476, 5477, 5478, 5479, 168, 5480, 5481, 5482, 108, 109, 110, 122}
