/* The conductor: one step at a time, whoever executes it.
 *
 *   choose   the order's choice, or the thread named by hand
 *   enter    wake it if it sleeps, open a tick, take the GIL
 *   execute  in place, or by its body
 *   leave    drop the GIL where it blocked, close the tick, log
 *
 * Time passes between steps only: in leave when a tick closes, and before
 * choose when nobody can run. */
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "run_i.h"

/* ---- making and ending a run ------------------------------------------- */

static void fill_defaults(ap_run_options *o)
{
    if (o->cores == 0)
        o->cores = 1;
    if (o->quantum == 0)
        o->quantum = 20;
    if (o->seed == 0)
        o->seed = 1;
    if (o->pct_depth == 0)
        o->pct_depth = 3;
    if (o->switch_interval_ns == 0)
        o->switch_interval_ns = 5000000;
    if (o->tick_ns == 0)
        o->tick_ns = 1000000;
    if (o->world.seed == 0)
        o->world.seed = o->seed;
}

static bool check_options(const ap_run_options *o, ap_error *e)
{
    if (o->cores < 1 || o->cores > AP_MAX_CORES)
        return ap_fail(e, AP_E_USAGE, "cores must be 1 to %d", AP_MAX_CORES);
    if (o->quantum < 1)
        return ap_fail(e, AP_E_USAGE, "quantum must be at least 1");
    if (o->pct_depth < 1 || o->pct_depth > AP_PCT_MOST)
        return ap_fail(e, AP_E_USAGE, "the depth of pct must be 1 to %d",
                       AP_PCT_MOST);
    if (o->tick_ns < 1 || o->switch_interval_ns < 1)
        return ap_fail(e, AP_E_USAGE,
                       "tick and switch interval must be above 0");
    return true;
}

static int64_t real_now(void *arg)
{
    const ap_run *r = arg;
    return ap_clock_ns() - r->born_ns;
}

static bool set_up_world(ap_run *r, ap_error *e)
{
    r->born_ns = ap_clock_ns();
    if (r->options.real_clock) {
        r->options.world.clock = real_now;
        r->options.world.clock_arg = r;
    }
    r->options.world.own_clocks |= r->is_timeless;
    r->world = ap_world_new(r->image, &r->options.world, e);
    if (!r->world)
        return false;
    r->mind = (ap_mind *)(void *)ap_world_run_words(r->world);
    memset(r->mind, 0, sizeof *r->mind);
    r->roster->seen = ap_world_changes(r->world) - 1;
    ap_order_begin(r);
    ap_policy_begin(r);
    return true;
}

/* The Ctrl-C of a run that is made again comes as soon as its steps are made,
 * so that who looks at the world then sees what comes of it. */
static void interrupt_again(ap_run *r)
{
    uint64_t steps = ap_world_steps(r->world);
    for (size_t i = 0; i < r->interrupts.len; i++)
        if (*(uint64_t *)ap_vec_at(&r->interrupts, i) == steps)
            ap_world_interrupt(r->world);
}

ap_run *ap_run_new(const ap_image *im, const ap_run_options *o, ap_error *e)
{
    ap_run *r = ap_alloc(sizeof *r);
    r->image = im;
    r->options = *o;
    fill_defaults(&r->options);
    r->options.schedule = o->schedule ? ap_strdup(o->schedule) : NULL;
    r->roster = ap_alloc(sizeof *r->roster);
    r->out = r->log_tid = -1;
    ap_vec_init(&r->log, sizeof(ap_mark));
    ap_vec_init(&r->interrupts, sizeof(uint64_t));
    for (int i = 0; i < o->ninterrupts; i++)
        ap_vec_push(&r->interrupts, &o->interrupts[i]);
    r->options.interrupts = NULL; /* they are kept there */
    r->options.ninterrupts = 0;
    r->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    bool is_good = check_options(&r->options, e)
                   && (!o->schedule
                       || ap_schedule_parse(r, o->schedule, e))
                   && set_up_world(r, e);
    if (is_good)
        interrupt_again(r);
    if (is_good && !o->in_place) {
        r->keeper = ap_keeper_new(r, e);
        r->uses_bodies = is_good = r->keeper != NULL;
    }
    if (is_good)
        return r;
    ap_run_free(r);
    return NULL;
}

void ap_run_free(ap_run *r)
{
    if (!r)
        return;
    if (r->keeper)
        ap_keeper_free(r->keeper);
    if (r->world)
        ap_world_free(r->world);
    if (r->bell >= 0)
        close(r->bell);
    ap_vec_clear(&r->log);
    ap_vec_clear(&r->interrupts);
    ap_free(r->schedule);
    ap_free((char *)(uintptr_t)r->options.schedule);
    ap_free(r->roster);
    ap_free(r);
}

ap_world *ap_run_world(ap_run *r)
{
    return r->world;
}

