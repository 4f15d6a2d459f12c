class M:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", self.name)
        return self.name
    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        return self.swallow
with M("a") as a, M("b") as b:
    print(a, b)
with M("c", True):
    raise ValueError("gone")
with (M("d") as d, M("e")):
    pass
def f():
    with M("f"):
        return "ret"
print(f())
for i in range(2):
    with M("g"):
        continue
try:
    with M("h"):
        raise KeyError("k")
except KeyError as e:
    print("out", e)
class NoExit:
    def __enter__(self):
        pass
for bad in (5, NoExit()):
    try:
        with bad:
            pass
    except TypeError as e:
        print(e)
try:
    with M:
        pass
except TypeError as e:
    print(e)
