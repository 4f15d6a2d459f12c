/* The inside of check: what its searches share, beside walks (walk_i.h).
 *
 *     findings   what was found, each once, with its best schedule
 *                (findings.c), in words that live as long as the search
 *     phase      one search after another, in the order of a table (check.c) */
#ifndef AP_CHECK_I_H
#define AP_CHECK_I_H

#include "walk_i.h"

/* ---- table.c -------------------------------------------------------- */

typedef struct ap_table {
    ap_vec hashes;         /* ap_hash, by number */
    uint64_t *slots;       /* a number and some of its hash, 0: free */
    size_t room;           /* a power of two */
} ap_table;

void ap_table_init(ap_table *t);
void ap_table_clear(ap_table *t);
/* The number of a state, counted from 0 in order of discovery. */
uint32_t ap_table_add(ap_table *t, ap_hash h, bool *is_new);
size_t ap_table_bytes(const ap_table *t);

/* ---- names.c -------------------------------------------------------- */

/* "counter", "Account.n", "d[...]", "f.x": where the access is. */
void ap_race_name(const ap_world *w, const ap_event *ev, const ap_access *a,
                  char *out, size_t n);
/* Do two accesses of two threads race? (At least one writes, both are not
 * atomic container methods, and it is the same place.) */
bool ap_accesses_race(const ap_access *a, const ap_access *b);
/* The line of an instruction, without the blanks around it. */
void ap_source_line(const ap_world *w, uint32_t code, uint32_t line,
                    ap_str *out);

/* ---- findings.c ----------------------------------------------------- */

/* The lists of a report while they grow. */
typedef struct ap_findings ap_findings;
ap_findings *ap_findings_new(void);
void ap_findings_free(ap_findings *f);

/* Where a finding was made and by which way. */
typedef struct ap_found {
    const ap_walk *walk;
    const ap_seg *segs;
    size_t nsegs;
    bool is_minimal;       /* no way to it costs less */
    bool keeps_first;      /* what is known already keeps its way */
} ap_found;

/* What can be seen in the state that the walk is in: races always; at an end
 * the outcome, and a deadlock or failure. Each is kept once; a way that costs
 * less, or is proven minimal, takes the place of an older one. -> a set of
 * AP_SEEN_… of what was not known before. */
enum { AP_SEEN_RACE = 1, AP_SEEN_DEADLOCK = 2, AP_SEEN_FAILURE = 4,
       AP_SEEN_OUTCOME = 8, AP_SEEN_STUCK = 16 };
unsigned ap_note_races(ap_findings *f, const ap_found *at);
unsigned ap_note_end(ap_findings *f, const ap_found *at);
/* Some threads wait for ever there, though others may go on. */
unsigned ap_note_deadlock(ap_findings *f, const ap_found *at);
/* From the state that the walk is in no end can be reached. */
unsigned ap_note_stuck(ap_findings *f, const ap_found *at);
/* The outcome of the end that the walk is in, as an index of the report's; it
 * must have been noted. */
int ap_outcome_of(const ap_findings *f, const ap_walk *k);
int ap_findings_count(const ap_findings *f);
/* Fills the lists of a report; they stay the findings'. */
void ap_findings_fill(ap_findings *f, ap_check_report *r);
/* To change what was found: schedules proven shorter, policies, shares. */
ap_race *ap_findings_races(ap_findings *f, int *n);
ap_deadlock *ap_findings_deadlocks(ap_findings *f, int *n);
ap_failure *ap_findings_failures(ap_findings *f, int *n);
ap_stuck *ap_findings_stucks(ap_findings *f, int *n);
ap_outcome *ap_findings_outcomes(ap_findings *f, int *n);
/* A string that lives as long as the findings. */
const char *ap_findings_keep(ap_findings *f, const char *s);

/* ---- check.c -------------------------------------------------------- */

struct ap_check {
    const ap_image *im;
    ap_check_options o;
    ap_texts *texts;
    ap_findings *findings;
    ap_check_report report;
    int64_t spent_ns;        /* in slices before this one */
    int64_t slice_ns;        /* when this one began */
    size_t phase;            /* of the table; past it: all is done */
    void *state;             /* of the phase, NULL: it has not begun */
    uint64_t states, transitions; /* of all phases; they count them up */
    uint32_t depth;
    size_t bytes;            /* that the phase holds now */
    bool is_complete;        /* the full search went through */
    bool is_settled;         /* it did, and the library stayed as it is */
    bool has_suspects;       /* it met a circle: states may be stuck */
    bool is_over;
    bool is_inner;           /* a search within another: found or not is all
                                that is asked */
    uint64_t run_length;     /* transitions of the first run */
    bool has_locks;          /* it used some, or other things to wait for */
    bool is_small;           /* it will be searched to its end soon */
    int bound;               /* every run with fewer preemptions was made */
    char why[160];           /* why not complete */
    char why_told[240];      /* and how far it came */
    ap_arena *arena;         /* what lock_orders refer to */
    ap_vec lock_orders;      /* ap_lock_order */
    const char *refused;     /* what the program asked for that no search can
                                give, NULL: nothing */
};

/* A search, done in slices. `begin` may answer NULL: nothing to do. `run`
 * works until the deadline (monotonic ns) and is true when it is through. */
typedef struct ap_phase {
    const char *name;        /* on the screen */
    void *(*begin)(ap_check *c);
    bool (*run)(ap_check *c, void *state, int64_t deadline_ns);
    void (*end)(ap_check *c, void *state);
} ap_phase;

/* Is a limit of the options reached (time, states, memory)? Then `why` says
 * which. `bytes`: what the phase holds. Cheap enough for every state. */
bool ap_check_is_spent(ap_check *c, size_t bytes);
/* Is the time of the options over? */
bool ap_check_is_late(const ap_check *c);
int64_t ap_check_elapsed_ns(const ap_check *c);

extern const ap_phase ap_phase_search; /* search.c: every interleaving, */
extern const ap_phase ap_phase_whole;  /* nothing left out: who is stuck */

#endif
