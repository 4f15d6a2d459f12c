# differs: 3.13
# Assigning to and deleting items and slices.
a = list(range(8))
a[0] = "a"; a[-1] = "z"; print(a)  # expect: ['a', 1, 2, 3, 4, 5, 6, 'z']
a[1:3] = ["x"]; print(a); a[1:1] = [7, 8, 9]; print(a); a[:] = [1, 2, 3, 4, 5, 6]; print(a)
# expect: ['a', 'x', 3, 4, 5, 6, 'z']
# expect: ['a', 7, 8, 9, 'x', 3, 4, 5, 6, 'z']
# expect: [1, 2, 3, 4, 5, 6]
a[::2] = ["A", "B", "C"]; print(a); a[5:] = []; print(a); a[2:0] = ["in"]; print(a)
# expect: ['A', 2, 'B', 4, 'C', 6]
# expect: ['A', 2, 'B', 4, 'C']
# expect: ['A', 2, 'in', 'B', 4, 'C']
del a[0]; del a[-1]; print(a); del a[1:3]; print(a)
# expect: [2, 'in', 'B', 4]
# expect: [2, 4]
b = list(range(10)); del b[::3]; print(b); del b[::-2]; print(b); b[1:2] = "hey"; print(b)
# expect: [1, 2, 4, 5, 7, 8]
# expect: [1, 4, 7]
# expect: [1, 'h', 'e', 'y', 7]
b[:0] = (i * i for i in range(3)); print(b); b[len(b):] = [99]; print(b)
# expect: [0, 1, 4, 1, 'h', 'e', 'y', 7]
# expect: [0, 1, 4, 1, 'h', 'e', 'y', 7, 99]
c = [1, 2, 3]; c[1:2] = c; print(c)  # expect: [1, 1, 2, 3, 3]
def try_it(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
# expect: IndexError list assignment index out of range
# expect: IndexError list assignment index out of range
# expect: ValueError attempt to assign sequence of size 1 to extended slice of size 5
# expect: TypeError can only assign an iterable
# expect: TypeError list indices must be integers or slices, not str
# expect: TypeError 'tuple' object does not support item assignment
# expect: TypeError 'tuple' object doesn't support item deletion
# expect: TypeError list indices must be integers or slices, not float
def f1(): a[100] = 1
def f2(): del a[100]
def f3(): b[::2] = [1]
def f4(): a[0:1] = 5
def f5(): a["x"] = 1
def f6(): (1, 2)[0] = 1
def f7(): del (1, 2)[0]
def f8(): 5[0] = 1
def f9(): a[1.5]
for f in [f1, f2, f3, f4, f5, f6, f7, f9]:
    try_it(f)
