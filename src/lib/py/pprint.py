# pprint: values over several lines where one does not hold them.


def pformat(object, indent=1, width=80, depth=None, *, compact=False,
            sort_dicts=True, underscore_numbers=False):
    return _format(object, width, 0, sort_dicts)


def pprint(object, stream=None, indent=1, width=80, depth=None, *,
           compact=False, sort_dicts=True, underscore_numbers=False):
    print(_format(object, width, 0, sort_dicts), file=stream)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def _plain(x, sort_dicts):
    if type(x) is dict:
        rows = x.items()
        if sort_dicts:
            rows = _in_order(rows)
        return "{" + ", ".join([f"{_plain(k, sort_dicts)}: "
                                f"{_plain(v, sort_dicts)}"
                                for k, v in rows]) + "}"
    if type(x) is list:
        return "[" + ", ".join([_plain(v, sort_dicts) for v in x]) + "]"
    if type(x) is tuple and x:
        comma = "," if len(x) == 1 else ""
        return ("(" + ", ".join([_plain(v, sort_dicts) for v in x]) + comma
                + ")")
    if type(x) is set and x:
        return "{" + ", ".join([repr(v) for v in _in_order(x)]) + "}"
    return repr(x)


def _in_order(items):
    try:
        return sorted(items)
    except TypeError:
        return sorted(items, key=lambda x: (str(type(x)), str(x)))


# `at`: the column where it begins; what follows it on its last line is not
# counted.
def _format(x, width, at, sort_dicts):
    text = _plain(x, sort_dicts)
    if at + len(text) <= width or type(x) not in (dict, list, tuple, set):
        return text
    between = ",\n" + " " * (at + 1)
    if type(x) is dict:
        rows = x.items()
        if sort_dicts:
            rows = _in_order(rows)
        parts = []
        for k, v in rows:
            key = _plain(k, sort_dicts) + ": "
            parts.append(key + _format(v, width, at + 1 + len(key),
                                       sort_dicts))
        return "{" + between.join(parts) + "}"
    rows = _in_order(x) if type(x) is set else x
    parts = [_format(v, width, at + 1, sort_dicts) for v in rows]
    start, end = {list: "[]", tuple: "()", set: "{}"}[type(x)]
    return start + between.join(parts) + end
