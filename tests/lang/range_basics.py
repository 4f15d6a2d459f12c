# Ranges.
r = range(2, 20, 3)
print(r, list(r), len(r), r[1], r[-1], r[1:3], r[::-1], 5 in r, 6 in r, r.index(8), r.count(8), r.start, r.stop, r.step)
# expect: range(2, 20, 3) [2, 5, 8, 11, 14, 17] 6 5 17 range(5, 11, 3) range(17, -1, -3) True False 2 1 2 20 3
print(list(range(5)), list(range(5, 0, -2)), list(range(0)), list(range(3, 1)), range(5), range(1, 5), range(5) == range(0, 5), range(0) == range(5, 5))
# expect: [0, 1, 2, 3, 4] [5, 3, 1] [] [] range(0, 5) range(1, 5) True True
print(range(0, 3, 2) == range(0, 4, 2), hash(range(5)) == hash(range(0, 5)), bool(range(0)), list(reversed(range(4))), sum(range(10)), max(range(3)), "a" in range(3), 2.0 in range(3))
# expect: True True False [3, 2, 1, 0] 45 2 False True
print(range(10 ** 20, 10 ** 20 + 3)[1], len(range(-5, 5)), list(range(10 ** 20, 10 ** 20 + 2)), list(range(True)), range(10)[2:8:3], list(range(-3, -10, -3)))
# expect: 100000000000000000001 10 [100000000000000000000, 100000000000000000001] [0] range(2, 8, 3) [-3, -6, -9]
for f in [lambda: range(1.5), lambda: range(), lambda: range(1, 2, 0), lambda: range("a"), lambda: range(3)[5], lambda: range(1, 2, 3, 4), lambda: range(3).index(9), lambda: range(3)["a"], lambda: range(3) + [1], lambda: range(3) < range(4)]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: TypeError range expected at least 1 argument, got 0
# expect: ValueError range() arg 3 must not be zero
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: IndexError range object index out of range
# expect: TypeError range expected at most 3 arguments, got 4
# expect: ValueError 9 is not in range
# expect: TypeError range indices must be integers or slices, not str
# expect: TypeError unsupported operand type(s) for +: 'range' and 'list'
# expect: TypeError '<' not supported between instances of 'range' and 'range'
