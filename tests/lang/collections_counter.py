from collections import Counter
c = Counter("abracadabra")
print(c, c.most_common(2), c["a"], c["zz"], sum(c.values()), c.total(), sorted(c.elements())[:5])
c.update("aab")
c.subtract("a")
print(c["a"], c + Counter(a=1, z=2), c - Counter(a=3), c & Counter(a=2, q=1), c | Counter(a=100), +Counter(a=-1, b=1), -Counter(a=-1))
del c["a"]
c["new"] = 0
print("a" in c, c.pop("b"), list(c), Counter([1, 1, 2]), Counter({"x": 3}), Counter(x=2), Counter(), dict(Counter("ab")), Counter("aab") == Counter("aba"))
print(Counter(a=1) <= Counter(a=2), Counter("ab").most_common(), Counter("bbaac").most_common(1))
