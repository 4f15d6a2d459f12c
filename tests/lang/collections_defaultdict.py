from collections import defaultdict
d = defaultdict(list)
d["a"].append(1)
print(d, d["b"], d.get("zz"), "zz" in d, len(d), d.default_factory, dict(d))
c = defaultdict(int, x=5)
c["y"] += 1
print(c, defaultdict(lambda: 0).default_factory is None, repr(defaultdict(None, {1: 2})))
try:
    defaultdict(None)["k"]
except KeyError as e:
    print(repr(e))
try:
    defaultdict(5)
except TypeError as e:
    print(e)
print(type(c.copy()).__name__, c == {"x": 5, "y": 1}, c | {"z": 1})
