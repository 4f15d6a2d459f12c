# A key function that raises leaves the list as it was.
a = [3, 0, 1]
try:
    a.sort(key=lambda x: 1 / x)
except ZeroDivisionError as e:
    print(e, a)  # expect: division by zero [3, 0, 1]
try:
    print(sorted(a, key=lambda x: x.nope))
except AttributeError as e:
    print(e)  # expect: 'int' object has no attribute 'nope'
try:
    max(a, key=lambda x: [][x])
except IndexError as e:
    print(e)  # expect: list index out of range
