def three():
    yield 1
    yield 2
    raise ValueError("third")


a = [0]
try:
    a.extend(three())
except ValueError as e:
    print(e, a)  # expect: third [0, 1, 2]
b = [0]
try:
    b += three()
except ValueError as e:
    print(e, b)  # expect: third [0, 1, 2]
c = [5]
try:
    c[0:1] = three()
except ValueError as e:
    print(e, c)  # expect: third [5]
try:
    c = list(three())
except ValueError as e:
    print(e, c)  # expect: third [5]
