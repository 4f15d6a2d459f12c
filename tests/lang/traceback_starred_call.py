def f(*a, **k):
    return a[len(a)]


f(*[1, 2], **{"k": 3})
