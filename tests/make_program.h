/* make_program: small concurrent programs by seed, for tests that hold two
 * ways to the same answer against each other.
 *
 * Two or three threads with a few statements each, out of all that threads
 * can do to one another: plain reads and writes, locks in any order, waits of
 * every kind, asserts, exceptions, loops that wait busily. Some are right, the
 * most are not. They all have finitely many states. */
#ifndef MAKE_PROGRAM_H
#define MAKE_PROGRAM_H

#include "apiary/base.h"

/* The same seed makes the same text, which is added to *out. */
void make_program(uint64_t seed, ap_str *out);

#endif
