# sys: what is a tuple with names; the rest is C.


class _version_info(tuple):
    major = property(lambda self: self[0])
    minor = property(lambda self: self[1])
    micro = property(lambda self: self[2])
    releaselevel = property(lambda self: self[3])
    serial = property(lambda self: self[4])

    def __repr__(self):
        return (f"sys.version_info(major={self[0]}, minor={self[1]}, "
                f"micro={self[2]}, releaselevel={self[3]!r}, "
                f"serial={self[4]})")


version_info = _version_info((3, 12, 1, "final", 0))


class _float_info:
    max = 1.7976931348623157e+308
    min = 2.2250738585072014e-308
    epsilon = 2.220446049250313e-16
    dig = 15
    mant_dig = 53
    max_exp = 1024
    min_exp = -1021
    max_10_exp = 308
    min_10_exp = -307
    radix = 2
    rounds = 1


float_info = _float_info()


# Standard input, line by line as input() gets it.
class _Input:
    name = "<stdin>"
    encoding = "utf-8"

    def readline(self, size=-1):
        try:
            return input() + "\n"
        except EOFError:
            return ""

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=-1):
        return list(self)

    def read(self, size=-1):
        return "".join(self)

    def isatty(self):
        return False

    def fileno(self):
        return 0


stdin = __stdin__ = _Input()
path = []


def excepthook(exctype, value, traceback, /):
    stderr.write(_traceback(value))


__excepthook__ = excepthook


# The vm calls it when the main thread dies of `exception`, where the program
# has put a hook of its own in place.
def _uncaught(exception):
    try:
        excepthook(type(exception), exception, exception.__traceback__)
    except BaseException as e:
        stderr.write("Error in sys.excepthook:\n" + _traceback(e)
                     + "\nOriginal exception was:\n"
                     + _traceback(exception))


# What a signal's handler gets as its frame.
class _Place:
    def __init__(self):
        path, line, function, module = _caller()
        self.f_lineno = line
        self.f_globals = {"__name__": module, "__file__": path}
