def f(n):
    print("f", n)
    return n
print(f(1) < f(2) < f(3), f(1) > f(2) > f(3))
print(1 < 2 < 3 > 0 != 5, 1 == 1.0 == True, 3 > 2 == 2, (3 > 2) == True, 1 < 3 in [3])
print("a" if f(0) else "b", f(1) and f(0) and f(2), f(0) or f(5) or f(6), not f(0))
print(1 if 0 else 2 if 0 else 3, [] or "e", () and 1)
