# Random edits of lists as one checksum.
x = 4242
def rnd(n):
    global x
    x = (x * 1103515245 + 12345) % 2147483648
    return (x >> 8) % n
a = []
check = 0
for i in range(1500):
    op = rnd(12)
    n, m = rnd(30) - 10, rnd(30) - 10
    if op < 3: a.append(rnd(100))
    elif op == 3: a.insert(n, rnd(100))
    elif op == 4 and a: a.pop(n % len(a))
    elif op == 5: a[n:m] = [rnd(9) for _ in range(rnd(4))]
    elif op == 6: del a[n:m:rnd(3) + 1]
    elif op == 7: a.sort(key=lambda v: v % 7, reverse=rnd(2) == 0)
    elif op == 8: a.reverse()
    elif op == 9: a += a[n:m]
    elif op == 10 and a: a.remove(a[n % len(a)])
    elif op == 11: a[::2] = a[::-2] if len(a) % 2 else a[::2]
    if len(a) > 60: del a[30:]
    for v in a:
        check = (check * 131 + v + 7) % (2 ** 61 - 1)
print(check, a)  # expect: 835047135624879914 [29, 66, 59, 23]
