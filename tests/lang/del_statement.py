a = [1, 2, 3]
d = {"x": 1, "y": 2}
class O:
    pass
o = O()
o.p = 1
b = 5
del a[0], d["x"], o.p, b
print(a, d, vars(o))
for make in ("b", "o.p", 'd["x"]'):
    try:
        if make == "b":
            del b
        elif make == "o.p":
            del o.p
        else:
            del d["x"]
    except Exception as e:
        print(type(e).__name__, e)
x = y = [1]
del x
print(y)
