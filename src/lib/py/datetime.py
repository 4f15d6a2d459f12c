# datetime: timedelta, date, time and datetime; of time zones those with a fixed
# offset.
import time as _time

MINYEAR = 1
MAXYEAR = 9999
_DAY = 86400 * 1000000


# Compared by what _key() is, and only with what _is_like() lets.
class _Ordered:
    def __eq__(self, other):
        return self._is_like(other) and self._key() == other._key()

    def __lt__(self, other):
        if not self._is_like(other):
            return self._unlike(other)
        return self._key() < other._key()

    def __le__(self, other):
        if not self._is_like(other):
            return self._unlike(other)
        return self._key() <= other._key()

    def __gt__(self, other):
        if not self._is_like(other):
            return self._unlike(other)
        return self._key() > other._key()

    def __ge__(self, other):
        if not self._is_like(other):
            return self._unlike(other)
        return self._key() >= other._key()

    def _unlike(self, other):
        return NotImplemented

    def __hash__(self):
        return hash(self._key())


class timedelta(_Ordered):
    # One number: microseconds.
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0,
                 minutes=0, hours=0, weeks=0):
        total = ((weeks * 7 + days) * 86400 + hours * 3600 + minutes * 60
                 + seconds) * 1000000 + milliseconds * 1000 + microseconds
        self._us = round(total)

    days = property(lambda self: self._us // _DAY)
    seconds = property(lambda self: self._us % _DAY // 1000000)
    microseconds = property(lambda self: self._us % 1000000)

    def total_seconds(self):
        return self._us / 1000000

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return timedelta(microseconds=self._us + other._us)

    def __sub__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return timedelta(microseconds=self._us - other._us)

    def __neg__(self):
        return timedelta(microseconds=-self._us)

    def __abs__(self):
        return timedelta(microseconds=abs(self._us))

    def __mul__(self, n):
        return timedelta(microseconds=self._us * n)

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us / other._us
        return timedelta(microseconds=self._us / other)

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us // other._us
        return timedelta(microseconds=self._us // other)

    def _is_like(self, other):
        return isinstance(other, timedelta)

    def _key(self):
        return self._us

    def __bool__(self):
        return self._us != 0

    def __str__(self):
        s = self.seconds
        text = f"{s // 3600}:{s // 60 % 60:02d}:{s % 60:02d}"
        if self.microseconds:
            text += f".{self.microseconds:06d}"
        if self.days:
            plural = "" if abs(self.days) == 1 else "s"
            text = f"{self.days} day{plural}, {text}"
        return text

    def __repr__(self):
        parts = [f"{name}={getattr(self, name)}"
                 for name in ("days", "seconds", "microseconds")
                 if getattr(self, name)]
        return f"datetime.timedelta({', '.join(parts) or '0'})"


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_days(year, month):
    if month == 2:
        return 29 if _is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


# Days before the first of January of a year; year 1 has none.
def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _ordinal(year, month, day):
    n = _days_before_year(year) + day
    for m in range(1, month):
        n += _month_days(year, m)
    return n


def _from_ordinal(n):
    year = n // 366 + 1
    while _days_before_year(year + 1) < n:
        year += 1
    n -= _days_before_year(year)
    month = 1
    while n > _month_days(year, month):
        n -= _month_days(year, month)
        month += 1
    return year, month, n


def _check_date(year, month, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _month_days(year, month):
        raise ValueError("day is out of range for month")


class date(_Ordered):
    def __init__(self, year, month, day):
        _check_date(year, month, day)
        self.year = year
        self.month = month
        self.day = day

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, t):
        parts = _time.localtime(t)
        return cls(parts[0], parts[1], parts[2])

    @classmethod
    def fromordinal(cls, n):
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string):
        parts = date_string.split("-")
        if len(parts) != 3 or not all(x.isdigit() for x in parts):
            raise ValueError(f"Invalid isoformat string: {date_string!r}")
        return cls(*map(int, parts))

    def replace(self, **changes):
        values = {"year": self.year, "month": self.month, "day": self.day}
        values.update(changes)
        return type(self)(**values)

    def toordinal(self):
        return _ordinal(self.year, self.month, self.day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def _parts(self):
        return (self.year, self.month, self.day)

    def timetuple(self):
        yday = self.toordinal() - _days_before_year(self.year)
        return _time.struct_time((self.year, self.month, self.day)
                                 + self._clock()
                                 + (self.weekday(), yday, -1))

    def _clock(self):
        return (0, 0, 0)

    def strftime(self, format):
        return _time.strftime(format, self.timetuple())

    def isoformat(self):
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def __str__(self):
        return self.isoformat()

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __repr__(self):
        parts = ", ".join([str(x) for x in self._parts()])
        return f"datetime.{type(self).__name__}({parts})"

    def _is_like(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def _key(self):
        return self._parts()

    def __add__(self, delta):
        if not isinstance(delta, timedelta):
            return NotImplemented
        return date.fromordinal(self.toordinal() + delta.days)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return date.fromordinal(self.toordinal() - other.days)
        if not isinstance(other, date):
            return NotImplemented
        return timedelta(self.toordinal() - other.toordinal())


def _check_clock(hour, minute, second, microsecond):
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")


def _clock_text(t, timespec):
    text = f"{t.hour:02d}:{t.minute:02d}:{t.second:02d}"
    if timespec == "minutes":
        text = text[:5]
    elif timespec == "milliseconds":
        text += f".{t.microsecond // 1000:03d}"
    elif timespec == "microseconds" or t.microsecond and timespec == "auto":
        text += f".{t.microsecond:06d}"
    return text if t.tzinfo is None else text + _offset_text(t.tzinfo)


def _offset_text(tz):
    minutes = tz.utcoffset(None)._us // 60000000
    sign = "-" if minutes < 0 else "+"
    minutes = abs(minutes)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"


class tzinfo:
    pass


class timezone(tzinfo):
    def __init__(self, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be "
                            "datetime.timedelta, not "
                            f"{type(offset).__name__}")
        self._offset = offset
        self._name = name

    def utcoffset(self, dt):
        return self._offset

    def dst(self, dt):
        return None

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return f"UTC{_offset_text(self)}" if self._offset else "UTC"

    def __eq__(self, other):
        return (isinstance(other, timezone)
                and self._offset == other._offset)

    def __hash__(self):
        return hash(self._offset)

    def __str__(self):
        return self.tzname(None)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        more = "" if self._name is None else f", {self._name!r}"
        return f"datetime.timezone({self._offset!r}{more})"


timezone.utc = timezone(timedelta(0))
UTC = timezone.utc


class time(_Ordered):
    def __init__(self, hour=0, minute=0, second=0, microsecond=0,
                 tzinfo=None):
        _check_clock(hour, minute, second, microsecond)
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo

    def _all(self):
        return (self.hour, self.minute, self.second, self.microsecond)

    def isoformat(self, timespec="auto"):
        return _clock_text(self, timespec)

    __str__ = isoformat

    def strftime(self, format):
        format = format.replace("%f", f"{self.microsecond:06d}")
        return _time.strftime(format, (1900, 1, 1) + self._all()[:3]
                              + (0, 1, -1))

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def replace(self, **changes):
        values = {"hour": self.hour, "minute": self.minute,
                  "second": self.second, "microsecond": self.microsecond,
                  "tzinfo": self.tzinfo}
        values.update(changes)
        return time(**values)

    def _is_like(self, other):
        return isinstance(other, time)

    def _key(self):
        return self._all()

    def __repr__(self):
        parts = list(self._all())
        while len(parts) > 2 and not parts[-1]:
            parts.pop()
        return f"datetime.time({', '.join(map(str, parts))})"


_clock_time = time


class datetime(date):
    def __init__(self, year, month=None, day=None, hour=0, minute=0, second=0,
                 microsecond=0, tzinfo=None):
        for at, name, value in ((2, "month", month), (3, "day", day)):
            if value is None:
                raise TypeError("function missing required argument "
                                f"'{name}' (pos {at})")
        date.__init__(self, year, month, day)
        _check_clock(hour, minute, second, microsecond)
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls._of(_time.gmtime, _time.time())

    @classmethod
    def fromtimestamp(cls, t, tz=None):
        if tz is None:
            return cls._of(_time.localtime, t)
        made = cls._of(_time.gmtime, t) + tz.utcoffset(None)
        made.tzinfo = tz
        return made

    @classmethod
    def strptime(cls, date_string, format):
        return cls(*_time._parsed(date_string, format))

    @classmethod
    def fromisoformat(cls, date_string):
        text = date_string.replace("T", " ")
        formats = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S",
                   "%Y-%m-%d %H:%M:%S.%f")
        for format in formats:
            try:
                return cls.strptime(text, format)
            except ValueError:
                pass
        raise ValueError(f"Invalid isoformat string: {date_string!r}")

    @classmethod
    def combine(cls, date, time):
        return cls(date.year, date.month, date.day, *time._all())

    def replace(self, **changes):
        values = {"year": self.year, "month": self.month, "day": self.day,
                  "hour": self.hour, "minute": self.minute,
                  "second": self.second, "microsecond": self.microsecond,
                  "tzinfo": self.tzinfo}
        values.update(changes)
        return type(self)(**values)

    def time(self):
        return _clock_time(*self._all()[3:])

    def utcoffset(self):
        return None if self.tzinfo is None else self.tzinfo.utcoffset(self)

    @classmethod
    def _of(cls, take_apart, t):
        us = round(t * 1000000)
        parts = take_apart(us // 1000000)
        return cls(*parts[:6], us % 1000000)

    def _parts(self):
        parts = (self.year, self.month, self.day, self.hour, self.minute)
        if self.microsecond:
            return parts + (self.second, self.microsecond)
        return parts + (self.second,) if self.second else parts

    def _all(self):
        return (self.year, self.month, self.day, self.hour, self.minute,
                self.second, self.microsecond)

    def _clock(self):
        return (self.hour, self.minute, self.second)

    def date(self):
        return _date(self.year, self.month, self.day)

    def timestamp(self):
        return _time.mktime(self.timetuple()) + self.microsecond / 1000000

    def strftime(self, format):
        format = format.replace("%f", f"{self.microsecond:06d}")
        return _time.strftime(format, self.timetuple())

    def isoformat(self, sep="T", timespec="auto"):
        return date.isoformat(self) + sep + _clock_text(self, timespec)

    def __str__(self):
        return self.isoformat(" ")

    def _us(self):
        seconds = (self.toordinal() * 86400 + self.hour * 3600
                   + self.minute * 60 + self.second)
        return seconds * 1000000 + self.microsecond

    @classmethod
    def _from_us(cls, us):
        s = us // 1000000
        year, month, day = _from_ordinal(s // 86400)
        return cls(year, month, day, s // 3600 % 24, s // 60 % 60, s % 60,
                   us % 1000000)

    def __add__(self, delta):
        if not isinstance(delta, timedelta):
            return NotImplemented
        return self._from_us(self._us() + delta._us)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._from_us(self._us() - other._us)
        if not isinstance(other, datetime):
            return NotImplemented
        return timedelta(microseconds=self._us() - other._us())

    def _is_like(self, other):
        return isinstance(other, datetime)

    def _unlike(self, other):
        if isinstance(other, date):
            raise TypeError("can't compare datetime.datetime to datetime.date")
        return NotImplemented

    def _key(self):
        return self._all()


_date = date
