# dataclasses: a class's annotations, in order, as its fields. Annotations are
# texts here, as under `from __future__ import annotations`.
from _signature import bind as _bind


class FrozenInstanceError(AttributeError):
    pass


class _Missing:
    def __repr__(self):
        return "MISSING"


MISSING = _Missing()


# `_: KW_ONLY`: the fields after it are given by name.
class KW_ONLY:
    pass


# `x: InitVar[int]`: an argument of __init__ that __post_init__ gets.
class InitVar:
    def __class_getitem__(cls, kind):
        return cls


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare,
                 metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True,
          hash=None, compare=True, metadata=None, kw_only=False):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare,
                 metadata, kw_only)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False,
              unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    def decorate(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen,
                        kw_only)
    return decorate if cls is None else decorate(cls)


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, kw_only):
    found = {}
    for base in reversed(cls.__mro__[1:]):
        found.update(getattr(base, "__dataclass_fields__", {}))
    for name, kind in cls.__dict__.get("__annotations__", {}).items():
        if _is_form(kind, "ClassVar", "typing"):
            continue
        if _is_form(kind, "KW_ONLY", "dataclasses"):
            kw_only = True
            continue
        found[name] = _field_of(cls, name, kind, kw_only)
    cls.__dataclass_fields__ = found
    everything = list(found.values())
    if init:
        _add_init(cls, [f for f in everything if f.init], everything)
    fields = [f for f in everything if not _is_init_only(f)]
    if repr and "__repr__" not in cls.__dict__:
        _add_repr(cls, [f.name for f in fields if f.repr])
    compared = [f.name for f in fields if f.compare]
    if eq and "__eq__" not in cls.__dict__:
        _add_eq(cls, compared)
    if order:
        _add_order(cls, compared)
    if frozen:
        _add_frozen(cls)
    if unsafe_hash or (eq and frozen):
        _add_hash(cls, [f.name for f in fields
                        if (f.compare if f.hash is None else f.hash)])
    elif eq and "__hash__" not in cls.__dict__:
        cls.__hash__ = None
    return cls


def _is_form(kind, form, module):
    return kind.startswith((form, f"{module}.{form}"))


def _is_init_only(f):
    return _is_form(f.type, "InitVar", "dataclasses")


def _field_of(cls, name, kind, kw_only):
    default = cls.__dict__.get(name, MISSING)
    if isinstance(default, Field):
        f = default
        if f.default is not MISSING:
            setattr(cls, name, f.default)
        else:
            delattr(cls, name)
    else:
        f = field(default=default, kw_only=kw_only)
    if isinstance(f.default, (list, dict, set)):
        raise ValueError(f"mutable default {type(f.default)} for field "
                         f"{name} is not allowed: use default_factory")
    f.name = name
    f.type = kind
    return f


def _add_init(cls, wanted, fields):
    names = [f.name for f in wanted if not f.kw_only]
    names.extend(f.name for f in wanted if f.kw_only)
    positional = len([f for f in wanted if not f.kw_only])
    defaults = {}
    factories = set()
    for f in wanted:
        if f.default_factory is not MISSING:
            defaults[f.name] = f.default_factory
            factories.add(f.name)
        elif f.default is not MISSING:
            defaults[f.name] = f.default
        elif defaults and not f.kw_only:
            raise TypeError(f"non-default argument {f.name!r} follows "
                            "default argument")
    made = [f for f in fields
            if not f.init and f.default_factory is not MISSING]
    passed = [f.name for f in wanted if _is_init_only(f)]
    what = f"{cls.__qualname__}.__init__"

    def __init__(self, /, *args, **kwargs):
        if len(args) > positional:
            _bind(what, names[:positional],
                  {n: defaults[n] for n in names[:positional]
                   if n in defaults}, args, {}, factories)
        values = _bind(what, names, defaults, args, kwargs, factories)
        given = dict(zip(names, values))
        extra = [given.pop(name) for name in passed]
        for name in given:
            object.__setattr__(self, name, given[name])
        for f in made:
            object.__setattr__(self, f.name, f.default_factory())
        if hasattr(self, "__post_init__"):
            self.__post_init__(*extra)

    __init__.__qualname__ = what
    cls.__init__ = __init__


def _add_repr(cls, names):
    def __repr__(self):
        parts = [f"{name}={getattr(self, name)!r}" for name in names]
        return f"{type(self).__qualname__}({', '.join(parts)})"

    cls.__repr__ = __repr__


def _values(obj, names):
    return tuple([getattr(obj, name) for name in names])


def _add_eq(cls, names):
    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _values(self, names) == _values(other, names)

    cls.__eq__ = __eq__


def _add_order(cls, names):
    def __lt__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _values(self, names) < _values(other, names)

    def __le__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _values(self, names) <= _values(other, names)

    def __gt__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _values(self, names) > _values(other, names)

    def __ge__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _values(self, names) >= _values(other, names)

    cls.__lt__ = __lt__
    cls.__le__ = __le__
    cls.__gt__ = __gt__
    cls.__ge__ = __ge__


def _add_hash(cls, names):
    def __hash__(self):
        return hash(_values(self, names))

    cls.__hash__ = __hash__


def _add_frozen(cls):
    def __setattr__(self, name, value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    cls.__setattr__ = __setattr__
    cls.__delattr__ = __delattr__


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, "__dataclass_fields__")


def fields(class_or_instance):
    if not hasattr(class_or_instance, "__dataclass_fields__"):
        raise TypeError("must be called with a dataclass type or instance")
    found = class_or_instance.__dataclass_fields__.values()
    return tuple([f for f in found if not _is_init_only(f)])


def asdict(obj, *, dict_factory=dict):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("asdict() should be called on dataclass instances")
    return dict_factory([(f.name, _plain(getattr(obj, f.name), dict_factory))
                         for f in fields(obj)])


def _plain(value, dict_factory):
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value, dict_factory=dict_factory)
    if isinstance(value, list):
        return [_plain(x, dict_factory) for x in value]
    if isinstance(value, tuple):
        return tuple([_plain(x, dict_factory) for x in value])
    if isinstance(value, dict):
        return {k: _plain(v, dict_factory) for k, v in value.items()}
    return value


def astuple(obj, *, tuple_factory=tuple):
    return tuple_factory([_row(getattr(obj, f.name), tuple_factory)
                          for f in fields(obj)])


def _row(value, tuple_factory):
    if is_dataclass(value) and not isinstance(value, type):
        return astuple(value, tuple_factory=tuple_factory)
    if isinstance(value, list):
        return [_row(x, tuple_factory) for x in value]
    if isinstance(value, tuple):
        return tuple([_row(x, tuple_factory) for x in value])
    if isinstance(value, dict):
        return {k: _row(v, tuple_factory) for k, v in value.items()}
    return value


def replace(obj, /, **changes):
    for f in fields(obj):
        if not f.init and f.name in changes:
            raise ValueError(f"field {f.name} is declared with init=False, "
                             "it cannot be specified with replace()")
        if f.init and f.name not in changes:
            changes[f.name] = getattr(obj, f.name)
    return type(obj)(**changes)
