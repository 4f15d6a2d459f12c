# abc: abstract methods say so; a class that has one left cannot be made.


def abstractmethod(funcobj):
    funcobj.__isabstractmethod__ = True
    return funcobj


def abstractproperty(funcobj):
    return property(abstractmethod(funcobj))


def _abstract_names(cls):
    names = []
    for base in cls.__mro__:
        for name, value in base.__dict__.items():
            now = getattr(cls, name, value)
            if (getattr(now, "__isabstractmethod__", False)
                    and name not in names):
                names.append(name)
    return sorted(names)


class ABC:
    def __new__(cls, *args, **kwargs):
        names = _abstract_names(cls)
        if names:
            plural = "" if len(names) == 1 else "s"
            quoted = ", ".join([f"'{n}'" for n in names])
            raise TypeError("Can't instantiate abstract class "
                            f"{cls.__name__} without an implementation for "
                            f"abstract method{plural} {quoted}")
        return object.__new__(cls)
