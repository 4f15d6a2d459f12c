# Chained comparisons and identity.
x = 5
print(1 < x < 10, 1 < x > 3, 1 == 1.0 == True, 1 < 2 > 1 != 3, not 1 < 0, x in [5] == True, "a" < "b" < "c")
# expect: True True True True True False True
def f(n):
    print("f", n)
# expect: f 1
# expect: f 3
# expect: f 2
    return n
print(f(1) < f(3) < f(2) < f(9))  # expect: False
print(None is None, [] is not [], 3 is not None)  # expect: True True True
