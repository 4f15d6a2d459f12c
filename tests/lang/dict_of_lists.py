# Grouping with setdefault and get.
groups = {}
for word in ["ant", "bee", "asp", "bug", "ape"]:
    groups.setdefault(word[0], []).append(word)
print(groups, {k: len(v) for k, v in groups.items()})
# expect: {'a': ['ant', 'asp', 'ape'], 'b': ['bee', 'bug']} {'a': 3, 'b': 2}
nested = {}
nested.setdefault("x", {}).setdefault("y", []).append(1)
nested["x"]["z"] = {"deep": (1, 2)}
print(nested, nested["x"]["z"]["deep"][1], nested.get("q", {}).get("r", "none"))
# expect: {'x': {'y': [1], 'z': {'deep': (1, 2)}}} 2 none
merged = {**groups, "a": None}
merged.update(nested, b=0)
print(sorted(merged), list(groups["a"]))
# expect: ['a', 'b', 'x'] ['ant', 'asp', 'ape']
