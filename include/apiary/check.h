/* check: every interleaving of a program, and what can go wrong in them.
 *
 * A search stands on a world of its own, apart from any run. It is done in
 * slices, so that a dashboard stays alive beside it, and its report grows
 * while it goes on: what was found so far can always be shown.
 *
 * Words used here
 *   transition  a visible step of one thread with the invisible ones behind
 *               it, which nobody can notice
 *   finding     something that can go wrong, or an outcome, with a schedule
 *               that leads there from the start (and that run can follow)
 *   cost        of a schedule: preemptions (a thread is left that could have
 *               gone on), then switches, then steps; fewer is better
 *   minimal     proven: no schedule that leads to such a finding costs less
 *   survives    a finding is found under another GIL policy, too
 *
 * Sources of the algorithms are named where they stand (src/check). */
#ifndef APIARY_CHECK_H
#define APIARY_CHECK_H

#include "apiary/run.h"

typedef struct ap_check_options {
    int gil;              /* AP_GIL_… */
    uint64_t most_states; /* 0: no limit but memory */
    int64_t timeout_ns;   /* of the whole search, 0: none */
    size_t memory;        /* bytes that the search may take, 0 = 1 GiB */
    bool output_order;    /* the order of all threads' output tells states
                             and outcomes apart, not only each one's text */
    bool ignore_output;   /* output tells nothing apart */
    bool no_policies;     /* leave out which other policies a finding
                             survives (saves up to four searches) */
    bool no_reduction;    /* every interleaving is walked: for tests */
    ap_world_options world;
} ap_check_options;

/* Gravest last but for SAFE and INCOMPLETE; name in reports, in words */
#define AP_VERDICTS(X)                                                         \
    X(SAFE, "safe", "nothing can go wrong")                                    \
    X(INCOMPLETE, "incomplete", "nothing was found, but not all was searched") \
    X(RACE, "race", "two threads may reach one place at once")                 \
    X(STUCK, "stuck", "threads may go on forever without getting anywhere")    \
    X(DEADLOCK, "deadlock", "threads may wait for each other forever")         \
    X(FAILURE, "failure", "the program may fail")

typedef enum ap_verdict {
#define X(name, word, words) AP_VERDICT_##name,
    AP_VERDICTS(X)
#undef X
        AP_VERDICT_COUNT
} ap_verdict;

/* Must a thread be left that could have gone on, for it to show? */
typedef enum ap_need {
    AP_NEED_UNKNOWN, AP_NEED_NO, AP_NEED_YES
} ap_need;

/* What every finding has. */
typedef struct ap_finding {
    const char *schedule;
    uint32_t preemptions, switches;
    uint64_t steps;
    bool is_minimal;
    ap_need preemption;   /* of a race: NO if it makes a difference who is
                             first even where every thread goes on until it
                             waits, sleeps or ends */
    unsigned policies;    /* bit p: under policy p as well; own one included */
    int64_t no_return;    /* the step (from 0) after which no continuation
                             ends well; -1: not known, or there is none */
} ap_finding;

/* One side of a race. */
typedef struct ap_race_side {
    const char *thread, *text; /* text: the source line, trimmed */
    ap_tid tid;
    uint32_t line;
    bool is_write;
    const char *const *locks;  /* held, by label */
    int nlocks;
    uint64_t step;             /* along the schedule */
} ap_race_side;

typedef struct ap_race {
    ap_finding how;            /* the schedule ends before both accesses */
    const char *where;         /* "counter", "Account.n", "d[...]", "f.x" */
    ap_race_side first, second;
    const char *missing;       /* why nothing orders them, a sentence */
    ap_tid left;               /* who is preempted before its access, and */
    uint32_t left_after, left_before; /* between which lines; 0: not known */
    bool is_potential;         /* of one run: under its GIL policy nobody may
                                  go between; with another one it is real */
    bool in_library;           /* both sides are the library's own code */
} ap_race;

/* One thread of a deadlock, each waits for the next of the cycle; without a
 * cycle every thread that waits. */
typedef struct ap_waiter {
    const char *thread;
    ap_tid tid;
    const char *const *holds;
    int nholds;
    const char *waits;         /* label, "B to end", … */
    uint32_t line;
} ap_waiter;

typedef struct ap_deadlock {
    ap_finding how;
    const ap_waiter *waiters;
    int nwaiters;
    bool is_cycle;
    bool is_part;              /* other threads can still go on */
    const char *words;         /* "A holds left and waits for right; …" */
} ap_deadlock;

typedef struct ap_failure {
    ap_finding how;
    const char *thread, *error; /* error: "AssertionError: 3 is not 4" */
    ap_tid tid;
    uint32_t line;
} ap_failure;

/* States from which no end can be reached. */
typedef struct ap_stuck {
    ap_finding how;
    const char *words;         /* who goes round where */
} ap_stuck;

typedef struct ap_outcome {
    ap_finding how;
    const char *end;           /* "finished", "failed", "deadlock", "stuck" */
    int exit;
    const char *output;        /* stdout: each thread's own text by number, or
                                  in order where the options say so */
    const char *const *names, *const *values; /* plain globals, and reprs */
    int nglobals;
    double share;              /* of all interleavings that were counted;
                                  below 0: unknown */
} ap_outcome;

