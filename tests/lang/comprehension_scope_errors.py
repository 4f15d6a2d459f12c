try:
    [undefined_name for _ in range(1)]
except NameError as e:
    print(e)  # expect: name 'undefined_name' is not defined
try:
    [i for i in 5]
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
try:
    [a for a, b in [(1, 2, 3)]]
except ValueError as e:
    print(e)  # expect: too many values to unpack (expected 2)
try:
    print(i)
except NameError as e:
    print(e)  # expect: name 'i' is not defined
def f():
    n = 3
    return [n * k for k in range(n)], {k: [n for _ in range(k)] for k in range(2)}
print(f())  # expect: ([0, 3, 6], {0: [], 1: [3]})
