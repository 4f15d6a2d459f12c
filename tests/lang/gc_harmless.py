import gc
class Node:
    pass
a, b = Node(), Node()
a.o, b.o = b, a
del a, b
print(gc.collect() >= 0, gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled())
