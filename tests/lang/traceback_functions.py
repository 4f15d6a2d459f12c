def a(x):
    return b(x) + 1
def b(x):
    return c(x, 0) * 2
def c(x, y):
    return x / y
a(1)
