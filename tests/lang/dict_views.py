# Views follow their dict and work like sets.
d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
d["d"] = 4
print(k, len(v), ("d", 4) in i, ("d", 5) in i, "a" in k, 3 in v, list(k), sorted(v), 9 in v)
# expect: dict_keys(['a', 'b', 'c', 'd']) 4 True False True True ['a', 'b', 'c', 'd'] [1, 2, 3, 4] False
print(sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "q"}), k == {"a", "b", "c", "d"}, k >= {"a"})
# expect: ['a'] ['a', 'b', 'c', 'd', 'z'] ['b', 'c', 'd'] ['b', 'c', 'd', 'q'] True True
print(sorted(i & {("a", 1), ("b", 9)}), k == d.keys(), {"x": 1}.keys() < {"x", "y"}, list(map(str, v)), max(v))
# expect: [('a', 1)] True True ['1', '2', '3', '4'] 4
