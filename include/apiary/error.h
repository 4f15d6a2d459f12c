/* The one list of what can be expected to go wrong, and the record that
 * carries it to the caller.
 *
 * A function that can fail in an expected way returns false (or NULL) and
 * fills the ap_error that its caller gave it, always the last parameter.
 * A bug of our own is not an error: AP_ASSERT and ap_bug (base.h) abort. */
#ifndef APIARY_ERROR_H
#define APIARY_ERROR_H

#include <stdbool.h>
#include <stddef.h>

/* name, what it is in words */
#define AP_ERRORS(X)                                                           \
    X(NONE, "no error")                                                        \
    X(USAGE, "the command line is wrong")                                      \
    X(FILE, "a file cannot be read or written")                                \
    X(SYNTAX, "the text is not Python")                                        \
    X(REFUSED, "Python, but outside apiary's subset")                          \
    X(SCHEDULE, "a schedule cannot be followed")                               \
    X(TERMINAL, "the terminal cannot be used")                                 \
    X(LIMIT, "a limit was reached")                                            \
    X(SYSTEM, "the operating system refused")                                  \
    X(NO_EVENT, "the run has no such event")

typedef enum ap_code_of_error {
#define X(name, words) AP_E_##name,
    AP_ERRORS(X)
#undef X
        AP_E_COUNT
} ap_errcode;

/* One error: where (file, line, col; 0 = does not apply, col counts code
 * points from 1) and what, as one line without a newline. */
typedef struct ap_error {
    ap_errcode code;
    char file[256];
    int line, col;
    char msg[320];
} ap_error;

/* Fills *e (may be NULL) and returns false, so that a caller can write
 * `return ap_fail(e, AP_E_FILE, "…")`. */
bool ap_fail(ap_error *e, ap_errcode code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
