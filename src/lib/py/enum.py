# enum: members are made when the class is, by __init_subclass__. There are no
# metaclasses: what an enumeration does as a class (looping, len, in, repr,
# setting an attribute) are methods __class_X__ that the vm asks.


class auto:
    pass


class Enum:
    def __init_subclass__(cls, **kwargs):
        for base in cls.__mro__[1:]:
            if base.__dict__.get("__members__"):
                raise TypeError(f"{cls!r} cannot extend {base!r}")
        cls.__members__ = {}
        cls._by_value_ = []
        for name, value in list(cls.__dict__.items()):
            if name.startswith("_") or callable(value) or isinstance(
                    value, (property, staticmethod, classmethod)):
                continue
            cls._add(name, value)
        cls._is_made_ = True

    @classmethod
    def _add(cls, name, value):
        if isinstance(value, auto):
            value = cls._generate_next_value_(name, 1, len(cls._by_value_),
                                              [m.value
                                               for m in cls._by_value_])
        for member in cls._by_value_:
            if member.value == value:
                cls.__members__[name] = member
                setattr(cls, name, member)
                return
        member = cls._make(value)
        member._name_ = name
        member._value_ = value
        cls.__members__[name] = member
        cls._by_value_.append(member)
        setattr(cls, name, member)

    @classmethod
    def _make(cls, value):
        return object.__new__(cls)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return max(last_values) + 1 if last_values else start

    def __new__(cls, value):
        for member in cls._by_value_:
            if member.value == value:
                return member
        raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")

    @classmethod
    def __class_repr__(cls):
        kind = "flag" if issubclass(cls, Flag) else "enum"
        return f"<{kind} {cls.__name__!r}>"

    @classmethod
    def __class_len__(cls):
        return len(cls._by_value_)

    @classmethod
    def __class_contains__(cls, x):
        return any(x is m or x == m._value_ for m in cls._by_value_)

    @classmethod
    def __class_setattr__(cls, name):
        if "_is_made_" in cls.__dict__ and name in cls.__members__:
            raise AttributeError(f"cannot reassign member {name!r}")

    def __class_getitem__(cls, name):
        return cls.__members__[name]

    @classmethod
    def __class_iter__(cls):
        return iter(list(cls._by_value_))

    name = property(lambda self: self._name_)
    value = property(lambda self: self._value_)

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __repr__(self):
        return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"

    def __hash__(self):
        return hash(self._name_)


class IntEnum(int, Enum):
    @classmethod
    def _make(cls, value):
        return int.__new__(cls, value)

    def __str__(self):
        return int.__repr__(self)

    __repr__ = Enum.__repr__


class StrEnum(str, Enum):
    @classmethod
    def _make(cls, value):
        return str.__new__(cls, value)

    def __str__(self):
        return str.__str__(self)

    __repr__ = Enum.__repr__

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


# Sets of bits. A set that has no name of its own is made when it is asked for.
class Flag(Enum):
    @classmethod
    def _add(cls, name, value):
        if isinstance(value, auto):
            last = max([m._value_ for m in cls._by_value_], default=0)
            value = 1 << last.bit_length()
        super()._add(name, value)

    def __new__(cls, value):
        for member in cls._by_value_:
            if member._value_ == value:
                return member
        mask = cls._mask()
        if value < 0:
            value &= mask
        elif value & ~mask:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        made = cls._make(value)
        names = [m._name_ for m in cls._by_value_ if m._value_ & value]
        made._name_ = "|".join(names) if names else None
        made._value_ = value
        return made

    @classmethod
    def _mask(cls):
        mask = 0
        for member in cls._by_value_:
            mask |= member._value_
        return mask

    @classmethod
    def __class_iter__(cls):
        return iter([m for m in cls._by_value_ if m._value_.bit_count() == 1])

    def _other(self, other):
        if type(other) is type(self):
            return other._value_
        if isinstance(self, int) and isinstance(other, int):
            return other
        return None

    def __or__(self, other):
        bits = self._other(other)
        if bits is None:
            return NotImplemented
        return type(self)(self._value_ | bits)

    def __and__(self, other):
        bits = self._other(other)
        if bits is None:
            return NotImplemented
        return type(self)(self._value_ & bits)

    def __xor__(self, other):
        bits = self._other(other)
        if bits is None:
            return NotImplemented
        return type(self)(self._value_ ^ bits)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        return type(self)(self._mask() & ~self._value_)

    def __contains__(self, other):
        if type(other) is not type(self):
            raise TypeError("unsupported operand type(s) for 'in': "
                            f"{type(other).__qualname__!r} and "
                            f"{type(self).__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([m for m in type(self) if m._value_ & self._value_])

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return self._value_ != 0

    def __eq__(self, other):
        return self is other or (type(other) is type(self)
                                 and other._value_ == self._value_)

    def __hash__(self):
        return hash(self._value_)

    def __str__(self):
        kind = type(self).__name__
        if self._name_ is None:
            return f"{kind}({self._value_})"
        return f"{kind}.{self._name_}"

    def __repr__(self):
        kind = type(self).__name__
        if self._name_ is None:
            return f"<{kind}: {self._value_}>"
        return f"<{kind}.{self._name_}: {self._value_}>"


class IntFlag(int, Flag):
    @classmethod
    def _make(cls, value):
        return int.__new__(cls, value)

    __or__ = __ror__ = Flag.__or__
    __and__ = __rand__ = Flag.__and__
    __xor__ = __rxor__ = Flag.__xor__
    __invert__ = Flag.__invert__
    __bool__ = Flag.__bool__
    __hash__ = Flag.__hash__
    __repr__ = Flag.__repr__

    def __eq__(self, other):
        return int.__eq__(self, other)

    def __str__(self):
        return int.__repr__(self)


def unique(enumeration):
    aliases = [(name, member.name)
               for name, member in enumeration.__members__.items()
               if name != member.name]
    if aliases:
        text = ", ".join([f"{a} -> {b}" for a, b in aliases])
        raise ValueError(f"duplicate values found in {enumeration!r}: {text}")
    return enumeration
