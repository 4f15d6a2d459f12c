from collections import ChainMap
a, b = {"x": 1}, {"x": 2, "y": 3}
c = ChainMap(a, b)
print(c["x"], c["y"], len(c), sorted(c), "y" in c, c.get("z"), c.maps)
c["z"] = 9
print(a, c.new_child({"x": 0})["x"], dict(c) == {"x": 1, "y": 3, "z": 9}, c.parents)
try:
    c["nope"]
except KeyError as e:
    print(e)
