# Which error comes first where an index is huge, and who is told that it
# cannot be repeated.
class Thing:
    pass


class Book(dict):
    pass


HUGE = 10 ** 30


def set_item(w, key):
    w[key] = 1


def del_item(w, key):
    del w[key]


def times(w):
    w *= [1]
    return w


def told(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


for w in ("abc", b"abc", (1, 2), range(3), {1}, frozenset(), {}.keys(), [1],
          {1: 2}, Thing(), 5, None):
    print(type(w).__name__)
    for key in (HUGE, 1, "x"):
        for f in (set_item, del_item):
            if not isinstance(w, (list, dict)) or key == HUGE:
                print("  ", told(f, w, key))
    print("  ", told(times, w))
    print("  ", told(lambda: w * [1]))
    print("  ", told(lambda: [1] * w))
print(told(times, Book()))
for w in ("abc", b"abc", (1, 2), [1], range(3), range(10 ** 40)):
    print(type(w).__name__, told(lambda: w[HUGE]), told(lambda: w[-HUGE]))
