# differs: 3.11
# sum() of floats keeps what additions lose.
print(sum([0.1] * 10), sum([1e16, 1.0, -1e16]), sum([0.1, 0.2, 0.3]))
# expect: 1.0 1.0 0.6
print(sum([1, 2.5, 3]), sum([], 10), sum([1, 2, 3], 0.5), sum(range(101)))
# expect: 6.5 10 6.5 5050
print(sum([[1], [2]], []), sum((1, True)))  # expect: [1, 2] 2
try:
    sum(["a"])
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for +: 'int' and 'str'
try:
    sum(["a"], "")
except TypeError as e:
    print(e)  # expect: sum() can't sum strings [use ''.join(seq) instead]
try:
    sum(5)
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
