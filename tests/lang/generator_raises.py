# An exception in a generator comes out of the builtin that runs it.
def gen():
    yield 1
    yield 2
    raise ValueError("stop here")
for f in [list, sum, tuple, set, sorted, max, ",".join, lambda g: [*g]]:
    try:
        print(f(gen()))
    except Exception as e:
        print(type(e).__name__, e)
# expect: ValueError stop here
# expect: ValueError stop here
# expect: ValueError stop here
# expect: ValueError stop here
# expect: ValueError stop here
# expect: ValueError stop here
# expect: ValueError stop here
# expect: ValueError stop here
try:
    for x in map(lambda v: 10 // (2 - v), gen()):
        print(x)  # expect: 10
except ZeroDivisionError as e:
    print(e)  # expect: integer division or modulo by zero
