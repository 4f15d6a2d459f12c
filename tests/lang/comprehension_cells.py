fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
for i in range(2):
    print(i)


class A:
    i = 3
    fs = [lambda: i for i in range(2)]
    print([f() for f in fs], i)


def k():
    return [lambda: i for i in range(2)]


print([f() for f in k()])
