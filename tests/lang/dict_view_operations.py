d, e = {"a": 1, "b": 2}, {"b": 2, "c": 3}
print(sorted(d.keys() & e), sorted(d.keys() | e.keys()), d.keys() - e, sorted(d.keys() ^ e.keys()), d.items() & e.items())
k = d.keys()
d["z"] = 0
print(k, d.values(), d.items(), len(k), "z" in k, ("a", 1) in d.items(), 1 in d.values())
print(d.keys() == {"a", "b", "z"}, {"a"} <= d.keys(), d.keys().isdisjoint("q"), d.keys().mapping)
try:
    k[0]
except TypeError as x:
    print(x)
try:
    d.values() & [1]
except TypeError as x:
    print(x)
