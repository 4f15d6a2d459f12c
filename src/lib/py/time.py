# time: struct_time and what makes one; the rest is C.

timezone = 0
altzone = 0
daylight = 0
tzname = ("UTC", "UTC")


class struct_time(tuple):
    def __new__(cls, sequence):
        values = tuple(sequence)
        if len(values) < 9:
            raise TypeError("time.struct_time() takes an at least "
                            f"9-sequence ({len(values)}-sequence given)")
        return tuple.__new__(cls, values[:9])

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


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
         "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july",
           "august", "september", "october", "november", "december")
# Directive: the field that it sets and how many digits it takes at most.
_DIGITS = {"Y": 4, "y": 2, "m": 2, "d": 2, "H": 2, "I": 2, "M": 2, "S": 2,
           "j": 3, "f": 6, "w": 1}
_WHOLE = {"T": "%H:%M:%S", "D": "%m/%d/%y", "F": "%Y-%m-%d", "R": "%H:%M",
          "c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}


def _no_match(text, format):
    return ValueError(f"time data {text!r} does not match format {format!r}")


# The fields that a text gives, by directive.
def _scan(text, format):
    whole, found, at, i = format, {}, 0, 0
    for directive, meaning in _WHOLE.items():
        format = format.replace("%" + directive, meaning)
    while i < len(format):
        c = format[i]
        i += 1
        if c.isspace():
            while at < len(text) and text[at].isspace():
                at += 1
        elif c != "%" or format[i:i + 1] == "%":
            i += c == "%"
            if text[at:at + 1] != c:
                raise _no_match(text, whole)
            at += 1
        else:
            d = format[i:i + 1]
            i += 1
            end, value = _field(text, at, d, whole)
            if end is None:
                raise _no_match(text, whole)
            found[d] = value
            at = end
    if at < len(text):
        raise ValueError(f"unconverted data remains: {text[at:]}")
    return found


def _field(text, at, d, whole):
    if d in _DIGITS:
        end = at
        while end < len(text) and end - at < _DIGITS[d] and (
                text[end].isdigit()):
            end += 1
        if end == at or d == "Y" and end - at < 4:
            return None, None
        if d == "f":
            return end, int(text[at:end].ljust(6, "0"))
        return end, int(text[at:end])
    names = {"a": [x[:3] for x in _DAYS], "A": _DAYS,
             "b": [x[:3] for x in _MONTHS], "B": _MONTHS,
             "p": ("am", "pm")}.get(d)
    if names is None:
        raise ValueError(f"'{d}' is a bad directive in format '{whole}'")
    rest = text[at:].lower()
    for n in range(len(names)):
        if rest.startswith(names[n]):
            return at + len(names[n]), n
    return None, None


# (year, month, day, hour, minute, second, microsecond)
def _parsed(text, format):
    found = _scan(text, format)
    year = found.get("Y", 1900)
    if "y" in found:
        year = found["y"] + (2000 if found["y"] < 69 else 1900)
    month = found.get("m", 1)
    for d in ("b", "B"):
        if d in found:
            month = found[d] + 1
    hour = found.get("H", found.get("I", 0))
    if "p" in found:
        hour = hour % 12 + 12 * found["p"]
    fields = (year, month, found.get("d", 1), hour, found.get("M", 0),
              found.get("S", 0), found.get("f", 0))
    if not (1 <= month <= 12 and 1 <= fields[2] <= 31 and hour <= 23
            and fields[4] <= 59 and fields[5] <= 61):
        raise _no_match(text, format)
    return fields


def strptime(data_string, format="%a %b %d %H:%M:%S %Y"):
    if not isinstance(data_string, str):
        raise TypeError("strptime() argument 0 must be str, not "
                        f"{type(data_string)}")
    fields = _parsed(data_string, format)
    parts = _day_parts(fields[0], fields[1], fields[2])
    return struct_time(fields[:6] + (parts[6], parts[7], -1))


# The date as a struct_time's nine numbers, by the calendar.
def _day_parts(year, month, day):
    y, m = (year - 1, month + 9) if month < 3 else (year, month - 3)
    days = (y * 365 + y // 4 - y // 100 + y // 400 + (153 * m + 2) // 5
            + day - 719469)
    return _parts(days * 86400, False)
