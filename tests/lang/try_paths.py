"""Every way through try, except, else and finally."""


def way(what, log):
    try:
        log.append("try")
        if what == "return":
            return "returned"
        if what == "raise":
            raise ValueError("v")
        if what == "other":
            raise KeyError("k")
    except ValueError as e:
        log.append("except " + str(e))
        return "handled"
    else:
        log.append("else")
    finally:
        log.append("finally")
    return "end"


for what in "none", "return", "raise", "other":
    log = []
    try:
        print(what, way(what, log), log)
    except KeyError as e:
        print(what, "raised", e, log)


def loops(n):
    out = []
    for i in range(n):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append(f"f{i}")
    else:
        out.append("else")
    return out


print(loops(2), loops(5))


def override():
    try:
        return 1
    finally:
        return 2


def swallow():
    for _ in range(1):
        try:
            raise ValueError
        finally:
            break
    return "swallowed"


def nested():
    try:
        try:
            raise ValueError("inner")
        except ValueError as e:
            raise TypeError("outer") from e
        finally:
            print("cleanup")
    except TypeError as e:
        return str(e), repr(e.__cause__), e.__suppress_context__


def context():
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            [][0]
    except IndexError as e:
        return repr(e.__context__), e.__cause__


def again():
    try:
        try:
            raise ValueError("again")
        except ValueError:
            raise
    except Exception as e:
        return type(e).__name__, e.args


def name_gone():
    e = 1
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError:
        return "gone"


print(override(), swallow(), nested(), context(), again(), name_gone())


class Ctx:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value)
        return self.swallow


def withs():
    with Ctx("a") as a, Ctx("b", True) as b:
        print(a, b)
        raise ValueError("in b")
    with Ctx("c"):
        return "from c"


def with_loop():
    for i in range(3):
        with Ctx(i):
            if i == 0:
                continue
            break
    return i


print(withs(), with_loop())
try:
    with Ctx("d"):
        raise KeyError("d")
except KeyError as e:
    print("left with", e)
with (Ctx("p") as p, Ctx("q")):
    pass
try:
    raise
except RuntimeError as e:
    print(e)
for bad in 1, ValueError("x").args, "text":
    try:
        raise bad
    except TypeError as e:
        print(e)
try:
    try:
        raise ValueError
    except 3:
        pass
except TypeError as e:
    print(e)
try:
    assert 0, "message"
except AssertionError as e:
    print(repr(e))


class Own(Exception):
    pass


try:
    raise Own("a", 2) from None
except (KeyError, Own) as e:
    print(repr(e), e.args, e.__cause__, e.__suppress_context__)
try:
    raise Own
except Exception as e:
    print(repr(e))
