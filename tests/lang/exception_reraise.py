def f():
    try:
        1 / 0
    except ZeroDivisionError:
        print("log")
        raise
try:
    f()
except ZeroDivisionError as e:
    print(e, e.__context__)
def g():
    try:
        f()
    except ZeroDivisionError as e:
        raise e
g()
