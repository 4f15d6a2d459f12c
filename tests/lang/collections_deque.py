from collections import deque
d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d, d.pop(), d.popleft(), d, len(d), d[0], d[-1], 2 in d, list(reversed(d)))
d.extend([7, 8])
d.extendleft([9, 10])
d.rotate(2)
print(d)
d.rotate(-1)
d.insert(1, "i")
d.remove(7)
d.reverse()
print(d, d.count(1), d.index(1), d.copy() == d, d.maxlen)
d[0] = "first"
del d[1]
print(d, d + deque([1]), d * 2, bool(deque()), deque("ab") < deque("ac"))
m = deque(range(5), maxlen=3)
m.append(9)
m.appendleft(1)
print(m, m.maxlen, deque(maxlen=0), repr(deque()))
d.clear()
for make in (lambda: d.pop(), lambda: d.popleft(), lambda: m[0:1], lambda: m[9], lambda: m.remove(99), lambda: m.index(99), lambda: hash(m), lambda: deque(5), lambda: deque([], -1), lambda: m.insert(0, 1), lambda: m + [1]):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
try:
    for x in m:
        m.append(x)
except RuntimeError as e:
    print(e)
m.maxlen
try:
    m.maxlen = 5
except AttributeError as e:
    print(e)
