from collections import (deque, defaultdict, Counter, OrderedDict, namedtuple,
                         ChainMap)


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d, len(d), d[0], d[-1], 3 in d)
print(d.pop(), d.popleft(), d)
d.rotate(1)
print(d)
d.rotate(-1)
d.extend([7, 8])
d.extendleft([9, 10])
print(d, list(d), d.index(7), d.count(7))
b = deque(range(10), maxlen=3)
print(b, b.maxlen)
b.append(10)
print(b)
b.appendleft(0)
print(b)
b.extend("xy")
print(b, isinstance(b, deque))
attempt(deque().pop)
attempt(deque().popleft)
attempt(deque, [], -1)
print(deque([1]) == deque([1]), deque([1]) == [1], deque([1]) != deque([2]))
d.clear()
print(d, bool(d))

dd = defaultdict(list)
dd["a"].append(1)
dd["a"].append(2)
dd["b"]
print(dd, dict(dd), len(dd))
n = defaultdict(int, x=5)
n["x"] += 1
n["y"] += 1
print(n["x"], n["y"], sorted(n.items()))
attempt(lambda: defaultdict(None)["k"])
attempt(defaultdict, 5)

c = Counter("abracadabra")
print(c, c["z"], c.most_common(2), c.total())
c.update("aaa")
c.subtract({"b": 5})
print(c)
print(Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3) - Counter(a=1))
print(sorted(Counter(a=2, b=1).elements()))
print(Counter(a=3, b=1) & Counter(a=1, b=2), Counter(a=3) | Counter(b=2))

o = OrderedDict([("x", 1), ("y", 2)])
o["z"] = 3
o.move_to_end("x")
print(o, list(o), o.popitem(), o.popitem(last=False), o)
print(OrderedDict(), OrderedDict(a=1) == {"a": 1})

Point = namedtuple("Point", "x y")
p = Point(1, 2)
print(p, p.x, p.y, p[0], len(p), p == (1, 2), Point(y=5, x=4))
x, y = p
print(x, y, p._asdict(), p._replace(y=9), Point._make([7, 8]), p._fields)
Job = namedtuple("Job", ["name", "cost"], defaults=[1])
print(Job("a"), Job("b", 2), Job(name="c", cost=3))
attempt(Point, 1)
attempt(Point)
attempt(Point, 1, 2, 3)
attempt(Point, 1, z=2)
attempt(Point, 1, x=2)
attempt(namedtuple, "T", "a a")

m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], m.get("c", 4))
