/* Which modules there are: one row each that has natives; the others are
 * Python alone (src/lib/py). */
#include "lib_i.h"

#include <string.h>

extern const lib_const ap_lib_math_consts[], ap_lib_sys_consts[],
    ap_lib_os_consts[];
extern const char *const ap_lib_sys_others[];

const lib_row ap_lib_rows[] = {
    {&ap_lib_collections, NULL, NULL},
    {&ap_lib_itertools, NULL, NULL},
    {&ap_lib_math, ap_lib_math_consts, NULL},
    {&ap_lib_os, ap_lib_os_consts, NULL},
    {&ap_lib_random, NULL, NULL},
    {&ap_lib_sys, ap_lib_sys_consts, ap_lib_sys_others},
    {&ap_lib_threading, NULL, NULL},
    {&ap_lib_time, NULL, NULL},
    {&ap_lib_warnings, NULL, NULL},
    {NULL, NULL, NULL}};

/* The same, as the vm wants it. */
const struct ap_native_module *const ap_lib_natives[] = {
    &ap_lib_collections, &ap_lib_itertools, &ap_lib_math,
    &ap_lib_os,          &ap_lib_random,    &ap_lib_sys,
    &ap_lib_threading,   &ap_lib_time,      &ap_lib_warnings,
    NULL};

const lib_row *ap_lib_row(const char *module)
{
    for (const lib_row *r = ap_lib_rows; r->native; r++)
        if (strcmp(r->native->name, module) == 0)
            return r;
    return NULL;
}

const struct ap_lib_py *ap_lib_body(const char *module)
{
    for (const struct ap_lib_py *b = ap_lib_py; b->name; b++)
        if (strcmp(b->name, module) == 0)
            return b;
    return NULL;
}

bool ap_lib_knows(const char *module)
{
    return ap_lib_row(module) || ap_lib_body(module);
}

/* The smaller of two names that come after `last`; NULL: no such name. */
static const char *sooner(const char *a, const char *b, const char *last)
{
    if (b[0] == '_' || (last && strcmp(b, last) <= 0))
        return a;
    return !a || strcmp(b, a) < 0 ? b : a;
}

static const char *next_module(const char *last)
{
    const char *best = NULL;
    for (const lib_row *r = ap_lib_rows; r->native; r++)
        best = sooner(best, r->native->name, last);
    for (const struct ap_lib_py *b = ap_lib_py; b->name; b++)
        best = sooner(best, b->name, last);
    return best;
}

const char *ap_lib_module(int i)
{
    const char *name = next_module(NULL);
    while (name && i-- > 0)
        name = next_module(name);
    return name;
}
