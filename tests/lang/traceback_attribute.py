class A:
    pass
def f(obj):
    return obj.x.y.z
a = A()
a.x = A()
f(a)
