/* drive: runs a program to its end in place, without the floor run: the
 * threads take turns, a sleep costs nothing. For tests of the language and
 * of the library, which must not depend on who is next. */
#ifndef DRIVE_H
#define DRIVE_H

#include "apiary/base.h"

typedef enum ap_drive_end {
    DRIVE_ENDED,     /* status is the program's own */
    DRIVE_REFUSED,   /* err says why: no syntax, not in the subset */
    DRIVE_STUCK,     /* nobody could ever run again */
    DRIVE_TOO_LONG   /* most steps were done */
} ap_drive_end;

typedef struct ap_driven {
    ap_drive_end end;
    ap_str out, err;   /* what the program wrote */
    int status;
    uint64_t steps;
} ap_driven;

typedef struct ap_drive_limits {
    int turn;        /* steps a thread gets before the next one is asked */
    uint64_t most;   /* steps in all */
    size_t memory;   /* of the heap; 0: as in a run */
} ap_drive_limits;

/* `path` is what tracebacks show. The caller clears. */
void drive_text(const char *path, const char *text, size_t len,
                const ap_drive_limits *l, ap_driven *d);
bool drive_file(const char *path, const ap_drive_limits *l, ap_driven *d);
void drive_clear(ap_driven *d);

#endif
