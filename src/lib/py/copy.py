# copy: shallow and deep copies of values and plain objects.


class Error(Exception):
    pass


error = Error
_atoms = (int, float, str, bytes, bool, type(None), type, range,
          type(lambda: 0), type(len))


def copy(x):
    if isinstance(x, _atoms):
        return x
    if hasattr(x, "__copy__"):
        return x.__copy__()
    if isinstance(x, (tuple, frozenset)) and type(x) in (tuple, frozenset):
        return x
    if type(x) in (list, dict, set):
        return x.copy()
    if isinstance(x, (list, dict, set)) and hasattr(x, "copy"):
        return x.copy()
    return _reconstruct(x, lambda v: v)


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    if isinstance(x, _atoms):
        return x
    if id(x) in memo:
        return memo[id(x)]
    y = _deep(x, memo)
    memo[id(x)] = y
    return y


def _deep(x, memo):
    if hasattr(x, "__deepcopy__"):
        return x.__deepcopy__(memo)
    kind = type(x)
    if kind is list:
        y = memo[id(x)] = []
        for item in x:
            y.append(deepcopy(item, memo))
        return y
    if kind is dict:
        y = memo[id(x)] = {}
        for key, value in x.items():
            y[deepcopy(key, memo)] = deepcopy(value, memo)
        return y
    if kind is tuple:
        return tuple([deepcopy(item, memo) for item in x])
    if kind is set:
        return {deepcopy(item, memo) for item in x}
    if kind is frozenset:
        return frozenset([deepcopy(item, memo) for item in x])
    if isinstance(x, (list, dict, set)):
        return x.copy()
    return _reconstruct(x, lambda v: deepcopy(v, memo), memo)


def _reconstruct(x, each, memo=None):
    if not hasattr(x, "__dict__"):
        name = f"{type(x).__module__}.{type(x).__qualname__}"
        raise TypeError(f"cannot pickle '{name}' object")
    y = object.__new__(type(x))
    if memo is not None:
        memo[id(x)] = y
    for key, value in x.__dict__.items():
        y.__dict__[key] = each(value)
    return y
