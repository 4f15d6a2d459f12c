def f(n):
    if n > 0:
        return "positive"
    elif n == 0:
        raise ValueError("zero")
    else:
        return -n


print(f(1), f(-1))
f(0)
