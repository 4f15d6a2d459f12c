/* The inside of run.
 *
 * Words used here, beside those of run.h
 *   mind     what the conductor remembers from step to step; it lies in the
 *            world, so that a snapshot carries it and a load brings it back
 *   roster   who is READY; lies outside the world and is made anew whenever
 *            ap_world_changes has moved
 *   by hand  a step of a thread that the caller names: a person, a schedule
 *
 * Always true between steps: at most one thread a process holds its GIL; what
 * a step does depends on the world (mind included) and the thread named, and
 * on nothing else. So a run repeats, replays, and is the same in place. */
#ifndef AP_RUN_I_H
#define AP_RUN_I_H

#include <stdatomic.h>

#include "apiary/run.h"

enum { AP_PCT_MOST = 16 };

/* A core's turn in rr: whose, and how many steps are left of its quantum. */
typedef struct ap_turn {
    ap_tid tid;
    uint32_t left;
} ap_turn;

typedef struct ap_mind {
    uint64_t tick;
    uint64_t chance;             /* random: state of ap_rng_next */
    uint64_t segment, done;      /* replay: place in the schedule */
    ap_tid lowered[AP_PCT_MOST]; /* by change point; -1: not come to it */
    int32_t nprocesses;          /* whose GILs are set up */
    int16_t nstepped;            /* threads that stepped in this tick */
    bool is_closed;              /* the tick is over, the next not begun */
    bool is_long;                /* the program's own code ran in the tick */
    bool has_left;               /* replay: somebody left the schedule */
    ap_tid stepped[AP_MAX_CORES];
    ap_turn turn[AP_MAX_CORES];
} ap_mind;
_Static_assert(sizeof(ap_mind) <= AP_RUN_WORDS * sizeof(uint64_t),
               "the mind fits into run's words");

typedef struct ap_roster {
    uint64_t seen;               /* ap_world_changes when it was made */
    bool is_over;
    bool waits_for_input;        /* somebody does */
    int64_t deadline_ns;         /* the next one, -1: none */
    int nthreads, nready, nprocesses;
    ap_tid alone;                /* the only READY thread, once it has made a
                                    step and has its GIL; -1: not so */
    ap_gil *alone_gil;           /* its GIL; NULL without */
    ap_tid ready[AP_MAX_THREADS];  /* ascending */
    bool is_ready[AP_MAX_THREADS]; /* by thread */
    ap_tid able[AP_MAX_THREADS];   /* scratch: candidates of one choice */
} ap_roster;

/* One `T:N` of a schedule. */
typedef struct ap_segment {
    ap_tid tid;
    uint64_t n;
} ap_segment;

/* What has run: a mark wherever the thread changed. */
typedef struct ap_mark {
    uint64_t step;               /* first step of this thread */
    ap_tid tid;
} ap_mark;

typedef struct ap_keeper ap_keeper;

struct ap_run {
    const ap_image *image;
    ap_run_options options;      /* defaults filled in; schedule is ours */
    ap_world *world;
    ap_mind *mind;               /* in the world */
    ap_roster *roster;
    ap_segment *schedule;
    size_t nschedule;
    bool is_timeless;            /* the schedule began with a ~ */
    uint64_t pct_change[AP_PCT_MOST]; /* steps at which pct lowers */
    ap_vec log;                  /* of ap_mark */
    uint64_t logged;             /* steps that the log tells of */
    ap_tid log_tid;              /* of its last mark */
    ap_keeper *keeper;           /* NULL in place */
    bool uses_bodies;
    ap_tid out;                  /* whose body has not come back, -1 */
    int out_gil;                 /* GIL events that came before its step */
    ap_event out_events[4];
    ap_event scratch;
    int64_t born_ns;             /* real clock: its zero */
    int64_t looked_ns;           /* real clock: when input was looked for */
    _Atomic(int) stop;           /* tells ap_step_many to come back */
    _Atomic(bool) is_interrupted;
    ap_vec interrupts;     /* uint64_t: steps made at each Ctrl-C */
    int bell;                    /* eventfd that ends a real sleep */
};

/* The events of one ap_run_step on their way to the caller. */
typedef struct ap_tape {
    ap_event *at;
    int n, most;
} ap_tape;

/* ---- roster.c ---------------------------------------------------------- */

/* Brings the roster up to date (at no cost where nothing changed). */
ap_roster *ap_roster_of(const ap_run *r);

/* ---- policy.c ---------------------------------------------------------- */

void ap_policy_begin(ap_run *r);
/* Who may go next by the order (not by hand). -> how many; *out is theirs,
 * ascending, valid until the next call. */
