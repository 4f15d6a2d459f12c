/* enumerate: all interleavings of a small program, found the simplest way.
 *
 * The oracle of the scenarios' `expect` lines and of the checker to come: no
 * reduction but that a state seen before is not searched again. It stands on
 * the floor vm alone and has a GIL of its own making, so that it can be held
 * against the floor run.
 *
 * A transition is one visible step of one thread with the invisible ones
 * behind it: they could be noticed by nobody. A sleep orders nothing, and a
 * timed wait may time out whenever it still waits. */
#ifndef ENUMERATE_H
#define ENUMERATE_H

#include "apiary/vm.h"

typedef struct enum_global {
    char name[64];
    char repr[192];
} enum_global;

/* What the cheapest schedule to something costs: preemptions << 48
 * | switches << 32 | steps, so that a plain comparison is the order. */
typedef uint64_t enum_cost;
#define ENUM_NO_COST UINT64_MAX

typedef struct enum_outcome {
    const char *end;     /* "finished", "failed", "deadlock", "stuck" */
    int exit;
    ap_str output;       /* each thread's own text, by thread number */
    ap_vec globals;      /* of enum_global: main's that are plain data */
    enum_cost cost;
} enum_outcome;

typedef struct enum_race {
    char name[64];       /* "x", "Class.attr", "x[...]", "func.local" */
    enum_cost cost;
} enum_race;

typedef struct enumeration {
    bool is_complete;    /* false: the limit was reached */
    uint64_t states, transitions;
    bool has_deadlock, has_failure, has_stuck;
    ap_vec outcomes;     /* of enum_outcome, each once */
    ap_vec races;        /* of enum_race, each once */
    /* Of the cheapest schedule to any; ENUM_NO_COST: there is none, or the
     * search is not complete */
    enum_cost race, deadlock, failure, stuck;
} enumeration;

/* Under a policy (AP_GIL_…); gives up after most_states. The caller clears.
 * False: the world could not be made. */
bool enumerate(const ap_image *im, int gil, uint64_t most_states,
               enumeration *out);
void enumeration_clear(enumeration *e);

bool enumeration_has_race(const enumeration *e, const char *name);
/* Value i, as repr() prints it, among the different ones that a global has in
 * the outcomes; NULL past the last. */
const char *enumeration_value(const enumeration *e, const char *name, int i);

#endif
