a = [1, "two", 3.0, None, True, [4, (5,)], {"six": {7}}, b"8", range(9), ...]
print(a)
a.append(a)
print(a)
d = {}
d["d"] = d
print(d, str(["it's", 'a "q"', "\n"]), [[]], [()], [{}], [set()])
