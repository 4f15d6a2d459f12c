# Sorting many objects by __lt__, and many items by key.
class V:
    calls = 0
    def __init__(self, n, tag):
        self.n = n
        self.tag = tag
    def __lt__(self, o):
        V.calls += 1
        return self.n < o.n
l = [V((i * 7919) % 101, i) for i in range(400)]
l.sort()
print([v.n for v in l] == sorted((i * 7919) % 101 for i in range(400)))
# expect: True
print(all(a.n < b.n or a.tag < b.tag for a, b in zip(l, l[1:])), V.calls < 4000)
# expect: True True
l.sort(reverse=True)
print(all(a.n > b.n or a.tag < b.tag for a, b in zip(l, l[1:])))
# expect: True
print(sorted(range(300), key=lambda x: -x)[:3], min(l, key=lambda v: v.n).n, max(range(300), key=lambda x: x % 7))
# expect: [299, 298, 297] 0 6
