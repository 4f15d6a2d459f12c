# Random edits of dicts keep their order.
x = 99
def rnd(n):
    global x
    x = (x * 1103515245 + 12345) % 2147483648
    return (x >> 8) % n
d = {}
check = 0
for i in range(3000):
    op = rnd(10)
    k = [rnd(40), str(rnd(40)), (rnd(6), rnd(6)), rnd(40) / 2][rnd(4)]
    if op < 5: d[k] = i
    elif op == 5: d.pop(k, None)
    elif op == 6 and d: d.popitem()
    elif op == 7: d.setdefault(k, -i)
    elif op == 8 and rnd(20) == 0: d = {v: u for u, v in d.items()}
    elif op == 9: d.update([(rnd(40), i), (k, 0)])
    if i % 10 == 0:
        for u, v in d.items():
            for c in f"{u}{v}":
                check = (check * 131 + ord(c)) % (2 ** 61 - 1)
print(check, len(d), list(d)[:8])
# expect: 1029793850225822019 184 [2828, 0, 2772, 2868, 39, 2912, 2745, 29]
