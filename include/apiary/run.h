/* run: who runs next, and on what.
 *
 * A run is a world with a conductor: an order picks the next thread among
 * those that may run under the GIL policy, on N cores, in virtual time. The
 * step itself is executed by the thread's own OS thread in the hive process
 * (a baton goes there and back), or in place where nobody watches; the result
 * is the same.
 *
 * Words used here
 *   hive    the OS process that carries one Python process
 *   body    the OS thread that carries one Python thread
 *   tick    one unit of virtual time; up to `cores` threads step once in it;
 *           one in which only library code ran lasts a thousandth
 *   policy  under which GIL a switch may come where (AP_GIL_*, op.h) */
#ifndef APIARY_RUN_H
#define APIARY_RUN_H

#include "apiary/vm.h"

/* name on the command line, what it is */
#define AP_ORDERS(X)                                                           \
    X(RANDOM, "random", "any thread that may run, by seed")                    \
    X(RR, "rr", "one after another, a quantum each")                           \
    X(PCT, "pct", "by priority, with few changes (PCT)")                       \
    X(MANUAL, "manual", "you pick")                                            \
    X(REPLAY, "replay", "a given schedule")

typedef enum ap_order {
#define X(name, word, words) AP_ORDER_##name,
    AP_ORDERS(X)
#undef X
        AP_ORDER_COUNT
} ap_order;

enum { AP_MAX_CORES = 16 };

typedef struct ap_run_options {
    int gil;                  /* AP_GIL_39 … AP_GIL_OFF */
    int cores;                /* 1 … AP_MAX_CORES */
    ap_order order;
    int quantum;              /* steps, rr; 0 = 20 */
    uint64_t seed;            /* 0 = 1 */
    int pct_depth;            /* 0 = 3 */
    int64_t switch_interval_ns; /* 0 = 5 ms */
    int64_t tick_ns;          /* 0 = 1 ms */
    const char *schedule;     /* REPLAY: "0:12 1:3"; goes on in rr after it.
                                 "~ 0:12 1:3": who waits for a time goes on
                                 where it is named, and not before */
    bool in_place;            /* no hives, no bodies: steps in this process */
    bool real_clock;          /* sleeps are real (exec); ap_run_many only */
    const uint64_t *interrupts; /* of a run that is made again: a Ctrl-C each
                                 time when so many steps are made; copied */
    int ninterrupts;
    int input_fd;             /* real_clock: what world.has_input looks at */
    bool is_unlogged;         /* ap_run_schedule is not wanted: saves memory */
    ap_world_options world;   /* natives, memory, argv, sink, … */
} ap_run_options;

typedef enum ap_run_state {
    AP_RUN_READY,     /* somebody can be stepped */
    AP_RUN_OVER,      /* every process has ended */
    AP_RUN_DEADLOCK,  /* nobody can ever run again */
    AP_RUN_KILLED     /* a hive died under us */
} ap_run_state;

typedef struct ap_run ap_run;

/* The image stays the caller's and must outlive the run. Forks the hive
 * unless in_place. */
ap_run *ap_run_new(const ap_image *im, const ap_run_options *o, ap_error *e);
void ap_run_free(ap_run *r);
ap_world *ap_run_world(ap_run *r);
const ap_run_options *ap_run_options_of(const ap_run *r);
ap_run_state ap_run_state_of(const ap_run *r);
uint64_t ap_run_tick(const ap_run *r);

/* The thread that the order would step next, -1 if nobody can run (or in
 * MANUAL with nobody picked). Changes nothing; time may have to pass first. */
ap_tid ap_run_next(const ap_run *r);
/* May this thread be stepped now? If not, says why in one sentence without a
 * full stop ("B waits for left, which A holds"). */
bool ap_run_may(const ap_run *r, ap_tid tid, char *why, size_t n);

/* One step of the order's choice, or of `tid` if it is >= 0 (it must be
 * allowed: -1 and *e otherwise, SCHEDULE). Fills up to `most` events: GIL
 * events first as they come, the step's own last. -> events; 0 where nobody
 * could run, or where a body has not come back yet (a very long step, a
 * stopped process: the state is still READY, call again); -1 on error. */
int ap_run_step(ap_run *r, ap_tid tid, ap_event *events, int most,
                ap_error *e);
/* Whether the steps from here on are executed by the bodies (the default where
 * there are hives) or in place, in this process: seek, jump to the next event.
 * The result is the same. A body that has not come back is given up when
 * going in place: the caller must then load a state. */
void ap_run_use_bodies(ap_run *r, bool wanted);
/* As many steps as possible in place, without events, up to `most` or the
 * wall-clock deadline (monotonic ns, -1 none): what exec does. -> steps. A
 * schedule that cannot be followed ends it: then e->code is SCHEDULE, else it
 * is left alone. */
uint64_t ap_run_many(ap_run *r, uint64_t most, int64_t deadline_ns,
                     ap_error *e);
/* Ctrl-C for the guest: ap_run_many gives it to its main thread. Safe inside a
 * signal handler. */
void ap_run_interrupt(ap_run *r);
/* How many steps (uint64_t) had been made at each, the options' among them. */
const ap_vec *ap_run_interrupts(const ap_run *r);

/* Core of a thread in the current tick, -1 if on none. */
int ap_run_core(const ap_run *r, ap_tid tid);
/* Does a READY thread wait for the GIL now? */
bool ap_run_wants_gil(const ap_run *r, ap_tid tid);
/* What the run has done so far, as a schedule. */
void ap_run_schedule(const ap_run *r, ap_str *out);

/* Bodies as the system sees them: pid of the hive, tid of the OS thread; 0
 * where there is none. */
int ap_run_os_pid(const ap_run *r, int pid);
int ap_run_os_tid(const ap_run *r, ap_tid tid);
/* Readable when a hive has died (or was found stopped); -1 in place. After
 * it, ap_run_reap says what happened: the process number, signal (or 0) and
 * exit status; false: nothing. */
int ap_run_death_fd(const ap_run *r);
bool ap_run_reap(ap_run *r, int *pid, int *signal, int *status);

/* Parses "3.9|3.10|3.12|off"; -1 unknown. */
int ap_gil_parse(const char *s);
const char *ap_gil_name(int gil);

#endif
