def deco(f):
    def wrapper(*a):
        return f(*a)
    return wrapper


@deco
def g(n):
    return n.missing


g(1)
