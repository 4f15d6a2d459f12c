# _signature: binds arguments to names as a call of a Python function would,
# for methods that are made at run time (namedtuple, dataclass).


# The values for `names` in order; `self` counts as one more in messages.
def bind(what, names, defaults, args, kwargs, factories=()):
    values = dict(zip(names, args))
    if len(args) > len(names):
        raise TypeError(_too_many(what, names, defaults, args))
    for name in kwargs:
        if name not in names:
            raise TypeError(f"{what}() got an unexpected keyword argument "
                            f"'{name}'")
        if name in values:
            raise TypeError(f"{what}() got multiple values for argument "
                            f"'{name}'")
        values[name] = kwargs[name]
    missing = [n for n in names if n not in values and n not in defaults]
    if missing:
        raise TypeError(_missing(what, missing))
    return [values[n] if n in values else _default(defaults[n], n, factories)
            for n in names]


def _default(value, name, factories):
    return value() if name in factories else value


def _too_many(what, names, defaults, args):
    most = len(names) + 1
    least = most - len(defaults)
    takes = f"from {least} to {most}" if defaults else str(most)
    plural = "" if most == 1 and not defaults else "s"
    return (f"{what}() takes {takes} positional argument{plural} but "
            f"{len(args) + 1} were given")


def _missing(what, missing):
    names = [f"'{n}'" for n in missing]
    if len(names) == 1:
        text = names[0]
    elif len(names) == 2:
        text = " and ".join(names)
    else:
        text = ", ".join(names[:-1]) + ", and " + names[-1]
    plural = "" if len(names) == 1 else "s"
    return (f"{what}() missing {len(names)} required positional "
            f"argument{plural}: {text}")
