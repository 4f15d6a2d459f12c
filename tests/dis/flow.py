"""if, while, for, break, continue, else; conditions of all kinds."""


def conditions(a, b, c):
    if a and b or not c:
        return 1
    elif a is None or b is not None:
        return 2
    elif a < b < c:
        return 3
    else:
        x = a if b else c
    y = a and b and c
    z = a < b <= c != 4
    w = not (a in b)
    return x, y, z, w


def loops(items, n):
    for i, (a, *b) in enumerate(items):
        if i == 3:
            continue
        if a:
            break
    else:
        n = 0
    while n > 0:
        n -= 1
        if n % 7 == 0:
            break
    else:
        print("done")
    while True:
        if n:
            return n
        n += 1


def forever():
    while 1:
        pass


def dead():
    return 1
    print("never")


def nested(m):
    for x in m:
        for y in x:
            if y:
                continue
            break


def chained_if(a):
    if a:
        if a > 1:
            print(1)
    else:
        print(2)


def constants():
    if 0:
        print("no")
    if "yes":
        print("yes")
    while 0:
        print("no")
    assert (1 < 2), "true"
    assert True


def returns(x):
    for i in x:
        return i
    return None


for i in range(3):
    print(i)
if __name__ == "__main__":
    loops([], 1)
