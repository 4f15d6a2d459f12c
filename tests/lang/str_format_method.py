print("{} {}".format(1, 2), "{1} {0}".format(1, 2), "{a} {b}".format(a=1, b=2))
print("{0[0]} {0[1]}".format([1, 2]), "{x[key]}".format(x={"key": 5}), "{{}}".format())
print("{:>5}|{:<5}|{:^5}|{:*^7}".format("a", "b", "c", "d"))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{:{w}.{p}f}".format(3.14159, w=8, p=2))
class P:
    x = 3
print("{p.x}".format(p=P), "{0.x}{0.x}".format(P()))
for f, args in (("{}", ()), ("{2}", (1,)), ("{a}", ()), ("{", ()), ("}", ()), ("{0} {}", (1, 2)), ("{!x}", (1,)), ("{:d}", ("x",)), ("{0.y}", (P(),))):
    try:
        print(f.format(*args))
    except Exception as e:
        print(type(e).__name__, e)
