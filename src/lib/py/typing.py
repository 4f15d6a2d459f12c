# typing: names for annotations. Nothing here checks anything.
from collections import namedtuple as _namedtuple, _name_fields


class _Form:
    def __init__(self, name):
        self._name = name

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        return _Form(f"{self._name}[{', '.join(map(_text, parameters))}]")

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Type {self._name} cannot be instantiated")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return f"typing.{self._name}"


def _text(t):
    if isinstance(t, type):
        return t.__name__
    return "None" if t is None else repr(t)


Any = _Form("Any")
Union = _Form("Union")
Optional = _Form("Optional")
Callable = _Form("Callable")
List = _Form("List")
Dict = _Form("Dict")
Set = _Form("Set")
FrozenSet = _Form("FrozenSet")
Tuple = _Form("Tuple")
Type = _Form("Type")
Deque = _Form("Deque")
DefaultDict = _Form("DefaultDict")
Iterable = _Form("Iterable")
Iterator = _Form("Iterator")
Generator = _Form("Generator")
Sequence = _Form("Sequence")
MutableSequence = _Form("MutableSequence")
Mapping = _Form("Mapping")
MutableMapping = _Form("MutableMapping")
Collection = _Form("Collection")
Hashable = _Form("Hashable")
ContextManager = _Form("ContextManager")
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
ClassVar = _Form("ClassVar")
Final = _Form("Final")
Literal = _Form("Literal")
Annotated = _Form("Annotated")
Text = str
TYPE_CHECKING = False


class Generic:
    def __class_getitem__(cls, parameters):
        return cls


class Protocol:
    def __class_getitem__(cls, parameters):
        return cls


# `class P(NamedTuple):` names the fields of the tuple by its annotations;
# `NamedTuple("P", [("x", int)])` is the same as namedtuple.
class NamedTuple(tuple):
    def __new__(cls, typename, fields=(), /, **kwargs):
        names = [name for name, kind in fields]
        names.extend(kwargs)
        return _namedtuple(typename, names)

    def __init_subclass__(cls, **kwargs):
        if hasattr(cls, "_fields"):
            return
        names = tuple(cls.__dict__.get("__annotations__", {}))
        given = {name: cls.__dict__[name] for name in names
                 if name in cls.__dict__}
        _name_fields(cls, cls.__name__, names, given)


class TypedDict:
    pass


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False,
                 contravariant=False):
        self.__name__ = name

    def __repr__(self):
        return f"~{self.__name__}"


def NewType(name, tp):
    return lambda x: x


def cast(typ, val):
    return val


def overload(func):
    return func


def final(f):
    return f


def no_type_check(f):
    return f