int ap_policy_able(const ap_run *r, const ap_tid **out);
/* The holder that keeps `tid` from stepping by hand, -1: none does. */
ap_tid ap_policy_barred(const ap_run *r, ap_tid tid);
/* Is tid the only READY thread, and free to go on without asking anybody? */
bool ap_policy_is_alone(const ap_run *r, ap_tid tid, ap_gil **gil);
/* A waiter that has waited long enough to ask for the GIL, -1: none. */
ap_tid ap_policy_due(const ap_run *r, int pid);
/* Before a step of tid: requests, drop, take. */
void ap_policy_enter(ap_run *r, ap_tid tid, ap_tape *t);
/* After it: where it blocked or ended, its GIL is dropped. */
void ap_policy_leave(ap_run *r, const ap_event *ev, ap_stepped how,
                     ap_tape *t);
void ap_policy_drop(ap_run *r, ap_tid tid);
void ap_policy_take(ap_run *r, ap_tid tid);

/* ---- order.c ----------------------------------------------------------- */

void ap_order_begin(ap_run *r);
/* The order's choice; changes only *m. -1: nobody, or nobody picked. */
ap_tid ap_order_pick(const ap_run *r, ap_mind *m);
/* tid is about to step as the `core`-th of its tick. */
void ap_order_stepped(ap_run *r, ap_tid tid, int core);

/* ---- schedule.c -------------------------------------------------------- */

/* Fills r's; it may begin with a ~: see run.h. */
bool ap_schedule_parse(ap_run *r, const char *text, ap_error *e);
/* Does time stand still, since the schedule says so and goes on? */
bool ap_schedule_stops_time(const ap_run *r);
/* The thread that the schedule names next, -1 where it is used up. */
ap_tid ap_schedule_next(const ap_run *r, const ap_mind *m);
/* A step of tid is made: goes on in the schedule, or leaves it. */
void ap_schedule_advance(ap_run *r, ap_tid tid);
void ap_log_step(ap_run *r, uint64_t step, ap_tid tid);

/* ---- tick.c ------------------------------------------------------------ */

/* tid is about to step: opens a tick if it must. -> its core. */
int ap_tick_enter(ap_run *r, ap_tid tid);
/* It stepped: closes the tick if it is full or nobody is left for it. */
void ap_tick_leave(ap_run *r, const ap_event *ev);
/* Closes it at once; `now` is the world's clock. */
void ap_tick_close(ap_run *r, int64_t now);
/* How long a tick is in which the program's own code ran, or did not. */
int64_t ap_tick_length(const ap_run *r, bool is_long);
/* Nobody can run: jumps to the next deadline. False: there is none. */
bool ap_tick_jump(ap_run *r);
/* May tid still step in the tick that is open? */
bool ap_tick_is_fresh(const ap_run *r, const ap_mind *m, ap_tid tid);
/* Really sleeps until the guest's deadline, the monotonic one of ours (-1:
 * none), an interrupt or awaited input, whichever comes first. */
void ap_tick_sleep(ap_run *r, int64_t guest_ns, int64_t deadline_ns);


/* ---- keeper.c ---------------------------------------------------------- */

typedef enum ap_answer {
    AP_ANSWERED,
    AP_ANSWER_LATE,   /* a long step, or a stopped hive: ask again */
    AP_ANSWER_DEAD,   /* the hive died; the world knows */
    AP_ANSWER_FAILED  /* the system refused: *e */
} ap_answer;

ap_keeper *ap_keeper_new(ap_run *r, ap_error *e);
void ap_keeper_free(ap_keeper *k);
/* Makes hives and bodies fit the world. */
ap_answer ap_keeper_fit(ap_keeper *k, ap_error *e);
/* Hands tid's body the baton; then, and after a late answer, waits. */
void ap_keeper_give(ap_keeper *k, ap_tid tid);
ap_answer ap_keeper_wait(ap_keeper *k, ap_tid tid, ap_event *ev,
                         ap_stepped *how);
/* Has tid a body (or must its steps be made in place)? */
bool ap_keeper_has(const ap_keeper *k, ap_tid tid);
/* Was another state loaded while the baton was out? */
bool ap_keeper_is_stale(const ap_keeper *k);
/* Ends all hives; the next fit makes new ones. */
void ap_keeper_abandon(ap_keeper *k);
int ap_keeper_os_pid(const ap_keeper *k, int pid);
int ap_keeper_os_tid(const ap_keeper *k, ap_tid tid);
int ap_keeper_fd(const ap_keeper *k);
bool ap_keeper_reap(ap_keeper *k, int *pid, int *signal, int *status);
bool ap_keeper_was_killed(const ap_keeper *k);

#endif
