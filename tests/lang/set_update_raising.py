def three():
    yield 1
    yield 2
    raise ValueError("third")


s = {0}
try:
    s.update(three())
except ValueError as e:
    print(e, s)  # expect: third {0, 1, 2}
d = {}
try:
    d.update((k, k) for k in three())
except ValueError as e:
    print(e, d)  # expect: third {1: 1, 2: 2}
s = {1, 2, 3}
try:
    s.difference_update(three())
except ValueError as e:
    print(e, s)  # expect: third {3}
s = {1, 5}
try:
    s |= {2, []}
except TypeError as e:
    print(e, s)  # expect: unhashable type: 'list' {1, 5}
try:
    s.update([7, []])
except TypeError as e:
    print(e, s)  # expect: unhashable type: 'list' {1, 5, 7}
