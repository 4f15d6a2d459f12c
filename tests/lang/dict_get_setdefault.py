d = {"a": 1}
print(d.get("a"), d.get("b"), d.get("b", 2), d.setdefault("a", 5), d.setdefault("c", []), d)
d.setdefault("n")
print(d, "a" in d, 1 in d, len(d))
for make in (lambda: d["zz"], lambda: d[1], lambda: d[("t", 1)], lambda: d[[]], lambda: d.get(),
             lambda: d.get([]), lambda: d.pop("zz"), lambda: {}.popitem(), lambda: d.get(1, 2, 3)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
