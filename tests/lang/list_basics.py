# Lists: making, indexing, slicing, comparing.
a = [1, 2, 3, 4, 5]
print(a[0], a[-1], a[1:3], a[:2], a[3:], a[::-1], a[::2], a[-2:], a[10:], len(a))
# expect: 1 5 [2, 3] [1, 2] [4, 5] [5, 4, 3, 2, 1] [1, 3, 5] [4, 5] [] 5
print([1] + [2], [1, 2] * 2, [] == [], [1, 2] < [1, 3], [1] < [1, 0], 3 in a, 9 in a, [[1]] == [[1]])
# expect: [1, 2] [1, 2, 1, 2] True True True True False True
print(list("abc"), list(range(3)), list((1, 2)), list({1: 2}), list(), [[]] * 2, [1, 2] != [1, 2])
# expect: ['a', 'b', 'c'] [0, 1, 2] [1, 2] [1] [] [[], []] False
b = a
b.append(6)
print(a, a is b, a[:] is a, a == b, a.copy() == a)
# expect: [1, 2, 3, 4, 5, 6] True False True True
print([1, 2, 3] > [1, 2], [2] > [1, 9, 9], [] < [0])  # expect: True True True
