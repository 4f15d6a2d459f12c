def first():
    return {}["missing"]
def second():
    try:
        first()
    except KeyError as e:
        raise ValueError("in second") from e
def third():
    try:
        second()
    except ValueError:
        raise RuntimeError("in third")
third()