const ap_run_options *ap_run_options_of(const ap_run *r)
{
    return &r->options;
}

void ap_run_use_bodies(ap_run *r, bool wanted)
{
    r->uses_bodies = wanted && r->keeper;
    if (r->out >= 0 && !wanted) {
        ap_keeper_abandon(r->keeper);
        r->out = -1;
    }
}

/* ---- choose ------------------------------------------------------------ */

ap_tid ap_run_next(const ap_run *r)
{
    ap_mind m = *r->mind;
    return ap_run_state_of(r) == AP_RUN_READY ? ap_order_pick(r, &m) : -1;
}

static bool refuse(const ap_run *r, ap_tid tid, const char *why, ap_error *e)
{
    ap_frame_view f;
    bool has_line = tid < ap_world_threads(r->world)
                    && ap_view_frame(r->world, tid, 0, &f);
    unsigned long long step = ap_world_steps(r->world);
    if (has_line)
        ap_fail(e, AP_E_SCHEDULE,
                "thread %d cannot run at step %llu (line %u): %s", tid, step,
                f.line, why);
    else
        ap_fail(e, AP_E_SCHEDULE, "thread %d cannot run at step %llu: %s",
                tid, step, why);
    if (e && has_line)
        e->line = (int)f.line;
    return false;
}

/* By hand: it must be allowed to step; if it sleeps, it wakes. */
static bool make_ready(ap_run *r, ap_tid tid, ap_error *e)
{
    char why[256];
    if (!ap_run_may(r, tid, why, sizeof why))
        return refuse(r, tid, why, e);
    bool stands = ap_schedule_stops_time(r);
    if (ap_roster_of(r)->nready == 0 && !stands)
        ap_tick_jump(r);
    if (ap_world_state(r->world, tid) == AP_TS_READY)
        return true;
    bool is_awake = ap_world_end_wait(r->world, tid);
    AP_ASSERT(is_awake);
    if (!stands)
        ap_world_wake_due(r->world);
    return true;
}

enum { NOBODY = -1, REFUSED = -2 };

/* The thread to step, READY and allowed to; NOBODY; REFUSED: see *e. */
static ap_tid choose(ap_run *r, ap_tid tid, ap_error *e)
{
    ap_tid named = tid >= 0 ? tid : ap_schedule_next(r, r->mind);
    if (named >= 0)
        return make_ready(r, named, e) ? named : REFUSED;
    const ap_roster *o = ap_roster_of(r);
    if (o->is_over || r->options.order == AP_ORDER_MANUAL
        || (o->nready == 0 && !ap_tick_jump(r)))
        return NOBODY;
    tid = ap_order_pick(r, r->mind);
    AP_ASSERT(tid >= 0);
    return tid;
}

/* ---- enter, execute, leave --------------------------------------------- */

static void enter(ap_run *r, ap_tid tid, ap_tape *t)
{
    int core = ap_tick_enter(r, tid);
    ap_policy_enter(r, tid, t);
    ap_order_stepped(r, tid, core);
}

static void leave(ap_run *r, ap_stepped how, const ap_event *ev, ap_tape *t)
{
    ap_log_step(r, ev->step, ev->tid);
    ap_policy_leave(r, ev, how, t);
    if (r->mind->nprocesses < ap_world_processes(r->world))
        ap_policy_begin(r);
    ap_tick_leave(r, ev);
}

/* The step's own event goes last, and always fits: `most` is at least 1. */
static int finish(ap_run *r, ap_stepped how, ap_tape *t)
{
    ap_event own = t->at[t->n];
    leave(r, how, &own, t);
    t->at[t->n] = own;
    return t->n + 1;
}

static int step_in_place(ap_run *r, ap_tid tid, ap_tape *t)
{
    enter(r, tid, t);
    ap_stepped how = ap_step(r->world, tid, &t->at[t->n]);
    if (how != AP_STEP_RAN)
        return finish(r, how, t);
    leave(r, how, &t->at[t->n], t);
    ap_roster *o = ap_roster_of(r);
    if (o->nready == 1 && ap_policy_is_alone(r, tid, &o->alone_gil))
        o->alone = tid;
    return t->n + 1;
}

/* ---- alone ------------------------------------------------------------- */

/* A thread that runs alone, in place, needs no choice, no GIL and no roster:
 * this is step_in_place without what is known beforehand. False: it may not
 * be alone, or somebody else decides. */
static bool is_alone(const ap_run *r, ap_tid tid)
{
    const ap_roster *o = r->roster;
    return tid < 0 && o->alone >= 0 && !r->uses_bodies && r->out < 0
           && r->options.order < AP_ORDER_MANUAL
           && o->seen == ap_world_changes(r->world);
}

