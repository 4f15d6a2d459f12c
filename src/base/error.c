/* Errors: how expected ones are filled in, how our own bugs end the
 * program. The crash hook puts the terminal back before anything is said. */
#include "apiary/base.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static _Atomic(void (*)(void)) crash_hook;

void ap_on_crash(void (*restore)(void))
{
    atomic_store(&crash_hook, restore);
}

bool ap_fail(ap_error *e, ap_errcode code, const char *fmt, ...)
{
    if (!e)
        return false;
    va_list ap;
    va_start(ap, fmt);
    e->code = code;
    vsnprintf(e->msg, sizeof e->msg, fmt, ap);
    va_end(ap);
    return false;
}

noreturn void ap_bug(const char *file, int line, const char *fmt, ...)
{
    void (*restore)(void) = atomic_exchange(&crash_hook, NULL);
    if (restore)
        restore();
    fprintf(stderr, "apiary: a fault of apiary's own, %s:%d: ", file, line);
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    abort();
}
