print([1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9])
print([1, 2] == (1, 2), [[1], 2] == [[1], 2], [1] != [1.0], [1, "a"] < [2, 1])
try:
    print([1, "a"] < [1, 2])
except TypeError as e:
    print(e)
try:
    print([1] < (1,))
except TypeError as e:
    print(e)
