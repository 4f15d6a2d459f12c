def kind(e):
    try:
        raise e
    except (KeyError, IndexError) as x:
        return "lookup " + type(x).__name__
    except ArithmeticError:
        return "arith"
    except Exception:
        return "other"
    except BaseException:
        return "base"
print(kind(KeyError()), kind(IndexError()), kind(ZeroDivisionError()), kind(ValueError()), kind(KeyboardInterrupt()), kind(SystemExit()), kind(OverflowError))
try:
    try:
        raise ValueError("v")
    except 5:
        pass
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError("v")
    except (KeyError, "x"):
        pass
except TypeError as e:
    print(e)
for bad in (5, "text", None, int):
    try:
        raise bad
    except TypeError as e:
        print(e)
try:
    raise
except RuntimeError as e:
    print(e)
try:
    e
except NameError as x:
    print(x)
