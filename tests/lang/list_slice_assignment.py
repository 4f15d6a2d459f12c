# differs: 3.13
a = [0, 1, 2, 3, 4]
a[1:3] = "xyz"
print(a)
a[::2] = [9, 9, 9]
print(a)
a[2:2] = [7]
print(a)
a[10:] = [1, 2]
print(a)
a[:] = a[::-1]
print(a)
try:
    a[::2] = [1]
except ValueError as e:
    print(e)
try:
    a[1:2] = 5
except TypeError as e:
    print(e)
try:
    a[5] = 1
    a[50] = 1
except IndexError as e:
    print(e)
a[1:-1] = []
print(a)
