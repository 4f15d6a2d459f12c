# enum: members are made when the class is, by __init_subclass__; looping over
# the class is __class_iter__.


class auto:
    pass


class Enum:
    def __init_subclass__(cls, **kwargs):
        cls.__members__ = {}
        cls._by_value_ = []
        for name, value in list(cls.__dict__.items()):
            if name.startswith("_") or callable(value) or isinstance(
                    value, (property, staticmethod, classmethod)):
                continue
            cls._add(name, value)

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


def unique(enumeration):
    aliases = [(name, member.name)
               for name, member in enumeration.__members__.items()
               if name != member.name]
    if aliases:
        text = ", ".join([f"{a} -> {b}" for a, b in aliases])
        raise ValueError(f"duplicate values found in {enumeration!r}: {text}")
    return enumeration
