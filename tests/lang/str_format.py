# str.format: numbering, names, attributes, indices, conversions.
class P:
    def __init__(self):
        self.x = 3
        self.d = {"k": [10, 20]}
p = P()
print("{} {}".format(1, 2), "{1} {0}".format(1, 2), "{0}{0}".format("a"), "{a} {b}".format(a=1, b=2))
print("{0.x} {0.d[k][1]} {p.x}".format(p, p=p), "{0[1]} {0[0]}".format([1, 2]), "{d[key]}".format(d={"key": 5}))
print("{!r} {!s} {!a}".format("é", "b", "é"), "{:>5} {:<5}|".format(1, 2), "{:{}}|{:.{p}f}".format(1, 5, 2.345, p=1))
print("{{}} {{{}}}".format(1), "".format(), "{:,} {:.1%}".format(12345, 0.5), "{:{w}.{p}}".format("abc", w=5, p=2))
print("{x} {y}".format_map({"x": 1, "y": 2}), "{:%}".format(0.25), "{:s}".format("a"), "{0:0>3}".format(7))
for s, args in [("{}", ()), ("{1}", (1,)), ("{a}", ()), ("{", ()), ("}", ()), ("{} {0}", (1, 2)), ("{0} {}", (1, 2)),
                ("{0.nope}", (1,)), ("{0[9]}", ([1],)), ("{!x}", (1,)), ("{0[a}", (1,)), ("{0.}", (1,))]:
    try:
        print(s.format(*args))
    except Exception as e:
        print(type(e).__name__, e)