typedef struct ap_lock_order_side {
    const char *thread, *holds, *takes; /* locks by label */
    ap_tid tid;
    uint32_t line;             /* where it asks for the second lock */
    uint64_t step;
} ap_lock_order_side;

typedef enum ap_lock_order_fate {
    AP_LOCK_ORDER_OPEN,        /* not all was searched */
    AP_LOCK_ORDER_CONFIRMED,   /* a schedule leads there */
    AP_LOCK_ORDER_REFUTED      /* it cannot happen */
} ap_lock_order_fate;

/* A circle of threads that each hold what the one before takes: they could
 * deadlock. A semaphore of one unit is a lock. */
typedef struct ap_lock_order {
    const ap_lock_order_side *sides;
    int n;
    const char *words;         /* "A takes right while it holds left …" */
    /* What a search says of it, a report's: */
    ap_lock_order_fate fate;
    const char *schedule;      /* that leads into the deadlock, or NULL */
} ap_lock_order;

/* All strings live as long as the search. */
typedef struct ap_check_report {
    ap_verdict verdict;
    bool is_complete;
    const char *why_incomplete; /* "the limit of 10 states was reached", NULL */
    const char *refused;   /* why it cannot be searched at all, or NULL: then
                              nothing else of the report counts */
    unsigned policies;     /* bit p: under policy p all was searched, so that
                              a finding without that bit is none there */
    uint64_t states, transitions;
    double seconds;
    const ap_race *races;
    const ap_deadlock *deadlocks;
    const ap_failure *failures;
    const ap_stuck *stucks;
    const ap_outcome *outcomes;
    int nraces, ndeadlocks, nfailures, nstucks, noutcomes;
    const ap_lock_order *lock_orders; /* in circles, of the runs watched */
    int nlock_orders;
} ap_check_report;

typedef struct ap_check_progress {
    const char *phase;    /* "one after another", "every interleaving", … */
    uint64_t states, transitions;
    uint32_t depth;
    size_t bytes;
    double seconds;
    int findings;
} ap_check_progress;

typedef struct ap_check ap_check;

/* The image stays the caller's and outlives the search. NULL: *e. */
ap_check *ap_check_new(const ap_image *im, const ap_check_options *o,
                       ap_error *e);
void ap_check_free(ap_check *c);
/* Searches until the deadline (monotonic ns, -1: none). True: it is over. */
bool ap_check_run(ap_check *c, int64_t deadline_ns);
void ap_check_look(const ap_check *c, ap_check_progress *p);
/* What is known by now; valid until the next ap_check_run or ap_check_free. */
const ap_check_report *ap_check_report_of(ap_check *c);

const char *ap_verdict_name(ap_verdict v);

/* ---- races and lock orders in one run --------------------------------- */

/* A fold over a run's events: happens-before races, each of which another
 * schedule can bring about, and locks taken in a circle. Flat: what it
 * remembers is saved and brought back as bytes. */
typedef struct ap_detect ap_detect;
ap_detect *ap_detect_new(void);
void ap_detect_free(ap_detect *d);
/* One event, right after its step; `gil`: the run's policy. -> does it bring a
 * race or a lock order that was not known? (A potential race counts.) */
bool ap_detect_event(ap_detect *d, const ap_world *w, int gil,
                     const ap_event *ev);
void ap_detect_save(const ap_detect *d, ap_str *out);
void ap_detect_load(ap_detect *d, const char *bytes, size_t n);
/* What the last event brought, by index: a race that is real and not the
 * library's own, a circle; -1: none. */
int ap_detect_new_race(const ap_detect *d);
int ap_detect_new_potential_race(const ap_detect *d); /* by the GIL alone */
int ap_detect_new_lock_order(const ap_detect *d);
/* More threads were started than are watched: nothing is looked for any
 * more. */
enum { AP_MOST_WATCHED = 1024 };
bool ap_detect_is_blind(const ap_detect *d);

/* Races so far, a pair of instructions each; the i-th with strings in the
 * arena. Steps are the world's numbers; how has no schedule. */
int ap_detect_races(const ap_detect *d);
void ap_detect_race(const ap_detect *d, const ap_world *w, int i, ap_arena *a,
                    ap_race *out);

int ap_detect_lock_orders(const ap_detect *d);
void ap_detect_lock_order(const ap_detect *d, const ap_world *w, int i,
                          ap_arena *a, ap_lock_order *out);

/* What a search says of a run's warning; *schedule: its schedule, or NULL. */
ap_lock_order_fate ap_check_lock_order(const ap_check_report *r,
                                       const ap_lock_order *o,
                                       const char **schedule);

/* ---- who waits for whom, now ------------------------------------------- */

/* The threads in whose wait nobody that lives can put an end: a circle of
 * them first, else all (deadlock of the whole program or of a part of it).
 * Never claimed where somebody could: whoever lives may release a Lock that
 * the waiter itself or an ended thread holds, notify a condition, set an
 * event. Fills all but d->how; strings and arrays lie in the arena. False:
 * there are none. */
bool ap_check_deadlock(const ap_world *w, ap_arena *a, ap_deadlock *d);
/* Threads of which each waits for the next, without a timeout, and the last
 * for the first; -> how many (at most `most` are written), 0: no circle. */
int ap_check_cycle(const ap_world *w, ap_tid *tids, int most);

#endif
