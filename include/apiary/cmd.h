/* cmd: the command line, and the scenario file as a whole.
 *
 * A scenario file is a block of `# key: value` comment lines, then a
 * docstring whose first line is the goal and whose rest is the lesson, then
 * code. All of the header is optional: any Python file is a scenario. */
#ifndef APIARY_CMD_H
#define APIARY_CMD_H

#include "apiary/code.h"

/* What an `expect` line claims about every interleaving. */
#define AP_EXPECTS(X)                                                          \
    X(SAFE, "safe", "no race, deadlock, failure or stuck state")               \
    X(RACE, "race", "a race on NAME")                                          \
    X(DEADLOCK, "deadlock", "a state in which nobody can ever run")            \
    X(FAILURE, "failure", "an uncaught exception or a non-zero exit")          \
    X(STUCK, "stuck", "a state from which no end can be reached")              \
    X(OUTCOME, "outcome", "NAME ends with exactly these values")               \
    X(BOUNDED, "bounded", "cannot be searched to the end")

typedef enum ap_expect_kind {
#define X(name, word, words) AP_EXPECT_##name,
    AP_EXPECTS(X)
#undef X
        AP_EXPECT_COUNT
} ap_expect_kind;

typedef struct ap_expect {
    ap_expect_kind kind;
    int gil;           /* AP_GIL_…, -1: the policy of the header's own run */
    uint32_t line;     /* of the file */
    char name[64];     /* RACE, OUTCOME: of what */
    char values[256];  /* OUTCOME: "2|3|4", Python literals */
} ap_expect;

/* The header of a file; every string is "" where the file says nothing, and
 * owned by the header. */
typedef struct ap_header {
    const char *title, *topic, *run, *step, *fix, *bug, *demo;
    const char *goal, *lesson;
    ap_vec expects;    /* ap_expect */
    ap_arena *arena;
} ap_header;

/* Reads the header of a text. False: *e says which line is wrong and why (an
 * expect line that cannot be read, an unknown step); *h is then empty. */
bool ap_header_read(const char *text, size_t len, ap_header *h, ap_error *e);
void ap_header_clear(ap_header *h);
/* Value i of an OUTCOME's values, without blanks around it; false past the
 * last. A | inside quotes or brackets does not separate. */
bool ap_expect_value(const ap_expect *x, int i, char *out, size_t n);

/* ---- the scenarios that come with apiary ----------------------------- */

typedef struct ap_listed {
    const char *path;  /* as it can be opened from here */
    const char *name;  /* "races/lost_update" */
    bool is_twin;      /* the mended twin of the one before it */
    ap_header header;
} ap_listed;

typedef struct ap_catalogue {
    ap_vec items;      /* ap_listed, in teaching order, twins after bugs */
    ap_arena *arena;
} ap_catalogue;

/* All scenarios of the folder beside the program (installed or built).
 * False: no such folder. */
bool ap_catalogue_read(ap_catalogue *c, ap_error *e);
void ap_catalogue_clear(ap_catalogue *c);
/* The path of what a person named: a file as it is, or a scenario by its
 * name with or without topic and ending. False: *e says what was sought. */
bool ap_scenario_find(const char *name, ap_str *path, ap_error *e);
/* The other way: "races/lost_update" for the path of one of ours, for the
 * caller to free; NULL: it is none. */
char *ap_scenario_name(const char *path);

/* ---- the program ------------------------------------------------------- */

/* Exit statuses (a guest's own aside). */
enum {
    AP_EXIT_OK = 0,
    AP_EXIT_FOUND = 1,    /* no such event; a deadlock under exec; check
                             found something */
    AP_EXIT_USAGE = 2,    /* usage, or a file that apiary cannot run */
    AP_EXIT_INCOMPLETE = 3, /* check: nothing found, but not all searched */
    AP_EXIT_FAULT = 70,   /* a fault of apiary's own */
    AP_EXIT_TIMEOUT = 124
};

#endif
