def f():
    try:
        raise KeyError("k")
    except KeyError:
        return "handled"
    finally:
        print("finally")


print(f())
