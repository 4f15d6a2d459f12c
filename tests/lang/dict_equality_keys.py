print({1: 1, 2: 2} == {2: 2, 1: 1}, {1: "a"} == {1.0: "a"}, {True: 1, 1: 2, 1.0: 3}, {0: 1} != {False: 1})
d = {}
d[1] = "int"
d["1"] = "str"
d[(1,)] = "tuple"
d[None] = "none"
d[frozenset()] = "fs"
d[1.5] = "float"
print(d)
try:
    print({} < {})
except TypeError as e:
    print(e)
