# datetime: timedelta, date and datetime, without time zones.
import time as _time

MINYEAR = 1
MAXYEAR = 9999
_DAY = 86400 * 1000000


class timedelta:
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

    def __eq__(self, other):
        return isinstance(other, timedelta) and self._us == other._us

    def __lt__(self, other):
        return self._us < other._us

    def __le__(self, other):
        return self._us <= other._us

    def __gt__(self, other):
        return self._us > other._us

    def __ge__(self, other):
        return self._us >= other._us

    def __hash__(self):
        return hash(self._us)

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


class date:
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

    def __eq__(self, other):
        return isinstance(other, date) and self._parts() == other._parts()

    def __lt__(self, other):
        return self._parts() < other._parts()

    def __le__(self, other):
        return self._parts() <= other._parts()

    def __gt__(self, other):
        return self._parts() > other._parts()

    def __ge__(self, other):
        return self._parts() >= other._parts()

    def __hash__(self):
        return hash(self._parts())

    def __add__(self, delta):
        return date.fromordinal(self.toordinal() + delta.days)

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return date.fromordinal(self.toordinal() - other.days)
        return timedelta(self.toordinal() - other.toordinal())


class datetime(date):
    def __init__(self, year, month, day, hour=0, minute=0, second=0,
                 microsecond=0, tzinfo=None):
        date.__init__(self, year, month, day)
        if not 0 <= hour <= 23:
            raise ValueError("hour must be in 0..23")
        if not 0 <= minute <= 59:
            raise ValueError("minute must be in 0..59")
        if not 0 <= second <= 59:
            raise ValueError("second must be in 0..59")
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def utcnow(cls):
        return cls._of(_time.gmtime, _time.time())

    @classmethod
    def fromtimestamp(cls, t):
        return cls._of(_time.localtime, t)

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
        text = (date.isoformat(self)
                + f"{sep}{self.hour:02d}:{self.minute:02d}"
                + f":{self.second:02d}")
        if timespec == "milliseconds":
            return text + f".{self.microsecond // 1000:03d}"
        if self.microsecond and timespec != "seconds":
            text += f".{self.microsecond:06d}"
        return text

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
        return timedelta(microseconds=self._us() - other._us())

    def __eq__(self, other):
        return isinstance(other, datetime) and self._all() == other._all()

    def __lt__(self, other):
        return self._all() < other._all()

    def __le__(self, other):
        return self._all() <= other._all()

    def __gt__(self, other):
        return self._all() > other._all()

    def __ge__(self, other):
        return self._all() >= other._all()

    def __hash__(self):
        return hash(self._all())


_date = date
