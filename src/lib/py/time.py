# time: struct_time and what makes one; the rest is C.

timezone = 0
altzone = 0
daylight = 0
tzname = ("UTC", "UTC")


class struct_time(tuple):
    tm_year = property(lambda self: self[0])
    tm_mon = property(lambda self: self[1])
    tm_mday = property(lambda self: self[2])
    tm_hour = property(lambda self: self[3])
    tm_min = property(lambda self: self[4])
    tm_sec = property(lambda self: self[5])
    tm_wday = property(lambda self: self[6])
    tm_yday = property(lambda self: self[7])
    tm_isdst = property(lambda self: self[8])

    def __repr__(self):
        names = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min",
                 "tm_sec", "tm_wday", "tm_yday", "tm_isdst")
        parts = [f"{names[i]}={self[i]!r}" for i in range(9)]
        return f"time.struct_time({', '.join(parts)})"


def localtime(seconds=None):
    return struct_time(_parts(seconds, True))


def gmtime(seconds=None):
    return struct_time(_parts(seconds, False))