static int step_alone(ap_run *r, ap_tape *t)
{
    const ap_roster *o = r->roster;
    ap_event *ev = &t->at[0];
    ap_tid tid = o->alone;
    r->mind->is_closed = r->mind->is_long = false;
    r->mind->nstepped = 1;
    r->mind->stepped[0] = tid;
    if (r->options.order != AP_ORDER_RANDOM)
        ap_order_stepped(r, tid, 0);
    ap_stepped how = ap_step(r->world, tid, ev);
    if (how != AP_STEP_RAN || o->seen != ap_world_changes(r->world))
        return finish(r, how, t);
    if (ev->step == r->logged && tid == r->log_tid)
        r->logged++;
    else
        ap_log_step(r, ev->step, tid);
    if (o->alone_gil)
        o->alone_gil->is_at_switch = ev->switches >> r->options.gil & 1;
    bool is_long = r->mind->is_long = !ev->in_library;
    if (o->deadline_ns >= 0) {
        ap_tick_close(r, ev->clock_ns);
        return 1;
    }
    r->mind->tick++;
    r->mind->is_closed = true;
    ap_world_set_clock_ns(r->world,
                          ev->clock_ns + ap_tick_length(r, is_long));
    return 1;
}

/* ---- by bodies --------------------------------------------------------- */

/* The GIL events of a step whose body is slow wait for it here. */
static void put_by(ap_run *r, ap_tid tid, const ap_tape *t)
{
    int room = (int)(sizeof r->out_events / sizeof *r->out_events);
    r->out = tid;
    r->out_gil = t->n < room ? t->n : room;
    memcpy(r->out_events, t->at, (size_t)r->out_gil * sizeof *t->at);
}

static void take_back(ap_run *r, ap_tape *t)
{
    t->n = r->out_gil < t->most - 1 ? r->out_gil : t->most - 1;
    memcpy(t->at, r->out_events, (size_t)t->n * sizeof *t->at);
    r->out = -1;
}

static int await_body(ap_run *r, ap_tid tid, ap_tape *t)
{
    ap_stepped how = AP_STEP_RAN;
    switch (ap_keeper_wait(r->keeper, tid, &t->at[t->n], &how)) {
    case AP_ANSWERED:
        return finish(r, how, t);
    case AP_ANSWER_LATE:
        put_by(r, tid, t);
        return 0;
    default:
        return 0;
    }
}

static int step_by_body(ap_run *r, ap_tid tid, ap_tape *t, ap_error *e)
{
    ap_answer a = ap_keeper_fit(r->keeper, e);
    if (a != AP_ANSWERED)
        return a == AP_ANSWER_FAILED ? -1 : 0;
    if (!ap_keeper_has(r->keeper, tid))
        return step_in_place(r, tid, t);
    enter(r, tid, t);
    ap_keeper_give(r->keeper, tid);
    return await_body(r, tid, t);
}

/* A body is still out. True: *n is the answer of this call. */
static bool settle(ap_run *r, ap_tape *t, int *n)
{
    ap_tid tid = r->out;
    if (tid < 0)
        return false;
    take_back(r, t);
    if (ap_keeper_is_stale(r->keeper)) {
        ap_keeper_abandon(r->keeper);
        t->n = 0;
        return false;
    }
    *n = await_body(r, tid, t);
    return true;
}

static inline int step(ap_run *r, ap_tid tid, ap_event *events, int most,
                       ap_error *e)
{
    ap_tape t = {events, 0, most};
    int n;
    if (most < 1 || !events)
        t = (ap_tape){&r->scratch, 0, 1};
    if (is_alone(r, tid))
        return step_alone(r, &t);
    if (settle(r, &t, &n))
        return n;
    tid = choose(r, tid, e);
    if (tid < 0)
        return tid == NOBODY ? 0 : -1;
    return r->uses_bodies ? step_by_body(r, tid, &t, e)
                          : step_in_place(r, tid, &t);
}

int ap_run_step(ap_run *r, ap_tid tid, ap_event *events, int most,
                ap_error *e)
{
    int n = step(r, tid, events, most, e);
    if (r->interrupts.len && n > 0)
        interrupt_again(r);
    return n;
}

/* ---- bodies as the system sees them ------------------------------------ */

int ap_run_os_pid(const ap_run *r, int pid)
{
    return r->keeper ? ap_keeper_os_pid(r->keeper, pid) : 0;
}

int ap_run_os_tid(const ap_run *r, ap_tid tid)
{
    return r->keeper ? ap_keeper_os_tid(r->keeper, tid) : 0;
}

int ap_run_death_fd(const ap_run *r)
{
    return r->keeper ? ap_keeper_fd(r->keeper) : -1;
}

bool ap_run_reap(ap_run *r, int *pid, int *signal, int *status)
{
    return r->keeper && ap_keeper_reap(r->keeper, pid, signal, status);
}
