# collections: deque, defaultdict, Counter, OrderedDict, namedtuple.
from _signature import bind as _bind


class deque(list):
    # A list, so that its appends and pops are one step; popleft moves the
    # rest, which is cheap at the lengths that programs here have.
    maxlen = None

    def __new__(cls, iterable=(), maxlen=None):
        if maxlen is not None and cls is deque:
            cls = _bounded
        return list.__new__(cls)

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError("an integer is required")
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
            self.maxlen = maxlen
        for x in iterable:
            self.append(x)

    def appendleft(self, x):
        self.insert(0, x)

    def popleft(self):
        if not self:
            raise IndexError("pop from an empty deque")
        return list.pop(self, 0)

    def pop(self):
        if not self:
            raise IndexError("pop from an empty deque")
        return list.pop(self)

    def extendleft(self, iterable):
        for x in iterable:
            self.appendleft(x)

    def rotate(self, n=1):
        if self:
            n %= len(self)
            self[:] = self[len(self) - n:] + self[:len(self) - n]

    def copy(self):
        return deque(self, self.maxlen)

    def __add__(self, other):
        result = self.copy()
        result.extend(other)
        return result

    def __eq__(self, other):
        return isinstance(other, deque) and list.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        end = "" if self.maxlen is None else f", maxlen={self.maxlen}"
        return f"{type(self).__name__}({list(self)!r}{end})"


def _make_bounded(base):
    class deque(base):
        __qualname__ = "deque"

        def append(self, x):
            if self.maxlen == 0:
                return
            if len(self) >= self.maxlen:
                list.pop(self, 0)
            list.append(self, x)

        def appendleft(self, x):
            if self.maxlen == 0:
                return
            if len(self) >= self.maxlen:
                list.pop(self)
            self.insert(0, x)

        def extend(self, iterable):
            for x in iterable:
                self.append(x)

    return deque


_bounded = _make_bounded(deque)


class defaultdict(dict):
    def __init__(self, default_factory=None, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        dict.__init__(self, *args, **kwargs)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        self[key] = value = self.default_factory()
        return value

    def copy(self):
        return defaultdict(self.default_factory, self)

    def __repr__(self):
        return f"defaultdict({self.default_factory!r}, {dict(self)!r})"


class OrderedDict(dict):
    def move_to_end(self, key, last=True):
        value = self.pop(key)
        if last:
            self[key] = value
            return
        rest = list(self.items())
        self.clear()
        self[key] = value
        self.update(rest)

    def popitem(self, last=True):
        if not self:
            raise KeyError("dictionary is empty")
        key = next(reversed(self)) if last else next(iter(self))
        return key, self.pop(key)

    def copy(self):
        return OrderedDict(self)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return (dict.__eq__(self, other)
                    and list(self) == list(other))
        return dict.__eq__(self, other)

    __hash__ = None

    def __repr__(self):
        return f"OrderedDict({dict(self)!r})" if self else "OrderedDict()"


class Counter(dict):
    def __init__(self, iterable=None, /, **kwargs):
        dict.__init__(self)
        self.update(iterable, **kwargs)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, /, **kwargs):
        if isinstance(iterable, dict):
            for key, n in iterable.items():
                self[key] = self[key] + n
        elif iterable is not None:
            for key in iterable:
                self[key] = self[key] + 1
        if kwargs:
            self.update(kwargs)

    def subtract(self, iterable=None, /, **kwargs):
        if isinstance(iterable, dict):
            for key, n in iterable.items():
                self[key] = self[key] - n
        elif iterable is not None:
            for key in iterable:
                self[key] = self[key] - 1
        if kwargs:
            self.subtract(kwargs)

    def most_common(self, n=None):
        rows = sorted(self.items(), key=lambda item: item[1], reverse=True)
        return rows if n is None else rows[:n]

    def elements(self):
        for key, n in self.items():
            for i in range(n):
                yield key

    def total(self):
        return sum(self.values())

    def copy(self):
        return Counter(self)

    def __add__(self, other):
        result = Counter()
        for key in list(self) + [k for k in other if k not in self]:
            n = self[key] + other[key]
            if n > 0:
                result[key] = n
        return result

    def __sub__(self, other):
        result = Counter()
        for key in list(self) + [k for k in other if k not in self]:
            n = self[key] - other[key]
            if n > 0:
                result[key] = n
        return result

    def __and__(self, other):
        result = Counter()
        for key in self:
            n = min(self[key], other[key])
            if n > 0:
                result[key] = n
        return result

    def __or__(self, other):
        result = Counter()
        for key in list(self) + [k for k in other if k not in self]:
            n = max(self[key], other[key])
            if n > 0:
                result[key] = n
        return result

    def __repr__(self):
        if not self:
            return "Counter()"
        rows = ", ".join(f"{k!r}: {n!r}" for k, n in self.most_common())
        return f"Counter({{{rows}}})"


def namedtuple(typename, field_names, *, rename=False, defaults=None,
               module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = tuple([str(name) for name in field_names])
    if rename:
        names = tuple([_renamed(names, i) for i in range(len(names))])
    _check_fields(names)
    defaults = () if defaults is None else tuple(defaults)
    if len(defaults) > len(names):
        raise TypeError("Got more default values than field names")
    given = dict(zip(names[len(names) - len(defaults):], defaults))
    cls = _make_namedtuple(typename, names, given)
    cls.__name__ = cls.__qualname__ = typename
    cls.__match_args__ = cls._fields = names
    cls._field_defaults = given
    for i in range(len(names)):
        setattr(cls, names[i], property(lambda self, i=i: self[i]))
    return cls


def _renamed(names, i):
    name = names[i]
    bad = (not name.isidentifier() or name.startswith("_")
           or name in names[:i])
    return f"_{i}" if bad else name


def _check_fields(names):
    for i in range(len(names)):
        if not names[i].isidentifier():
            raise ValueError("Type names and field names must be valid "
                             f"identifiers: {names[i]!r}")
        if names[i] in names[:i]:
            raise ValueError("Encountered duplicate field name: "
                             f"{names[i]!r}")


def _make_namedtuple(typename, names, given):
    class T(tuple):
        def __new__(cls, /, *args, **kwargs):
            values = _bind(f"{typename}.__new__", names, given, args, kwargs)
            return tuple.__new__(cls, values)

        @classmethod
        def _make(cls, iterable):
            values = tuple(iterable)
            if len(values) != len(names):
                raise TypeError(f"Expected {len(names)} arguments, got "
                                f"{len(values)}")
            return tuple.__new__(cls, values)

        def _asdict(self):
            return dict(zip(names, self))

        def _replace(self, /, **kwargs):
            values = [kwargs.pop(n, x) for n, x in zip(names, self)]
            if kwargs:
                raise ValueError("Got unexpected field names: "
                                 f"{list(kwargs)!r}")
            return self._make(values)

        def __repr__(self):
            parts = [f"{n}={x!r}" for n, x in zip(names, self)]
            return f"{type(self).__name__}({', '.join(parts)})"

    return T


class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for m in self.maps:
            if key in m:
                return m[key]
        raise KeyError(key)

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __contains__(self, key):
        return any(key in m for m in self.maps)

    def get(self, key, default=None):
        return self[key] if key in self else default
