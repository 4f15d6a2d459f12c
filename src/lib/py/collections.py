# collections: defaultdict, Counter, OrderedDict, namedtuple, ChainMap and what
# a deque (C, one step an operation) leaves to Python.
import sys
from _signature import bind as _bind


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

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = defaultdict(self.default_factory, other)
        made.update(self)
        return made

    __copy__ = copy

    def __repr__(self):
        return f"defaultdict({self.default_factory!r}, {dict(self)!r})"


class OrderedDict(dict):
    def move_to_end(self, key, last=True):
        if key not in self:
            raise KeyError(key)
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

    # The counts that an operation makes of two of them, positive ones only.
    def _combined(self, other, operation):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for key in list(self) + [k for k in other if k not in self]:
            n = operation(self[key], other[key])
            if n > 0:
                result[key] = n
        return result

    def __add__(self, other):
        return self._combined(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self._combined(other, lambda a, b: a - b)

    def __and__(self, other):
        return self._combined(other, min)

    def __or__(self, other):
        return self._combined(other, max)

    def _become(self, other):
        self.clear()
        dict.update(self, other)
        return self

    def __iadd__(self, other):
        for key, n in other.items():
            self[key] += n
        return self._become(+self)

    def __isub__(self, other):
        for key, n in other.items():
            self[key] -= n
        return self._become(+self)

    def __iand__(self, other):
        return self._become(self & other)

    def __ior__(self, other):
        return self._become(self | other)

    def __pos__(self):
        return self + Counter()

    def __neg__(self):
        return Counter() - self

    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)

    def _all_pairs(self, other, holds):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(holds(c[key], d[key]) for c, d in ((self, other),)
                   for key in list(c) + list(d))

    def __eq__(self, other):
        return self._all_pairs(other, lambda a, b: a == b)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    __hash__ = None

    def __le__(self, other):
        return self._all_pairs(other, lambda a, b: a <= b)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        return self._all_pairs(other, lambda a, b: a >= b)

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

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
    _check_fields(names, rename)
    defaults = () if defaults is None else tuple(defaults)
    if len(defaults) > len(names):
        raise TypeError("Got more default values than field names")
    given = dict(zip(names[len(names) - len(defaults):], defaults))

    class T(tuple):
        pass

    T.__name__ = T.__qualname__ = typename
    T.__module__ = sys._caller()[3] if module is None else module
    _name_fields(T, typename, names, given)
    return T


def _renamed(names, i):
    name = names[i]
    bad = (not name.isidentifier() or name.startswith("_")
           or name in _KEYWORDS or name in names[:i])
    return f"_{i}" if bad else name


def _check_fields(names, rename):
    for i in range(len(names)):
        if not names[i].isidentifier():
            raise ValueError("Type names and field names must be valid "
                             f"identifiers: {names[i]!r}")
        if names[i] in _KEYWORDS:
            raise ValueError("Type names and field names cannot be a "
                             f"keyword: {names[i]!r}")
        if names[i].startswith("_") and not rename:
            raise ValueError("Field names cannot start with an underscore: "
                             f"{names[i]!r}")
        if names[i] in names[:i]:
            raise ValueError("Encountered duplicate field name: "
                             f"{names[i]!r}")


_KEYWORDS = frozenset((
    "False", "None", "True", "and", "as", "assert", "async", "await", "break",
    "class", "continue", "def", "del", "elif", "else", "except", "finally",
    "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"))


# Makes a class of tuples one with named fields.
def _name_fields(cls, typename, names, given):
    def __new__(cls, /, *args, **kwargs):
        values = _bind(f"{typename}.__new__", names, given, args, kwargs)
        return tuple.__new__(cls, values)

    parts = {"__new__": staticmethod(__new__), "_make": classmethod(_make),
             "_asdict": _asdict, "_replace": _replace,
             "__repr__": _named_repr, "__match_args__": names,
             "__doc__": f"{typename}({', '.join(names)})",
             "__slots__": ()}
    for name, value in parts.items():
        if cls.__dict__.get(name) is None:
            setattr(cls, name, value)
    cls._fields = names
    cls._field_defaults = given
    for i in range(len(names)):
        setattr(cls, names[i], property(lambda self, i=i: self[i], _no_set,
                                        _no_set))


def _no_set(self, value=None):
    raise AttributeError("can't set attribute")


def _make(cls, iterable):
    values = tuple(iterable)
    if len(values) != len(cls._fields):
        raise TypeError(f"Expected {len(cls._fields)} arguments, got "
                        f"{len(values)}")
    return tuple.__new__(cls, values)


def _asdict(self):
    return dict(zip(self._fields, self))


def _replace(self, /, **kwargs):
    values = [kwargs.pop(n, x) for n, x in zip(self._fields, self)]
    if kwargs:
        raise ValueError(f"Got unexpected field names: {list(kwargs)!r}")
    return self._make(values)


def _named_repr(self):
    parts = [f"{n}={x!r}" for n, x in zip(self._fields, self)]
    return f"{type(self).__name__}({', '.join(parts)})"


# The first of several mappings that has a key answers; writes go to the first.
class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for m in self.maps:
            if key in m:
                return m[key]
        return self.__missing__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def _merged(self):
        d = {}
        for m in reversed(self.maps):
            d.update(dict.fromkeys(m))
        return d

    def __len__(self):
        return len(self._merged())

    def __iter__(self):
        return iter(self._merged())

    def __contains__(self, key):
        return any(key in m for m in self.maps)

    def __bool__(self):
        return any(self.maps)

    def keys(self):
        return self._merged().keys()

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        if key not in self.maps[0]:
            raise KeyError(f"Key not found in the first mapping: {key!r}")
        del self.maps[0][key]

    def pop(self, key, *args):
        if key not in self.maps[0] and not args:
            raise KeyError(f"Key not found in the first mapping: {key!r}")
        return self.maps[0].pop(key, *args)

    def update(self, *args, **kwargs):
        self.maps[0].update(*args, **kwargs)

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def clear(self):
        self.maps[0].clear()

    def copy(self):
        return ChainMap(self.maps[0].copy(), *self.maps[1:])

    def new_child(self, m=None, **kwargs):
        first = {} if m is None else m
        first.update(kwargs)
        return ChainMap(first, *self.maps)

    @property
    def parents(self):
        return ChainMap(*self.maps[1:])

    def __eq__(self, other):
        return dict(self.items()) == dict(other.items())

    __hash__ = None

    def __repr__(self):
        return f"ChainMap({', '.join(map(repr, self.maps))})"
