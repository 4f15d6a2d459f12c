# traceback: tracebacks as text; the text itself is the vm's.
import sys


def _print(text, file):
    (sys.stderr if file is None else file).write(text)


def _exception(exc, value):
    if value is not None:
        return value
    return exc if isinstance(exc, BaseException) else sys.exception()


def format_exc(limit=None, chain=True):
    e = sys.exception()
    return "NoneType: None\n" if e is None else sys._traceback(e)


def print_exc(limit=None, file=None, chain=True):
    _print(format_exc(), file)


def format_exception(exc, /, value=None, tb=None, limit=None, chain=True):
    text = sys._traceback(_exception(exc, value))
    return text.splitlines(True)


def print_exception(exc, /, value=None, tb=None, limit=None, file=None,
                    chain=True):
    _print("".join(format_exception(exc, value)), file)


def format_exception_only(exc, /, value=None):
    e = _exception(exc, value)
    name = type(e).__qualname__
    if type(e).__module__ not in ("builtins", "__main__"):
        name = f"{type(e).__module__}.{name}"
    text = str(e)
    return [f"{name}: {text}\n" if text else f"{name}\n"]
