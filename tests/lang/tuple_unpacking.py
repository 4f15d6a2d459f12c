a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), c = (1, 2), 3
[a, *b] = "xyz"
print(a, b, c)
*a, b = range(4)
print(a, b)
a, *b, c = 1, 2
print(a, b, c)
for make in ("a, b = 1, 2, 3", "a, b = (1,)", "a, b, *c = [1]", "a, b = 5",
             "a, b = None", "a, = []", "a, b = iter([1, 2, 3])"):
    try:
        if make == "a, b = 1, 2, 3":
            a, b = (1, 2, 3)
        elif make == "a, b = (1,)":
            a, b = (1,)
        elif make == "a, b, *c = [1]":
            a, b, *c = [1]
        elif make == "a, b = 5":
            a, b = 5
        elif make == "a, b = None":
            a, b = None
        elif make == "a, = []":
            a, = []
        else:
            a, b = iter([1, 2, 3])
    except Exception as e:
        print(make, type(e).__name__, e)
