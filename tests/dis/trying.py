"""try, except, else, finally, raise, with."""


def handlers(x):
    try:
        x()
    except (ValueError, TypeError) as e:
        raise RuntimeError("bad") from e
    except KeyError:
        pass
    except Exception as e:
        print(e)
        raise
    except:
        return None
    else:
        return 1


def always(x):
    try:
        return x()
    finally:
        print("bye")


def loop_out(items):
    for i in items:
        try:
            if i:
                continue
            break
        except ValueError:
            continue
        finally:
            print(i)
    return i


def both(x):
    try:
        try:
            x()
        finally:
            x.close()
    except OSError as e:
        return e
    return x


def withs(lock, name):
    with lock:
        print(1)
    with open(name) as f, lock as l:
        return f.read()


def with_loop(lock, items):
    for i in items:
        with lock:
            if i:
                break
            continue


def with_parens(a, b):
    with (a as x, b as y,):
        pass
    with (a):
        pass


def swallow():
    try:
        1 / 0
    except ZeroDivisionError:
        pass


def finally_returns():
    try:
        return 1
    finally:
        return 2


def in_handler(items):
    for i in items:
        try:
            i()
        except Exception as e:
            if e:
                return e
            continue


assert handlers, "there"
try:
    import missing
except ImportError:
    missing = None
