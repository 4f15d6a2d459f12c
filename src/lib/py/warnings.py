# warnings: warn prints once for each place, unless warnings are ignored.
import sys

_seen = set()
_ignored = []


def _is_ignored(category):
    return any(issubclass(category, c) for c in _ignored)


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    path, line, function = sys._caller()
    if _is_ignored(category) or (path, line, str(message)) in _seen:
        return
    _seen.add((path, line, str(message)))
    sys.stderr.write(f"{path}:{line}: {category.__name__}: {message}\n")


def simplefilter(action, category=Warning, lineno=0, append=False):
    if action == "ignore":
        _ignored.append(category)
    else:
        _ignored.clear()


def filterwarnings(action, message="", category=Warning, module="", lineno=0,
                   append=False):
    simplefilter(action, category)


def resetwarnings():
    _ignored.clear()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None,
                 category=Warning):
        self._saved = None

    def __enter__(self):
        self._saved = list(_ignored)

    def __exit__(self, *exc_info):
        _ignored[:] = self._saved
