def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get():
        return n
    return inc, get
inc, get = counter()
inc()
inc(5)
print(get())
fs = []
for i in range(3):
    def f():
        return i
    fs.append(f)
print([f() for f in fs])
def deep():
    x = 1
    def a():
        def b():
            nonlocal x
            x += 1
        b()
    a()
    return x
print(deep())
def unbound():
    def f():
        return later
    try:
        f()
    except NameError as e:
        print(e)
    later = 1
    return f()
print(unbound())
def local():
    try:
        print(v)
    except UnboundLocalError as e:
        print(e)
    v = 1
local()
def deleted():
    v = 1
    del v
    try:
        print(v)
    except UnboundLocalError as e:
        print(e)
deleted()
