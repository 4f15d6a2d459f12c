# signal: handlers, called in the main thread. A signal comes from the program
# itself (raise_signal, os.kill) or, SIGINT, from the keyboard.
import os
import sys
import threading
from enum import IntEnum


class Signals(IntEnum):
    SIGHUP = 1
    SIGINT = 2
    SIGQUIT = 3
    SIGILL = 4
    SIGTRAP = 5
    SIGABRT = 6
    SIGBUS = 7
    SIGFPE = 8
    SIGKILL = 9
    SIGUSR1 = 10
    SIGSEGV = 11
    SIGUSR2 = 12
    SIGPIPE = 13
    SIGALRM = 14
    SIGTERM = 15
    SIGCHLD = 17
    SIGCONT = 18
    SIGSTOP = 19
    SIGTSTP = 20


class Handlers(IntEnum):
    SIG_DFL = 0
    SIG_IGN = 1


SIGHUP = Signals.SIGHUP
SIGINT = Signals.SIGINT
SIGQUIT = Signals.SIGQUIT
SIGILL = Signals.SIGILL
SIGTRAP = Signals.SIGTRAP
SIGABRT = Signals.SIGABRT
SIGBUS = Signals.SIGBUS
SIGFPE = Signals.SIGFPE
SIGKILL = Signals.SIGKILL
SIGUSR1 = Signals.SIGUSR1
SIGSEGV = Signals.SIGSEGV
SIGUSR2 = Signals.SIGUSR2
SIGPIPE = Signals.SIGPIPE
SIGALRM = Signals.SIGALRM
SIGTERM = Signals.SIGTERM
SIGCHLD = Signals.SIGCHLD
SIGCONT = Signals.SIGCONT
SIGSTOP = Signals.SIGSTOP
SIGTSTP = Signals.SIGTSTP
SIG_DFL = Handlers.SIG_DFL
SIG_IGN = Handlers.SIG_IGN
NSIG = 65


def default_int_handler(signum, frame):
    raise KeyboardInterrupt


_handlers = {SIGINT: default_int_handler, SIGPIPE: SIG_IGN}
_harmless = (SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP)


def _known(signalnum):
    if not 1 <= signalnum < NSIG:
        raise ValueError("signal number out of range")
    return int(signalnum)


def signal(signalnum, handler):
    if threading.current_thread() is not threading.main_thread():
        raise ValueError("signal only works in main thread of the main "
                         "interpreter")
    if handler not in (SIG_DFL, SIG_IGN) and not callable(handler):
        raise TypeError("signal handler must be signal.SIG_IGN, "
                        "signal.SIG_DFL, or a callable object")
    number = _known(signalnum)
    if number in (SIGKILL, SIGSTOP):
        raise OSError(22, "Invalid argument")
    before = getsignal(number)
    _handlers[number] = Handlers(handler) if handler in (0, 1) else handler
    if number == SIGINT:
        is_usual = handler is default_int_handler
        sys._on_interrupt(None if is_usual else _interrupted)
    return before


def getsignal(signalnum):
    return _handlers.get(_known(signalnum), SIG_DFL)


def raise_signal(signalnum):
    number = _known(signalnum)
    handler = getsignal(number)
    if callable(handler) and handler not in (SIG_DFL, SIG_IGN):
        handler(number, sys._Place())
    elif handler == SIG_DFL and number not in _harmless:
        os._exit(128 + number)


# What a Ctrl-C calls.
def _interrupted():
    raise_signal(SIGINT)


def strsignal(signalnum):
    return _TEXTS.get(_known(signalnum))


def valid_signals():
    return set(Signals)


_TEXTS = {1: "Hangup", 2: "Interrupt", 3: "Quit", 4: "Illegal instruction",
          6: "Aborted", 8: "Floating point exception", 9: "Killed",
          10: "User defined signal 1", 11: "Segmentation fault",
          12: "User defined signal 2", 13: "Broken pipe", 14: "Alarm clock",
          15: "Terminated", 17: "Child exited"}


os._raise_signal = raise_signal
