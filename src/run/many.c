/* Many steps at once, in place: what exec does.
 *
 * In virtual time they are the conductor's steps, without anybody to look at
 * them: the same options and seed give the same run as stepping does.
 *
 * On the real clock the vm's fast loop runs a thread for a slice; sleeps are
 * slept; and the GIL's interval is real time. A thread that is READY waits its
 * turn; the one that has waited longest goes next. */
#include <unistd.h>

#include "run_i.h"

/* Steps between two looks at the clock: well under a millisecond. */
enum { CHUNK = 20000, LOOK_EVERY = 1024, LOOK_NS = 500000 };

static bool is_past(int64_t deadline_ns)
{
    return deadline_ns >= 0 && ap_clock_ns() >= deadline_ns;
}

static void pass_on_interrupt(ap_run *r)
{
    uint64_t steps = ap_world_steps(r->world);
    if (atomic_exchange(&r->is_interrupted, false)) {
        atomic_store(&r->stop, 0);
        ap_vec_push(&r->interrupts, &steps);
        ap_world_interrupt(r->world);
    }
}

const ap_vec *ap_run_interrupts(const ap_run *r)
{
    return &r->interrupts;
}

void ap_run_interrupt(ap_run *r)
{
    uint64_t one = 1;
    atomic_store(&r->is_interrupted, true);
    atomic_store(&r->stop, 1);
    if (write(r->bell, &one, sizeof one) < 0)
        return; /* it rings already */
}

static uint64_t many_virtual(ap_run *r, uint64_t most, int64_t deadline_ns,
                             ap_error *e)
{
    uint64_t n = 0;
    while (n < most) {
        if (atomic_load_explicit(&r->is_interrupted, memory_order_relaxed))
            pass_on_interrupt(r);
        if (ap_run_step(r, -1, &r->scratch, 1, e) <= 0)
            break;
        if (++n % LOOK_EVERY == 0 && is_past(deadline_ns))
            break;
    }
    return n;
}

/* ---- on the real clock ------------------------------------------------- */

static int64_t real_now(const ap_run *r)
{
    return ap_clock_ns() - r->born_ns;
}

static bool is_free_to_go(const ap_run *r, const ap_roster *o, ap_tid tid)
{
    if (r->options.gil == AP_GIL_OFF)
        return true;
    const ap_gil *g = ap_world_gil(r->world,
                                   ap_world_process_of(r->world, tid));
    return g->holder < 0 || g->holder == tid || !o->is_ready[g->holder];
}

/* The READY thread that has waited longest, -1: none. */
static ap_tid longest_waiting(const ap_run *r)
{
    const ap_roster *o = ap_roster_of(r);
    int64_t oldest = INT64_MAX;
    ap_tid next = -1;
    for (int i = 0; i < o->nready; i++) {
        int64_t since = *ap_world_ready_since(r->world, o->ready[i]);
        if (since < oldest && is_free_to_go(r, o, o->ready[i])) {
            oldest = since;
            next = o->ready[i];
        }
    }
    return next;
}

static void go_to_the_end(ap_run *r, ap_tid tid)
{
    int64_t now = real_now(r);
    *ap_world_ready_since(r->world, tid) = now > 0 ? now : 1;
}

/* Is somebody waiting for tid to make room, and has it had its time? */
static bool must_make_room(const ap_run *r, ap_tid tid, uint64_t steps)
{
    if (ap_roster_of(r)->nready < 2)
        return false;
    if (r->options.gil == AP_GIL_OFF)
        return steps >= (uint64_t)r->options.quantum;
    int pid = ap_world_process_of(r->world, tid);
    return ap_policy_due(r, pid) >= 0;
}

static void take(ap_run *r, ap_tid tid)
{
    ap_gil *g = ap_world_gil(r->world, ap_world_process_of(r->world, tid));
    if (r->options.gil != AP_GIL_OFF && g->holder != tid)
        ap_policy_take(r, tid);
}

static void drop(ap_run *r, ap_tid tid)
{
    if (r->options.gil != AP_GIL_OFF)
        ap_policy_drop(r, tid);
}

/* Those who became READY in its turn stand before it in the queue. */
static void make_room(ap_run *r, ap_tid tid)
{
    ap_roster_of(r);
    drop(r, tid);
    go_to_the_end(r, tid);
}

/* Steps until a switch may follow, then makes room. */
static uint64_t run_to_switch(ap_run *r, ap_tid tid, ap_stepped *how)
{
    atomic_store(&r->stop, 1);
    uint64_t n = ap_step_many(r->world, tid, CHUNK, r->options.gil, &r->stop,
                              how);
    if (!atomic_load(&r->is_interrupted))
        atomic_store(&r->stop, 0);
    if (n < CHUNK)
        make_room(r, tid);
    return n;
}

/* One thread's turn, until it blocks, ends, makes room, or the caller should
 * look around. CPython's Thread.start() returns when the new thread breathes,
 * which then goes on for a while: here, too, the new one goes first. */
static uint64_t slice(ap_run *r, ap_tid tid, uint64_t most)
{
    bool is_off = r->options.gil == AP_GIL_OFF;
    uint64_t chunk = is_off ? (uint64_t)r->options.quantum : CHUNK;
    ap_stepped how = AP_STEP_RAN;
    int threads = ap_world_threads(r->world);
    take(r, tid);
    uint64_t n = ap_step_many(r->world, tid, chunk < most ? chunk : most,
                              r->options.gil, &r->stop, &how);
    if (how == AP_STEP_RAN && ap_world_threads(r->world) > threads)
        make_room(r, tid);
    else if (how == AP_STEP_RAN && must_make_room(r, tid, n)) {
        if (is_off)
            go_to_the_end(r, tid);
        else
            n += run_to_switch(r, tid, &how);
    }
    if (how != AP_STEP_RAN)
        drop(r, tid);
    if (r->mind->nprocesses < ap_world_processes(r->world))
        ap_policy_begin(r);
    return n;
}

/* Wakes those whose sleep is over, and who wait for input that is there. */
static void wake(ap_run *r)
{
    const ap_roster *o = ap_roster_of(r);
    const ap_world_options *w = &r->options.world;
    int64_t now = real_now(r);
    if (o->waits_for_input && now - r->looked_ns >= LOOK_NS) {
        r->looked_ns = now;
        if (w->has_input(w->source_arg))
            ap_world_wake_input(r->world);
    }
    if (o->deadline_ns >= 0 && o->deadline_ns <= now)
        ap_world_wake_due(r->world);
}

static uint64_t many_real(ap_run *r, uint64_t most, int64_t deadline_ns)
{
    uint64_t n = 0;
    while (n < most && !is_past(deadline_ns)) {
        pass_on_interrupt(r);
        wake(r);
        const ap_roster *o = ap_roster_of(r);
        if (ap_run_state_of(r) != AP_RUN_READY)
            break;
        ap_tid tid = longest_waiting(r);
        if (tid >= 0)
            n += slice(r, tid, most - n);
        else
            ap_tick_sleep(r, o->deadline_ns, deadline_ns);
    }
    return n;
}

uint64_t ap_run_many(ap_run *r, uint64_t most, int64_t deadline_ns,
                     ap_error *e)
{
    bool uses_bodies = r->uses_bodies;
    if (r->out >= 0)
        return 0;
    r->uses_bodies = false;
    uint64_t n = r->options.real_clock
                     ? many_real(r, most, deadline_ns)
                     : many_virtual(r, most, deadline_ns, e);
    r->uses_bodies = uses_bodies;
    return n;
}
