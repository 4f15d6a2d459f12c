/* exception: the guest's builtin exceptions, and how C code raises them. */
#ifndef APIARY_EXCEPTION_H
#define APIARY_EXCEPTION_H

#include "apiary/value.h"

/* name, base: every builtin exception class, CPython's tree */
#define AP_EXCEPTIONS(X)                                                       \
    X(BaseException, object) X(SystemExit, BaseException)                      \
    X(KeyboardInterrupt, BaseException) X(GeneratorExit, BaseException)        \
    X(Exception, BaseException) X(StopIteration, Exception)                    \
    X(ArithmeticError, Exception) X(OverflowError, ArithmeticError)            \
    X(ZeroDivisionError, ArithmeticError)                                      \
    X(FloatingPointError, ArithmeticError) X(AssertionError, Exception)        \
    X(AttributeError, Exception) X(BufferError, Exception)                     \
    X(EOFError, Exception) X(ImportError, Exception)                           \
    X(ModuleNotFoundError, ImportError) X(LookupError, Exception)              \
    X(IndexError, LookupError) X(KeyError, LookupError)                        \
    X(MemoryError, Exception) X(NameError, Exception)                          \
    X(UnboundLocalError, NameError) X(OSError, Exception)                      \
    X(BlockingIOError, OSError) X(ChildProcessError, OSError)                  \
    X(ConnectionError, OSError) X(BrokenPipeError, ConnectionError)            \
    X(FileExistsError, OSError) X(FileNotFoundError, OSError)                  \
    X(InterruptedError, OSError) X(IsADirectoryError, OSError)                 \
    X(NotADirectoryError, OSError) X(PermissionError, OSError)                 \
    X(ProcessLookupError, OSError) X(TimeoutError, OSError)                    \
    X(ReferenceError, Exception) X(RuntimeError, Exception)                    \
    X(NotImplementedError, RuntimeError) X(RecursionError, RuntimeError)       \
    X(SyntaxError, Exception) X(SystemError, Exception)                        \
    X(TypeError, Exception) X(ValueError, Exception)                           \
    X(UnicodeError, ValueError) X(Warning, Exception)                          \
    X(DeprecationWarning, Warning) X(RuntimeWarning, Warning)                  \
    X(UserWarning, Warning)
typedef enum ap_exception {
#define X(name, base) AP_X_##name,
    AP_EXCEPTIONS(X)
#undef X
        AP_X_COUNT
} ap_exception;

/* Sets the thread's exception; -> AP_RAISE (or AP_NOROOM). */
ap_ret ap_raise(ap_ctx *c, ap_exception x, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* With this argument; AP_NULL: without any. */
ap_ret ap_raise_arg(ap_ctx *c, ap_exception x, ap_word arg);
/* With an instance or class made by Python code or by lib. */
ap_ret ap_raise_obj(ap_ctx *c, ap_word exception);
bool ap_raised_is(const ap_ctx *c, ap_exception x);
void ap_clear(ap_ctx *c);
ap_word ap_exception_class(const ap_ctx *c, ap_exception x);

#endif
