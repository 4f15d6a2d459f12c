# differs: 3.13
class P:
    __slots__ = ("x", "y")
    def __init__(self):
        self.x = 1
p = P()
p.y = 2
print(p.x, p.y, P.__slots__)  # expect: 1 2 ('x', 'y')
try:
    p.z = 3
except AttributeError as e:
    print(e)  # expect: 'P' object has no attribute 'z'
try:
    p.__dict__
except AttributeError as e:
    print(e)  # expect: 'P' object has no attribute '__dict__'
del p.x
try:
    p.x
except AttributeError as e:
    print(e)  # expect: 'P' object has no attribute 'x'
