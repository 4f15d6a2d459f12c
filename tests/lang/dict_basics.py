# Dicts keep the order of insertion.
d = {"b": 1, "a": 2}
d["c"] = 3; d["b"] = 10
print(d, len(d), d["a"], "a" in d, "z" in d, list(d), d == {"a": 2, "b": 10, "c": 3})
# expect: {'b': 10, 'a': 2, 'c': 3} 3 2 True False ['b', 'a', 'c'] True
del d["b"]; d["b"] = 5
print(d, dict(d), dict(a=1, b=2), dict([("x", 1), ("y", 2)]), dict({"q": 1}, r=2), dict(), {}, {**d, "z": 0})
# expect: {'a': 2, 'c': 3, 'b': 5} {'a': 2, 'c': 3, 'b': 5} {'a': 1, 'b': 2} {'x': 1, 'y': 2} {'q': 1, 'r': 2} {} {} {'a': 2, 'c': 3, 'b': 5, 'z': 0}
print({1: "i", 1.0: "f", True: "t"}, {(1, 2): "t"}[(1, 2)], {None: 0}, {"a": {"b": {"c": 1}}}["a"]["b"]["c"])
# expect: {1: 't'} t {None: 0} 1
big = {i: i * i for i in range(1000)}
print(len(big), big[999], sum(big), 500 in big, 1000 in big, list(big)[:3], list(big.values())[-1])
# expect: 1000 998001 499500 True False [0, 1, 2] 998001
for i in range(0, 1000, 2):
    del big[i]
print(len(big), list(big)[:5], big.get(2), big.get(3))
# expect: 500 [1, 3, 5, 7, 9] None 9
for k, v in {"x": 1, "y": 2}.items():
    print(k, v)
# expect: x 1
# expect: y 2
