# Dicts with many keys, deletions and re-insertions.
d = {}
for i in range(5000):
    d[str(i)] = i
for i in range(0, 5000, 3):
    del d[str(i)]
print(len(d), d["1"], "3" in d, list(d)[:4])
# expect: 3333 1 False ['1', '2', '4', '5']
for i in range(3000):
    d[i] = d.pop(str(i), None)
print(len(d), d[1], d[0], list(d)[-2:])  # expect: 4333 1 None [2998, 2999]
q = {}
for i in range(3000):
    q[i] = i
    if len(q) > 10:
        del q[next(iter(q))]
print(q)
# expect: {2990: 2990, 2991: 2991, 2992: 2992, 2993: 2993, 2994: 2994, 2995: 2995, 2996: 2996, 2997: 2997, 2998: 2998, 2999: 2999}
while q:
    q.popitem()
print(q, len(q))  # expect: {} 0
