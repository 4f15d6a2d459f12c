# atexit: functions that run when all threads have ended, the last one first.
import sys

_calls = []


def register(func, *args, **kwargs):
    if not _calls:
        sys._at_exit(_run_exitfuncs)
    _calls.append((func, args, kwargs))
    return func


def unregister(func):
    _calls[:] = [call for call in _calls if call[0] != func]


def _run_exitfuncs():
    while _calls:
        func, args, kwargs = _calls.pop()
        try:
            func(*args, **kwargs)
        except BaseException as e:
            sys.stderr.write(f"Exception ignored in atexit callback: "
                             f"{func!r}\n{sys._traceback(e)}")
