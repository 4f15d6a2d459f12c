d = {c: i for i, c in enumerate("abcde")}
print(d.pop("b"), d.pop("zz", None), d.popitem(), d)
d["b"] = 9
d["a"] = 0
print(d, list(d), list(reversed(d)), list(d.values()), list(reversed(d.items())))
del d["c"]
d["c"] = 1
print(d, next(iter(d)))
d.clear()
print(d)
try:
    del d["c"]
except KeyError as e:
    print(e, repr(e))
