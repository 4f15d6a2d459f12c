class A:
    pass


a = A()
try:
    a.nothing
except AttributeError as e:
    print(e.name, e.obj is a)  # expect: nothing True
try:
    nothing
except NameError as e:
    print(e.name)  # expect: nothing
