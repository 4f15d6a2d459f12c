try:
    raise ValueError("a", 2, None)
except ValueError as e:
    print(e.args, str(e), repr(e))
    a, b, c = e.args
print(a, b, c)
