"""Tracebacks: lines, carets, causes. The last one ends the program."""
import threading


def add(a, b):
    return a + b


def call(f, *args):
    return f(*args)


class Thing:
    def method(self, x):
        return self.missing + x


def show(f):
    t = threading.Thread(target=f, name="shown")
    t.start()
    t.join()


show(lambda: add(1, "a"))
show(lambda: call(add, 1))
show(lambda: Thing().method(1))
show(lambda: [x / 0 for x in [1]])
show(lambda: {"a": {}}["a"]["b"]["c"])
show(lambda: -"s" + 1)
show(lambda: Thing().method(
    1).more)
show(lambda: (1 if Thing() < 3
              else 2))


def statements(n):
    x = [1, 2]
    if n == 0:
        x[5] += 1
    elif n == 1:
        del x[7]
    elif n == 2:
        a, b, c = x
    elif n == 3:
        for i in 5:
            pass
    elif n == 4:
        assert x == [], "not empty"
    elif n == 5:
        with x:
            pass
    elif n == 6:
        raise ValueError("two",
                         2)
    elif n == 8:
        x.y.z = 1
    elif n == 9:
        print(f"{x[9]}")
    elif n == 10:
        return [y
                for y in x
                if y.z]


for n in range(11):
    if n != 7:
        show(lambda: statements(n))


def deep(n):
    if n == 0:
        values = {"a": [1, 2, 3]}
        return values["a"][10] + (1 +
                                  2)
    return deep(n - 1)


def outer():
    try:
        deep(2)
    except IndexError as e:
        raise RuntimeError("outer failed") from e


outer()
