def f(x):
    try:
        print("try")
        if x == 1:
            raise ValueError
        if x == 2:
            return "try result"
    except ValueError:
        print("except")
        return "except result"
    else:
        print("else")
        return "else result"
    finally:
        print("finally")
        if x == 3:
            return "finally result"
print(f(0), f(1), f(2), f(3))
def loop():
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 2:
                break
            print("body", i)
        finally:
            print("clean", i)
    else:
        print("not reached")
    return "end"
print(loop())
def swallow():
    try:
        raise KeyError
    finally:
        return "swallowed"
print(swallow())
