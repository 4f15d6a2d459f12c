d = {"a": 1}
d.update({"b": 2})
d.update([("c", 3)], d=4)
d.update(e=5)
print(d, d | {"a": 9, "z": 0}, dict(d, a=7), {**d, "a": 8})
d |= {"q": 1}
d |= [("r", 2)]
print(d, dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict(zip("ab", [1, 2])))
for make in (lambda: d | [("a", 1)], lambda: d.update(5), lambda: d.update([5]), lambda: d.update(["abc"]),
             lambda: {**5}, lambda: dict(**{1: 2})):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
