# warnings: what to do with a warning is the first filter that matches it;
# "default" shows it once a place. Old spellings of threading, which are C, ask
# the same filters and the same memory of what was shown (lib/warnings.c).
import sys

_ACTIONS = ("default", "error", "ignore", "always", "module", "once")
# (action, text that begins the message, category)
filters = []
_recorders = []


class WarningMessage:
    def __init__(self, message, category, filename, lineno):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = self.line = self.source = None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : "
                f"{self.category.__name__!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")


def _action(text, category):
    for action, start, wanted in filters:
        if issubclass(category, wanted) and (
                text.lower().startswith(start.lower())):
            return action
    return "default"


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, not "
                        f"'{type(category).__name__}'")
    path, line, function, module = sys._caller(stacklevel - 1)
    _warn(message, category, path, line)


def warn_explicit(message, category, filename, lineno, module=None,
                  registry=None, module_globals=None, source=None):
    _warn(message, category, filename, lineno)


def _warn(message, category, path, line):
    text = str(message)
    action = _action(text, category)
    if action == "ignore":
        return
    if action == "error":
        raise message if isinstance(message, Warning) else category(message)
    if action != "always" and not _first(f"{line}:{category.__name__}:{text}"):
        return
    if not isinstance(message, Warning):
        message = category(text)
    if _recorders:
        _recorders[-1].append(WarningMessage(message, category, path, line))
    else:
        showwarning(message, category, path, line)


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    source = (_line(filename, lineno) if line is None else line).strip()
    return text + f"  {source}\n" if source else text


def showwarning(message, category, filename, lineno, file=None, line=None):
    out = sys.stderr if file is None else file
    out.write(formatwarning(message, category, filename, lineno, line))


def _add(action, text, category, append):
    if action not in _ACTIONS:
        raise AssertionError(f"invalid action: {action!r}")
    row = (action, text, category)
    if row in filters:
        filters.remove(row)
    if append:
        filters.append(row)
    else:
        filters.insert(0, row)


def simplefilter(action, category=Warning, lineno=0, append=False):
    _add(action, "", category, append)


def filterwarnings(action, message="", category=Warning, module="", lineno=0,
                   append=False):
    _add(action, message, category, append)


def resetwarnings():
    filters.clear()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None,
                 category=Warning, lineno=0, append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno,
                                                    append)

    def __enter__(self):
        self._saved = list(filters)
        if self._filter is not None:
            simplefilter(*self._filter)
        if not self._record:
            return None
        _recorders.append([])
        return _recorders[-1]

    def __exit__(self, *exc_info):
        filters[:] = self._saved
        if self._record:
            _recorders.pop()


# The vm's own words about old spellings; False: it may print them itself.
def _deprecated(text):
    if not filters and not _recorders:
        return False
    path, line, function, module = sys._caller()
    _warn(text, DeprecationWarning, path, line)
    return True
