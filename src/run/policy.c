/* GIL policies: who may run, when the GIL is asked for, dropped and taken.
 *
 * With a GIL one thread a process holds it and only the holder steps. A READY
 * thread that has waited a whole switch interval, without seeing a switch in
 * it, asks for it; the holder drops it at its next legal switch point, and
 * another thread takes it first (forced switching). A thread that blocks or
 * ends drops it at once. There is no queue: who takes a free GIL is the
 * order's choice, as it is the operating system's in CPython (take_gil,
 * drop_gil in its ceval_gil).
 *
 * By hand, every legal switch point may switch, whatever the interval.
 *
 * Where a switch is legal is the op's business: ap_event.switches has a bit a
 * policy, and gil->is_at_switch keeps it for the holder's last step. */
#include <string.h>

#include "run_i.h"

static const char *const gil_names[AP_GIL_COUNT] = {
    [AP_GIL_39] = "3.9", [AP_GIL_310] = "3.10", [AP_GIL_312] = "3.12",
    [AP_GIL_OFF] = "off"
};

int ap_gil_parse(const char *s)
{
    for (int i = 0; i < AP_GIL_COUNT; i++)
        if (strcmp(s, gil_names[i]) == 0)
            return i;
    return -1;
}

const char *ap_gil_name(int gil)
{
    AP_ASSERT(gil >= 0 && gil < AP_GIL_COUNT);
    return gil_names[gil];
}

static bool has_gil(const ap_run *r)
{
    return r->options.gil != AP_GIL_OFF;
}

static ap_gil *gil_of(const ap_run *r, ap_tid tid)
{
    return ap_world_gil(r->world, ap_world_process_of(r->world, tid));
}

/* A process is born holding its GIL: its only thread has it. */
static void set_up_gil(ap_run *r, int pid)
{
    ap_gil *g = ap_world_gil(r->world, pid);
    *g = (ap_gil){.holder = -1, .last_holder = -1, .requester = -1,
                  .since_ns = ap_world_clock_ns(r->world),
                  .interval_ns = r->options.switch_interval_ns};
    for (ap_tid tid = 0; has_gil(r) && tid < ap_world_threads(r->world); tid++)
        if (ap_world_process_of(r->world, tid) == pid
            && ap_world_state(r->world, tid) == AP_TS_READY)
            g->holder = g->last_holder = tid;
}

void ap_policy_begin(ap_run *r)
{
    while (r->mind->nprocesses < ap_world_processes(r->world))
        set_up_gil(r, r->mind->nprocesses++);
}

/* ---- who may go next --------------------------------------------------- */

static bool holder_can_run(const ap_roster *o, const ap_gil *g)
{
    return g->holder >= 0 && o->is_ready[g->holder];
}

static bool is_waiter(const ap_run *r, ap_tid tid, int pid, const ap_gil *g)
{
    return tid != g->holder && ap_world_process_of(r->world, tid) == pid;
}

ap_tid ap_policy_due(const ap_run *r, int pid)
{
    const ap_roster *o = ap_roster_of(r);
    const ap_gil *g = ap_world_gil(r->world, pid);
    int64_t now = ap_world_clock_ns(r->world), oldest = INT64_MAX;
    ap_tid due = -1;
    if (now - g->since_ns < g->interval_ns)
        return -1;
    for (int i = 0; i < o->nready; i++) {
        int64_t since = *ap_world_ready_since(r->world, o->ready[i]);
        if (since < oldest && now - since >= g->interval_ns
            && is_waiter(r, o->ready[i], pid, g)) {
            oldest = since;
            due = o->ready[i];
        }
    }
    return due;
}

static bool has_waiter(const ap_run *r, const ap_roster *o, int pid,
                       const ap_gil *g)
{
    for (int i = 0; i < o->nready; i++)
        if (is_waiter(r, o->ready[i], pid, g))
            return true;
    return false;
}

/* Must the holder let another thread have it before it goes on? */
static bool must_drop(const ap_run *r, const ap_roster *o, int pid,
                      const ap_gil *g)
{
    return g->is_at_switch && holder_can_run(o, g)
           && (g->requester >= 0 ? has_waiter(r, o, pid, g)
                                 : ap_policy_due(r, pid) >= 0);
}

/* Who sleeps until the next deadline: the clock is about to jump there. */
static int next_sleepers(const ap_run *r, ap_roster *o)
{
    int n = 0;
    for (ap_tid tid = 0; o->deadline_ns >= 0 && tid < o->nthreads; tid++) {
        ap_thread_view v;
        if (ap_view_thread(r->world, tid, &v)
            && (v.state == AP_TS_SLEEP || v.state == AP_TS_WAIT)
            && v.deadline_ns >= 0 && v.deadline_ns <= o->deadline_ns)
            o->able[n++] = tid;
    }
    return n;
}

static int able_under_gil(const ap_run *r, ap_roster *o)
{
    int n = 0, last_pid = -1;
    bool drops = false;
    const ap_gil *only = ap_world_gil(r->world, 0);
    if (o->nprocesses == 1 && holder_can_run(o, only)
        && !must_drop(r, o, 0, only)) {
        o->able[0] = only->holder;
        return 1;
    }
    for (int i = 0; i < o->nready; i++) {
        ap_tid tid = o->ready[i];
        int pid = ap_world_process_of(r->world, tid);
        const ap_gil *g = ap_world_gil(r->world, pid);
        if (pid != last_pid)
            drops = must_drop(r, o, pid, g);
        last_pid = pid;
        if (!holder_can_run(o, g) || (tid == g->holder) != drops)
            o->able[n++] = tid;
    }
    return n;
}

int ap_policy_able(const ap_run *r, const ap_tid **out)
{
    ap_roster *o = ap_roster_of(r);
    *out = o->able;
    if (o->nready == 0)
        return next_sleepers(r, o);
    if (o->nready > 1 && has_gil(r))
        return able_under_gil(r, o);
    *out = o->ready;
    return o->nready;
}

ap_tid ap_policy_barred(const ap_run *r, ap_tid tid)
{
    if (!has_gil(r))
        return -1;
    const ap_gil *g = gil_of(r, tid);
    if (g->holder == tid || g->is_at_switch
        || !holder_can_run(ap_roster_of(r), g))
        return -1;
    return g->holder;
}

bool ap_policy_is_alone(const ap_run *r, ap_tid tid, ap_gil **gil)
{
    const ap_roster *o = ap_roster_of(r);
    if (o->nready != 1 || o->ready[0] != tid)
        return false;
    *gil = has_gil(r) ? gil_of(r, tid) : NULL;
    return !*gil || (*gil)->holder == tid;
}

bool ap_run_wants_gil(const ap_run *r, ap_tid tid)
{
    if (!has_gil(r) || ap_world_state(r->world, tid) != AP_TS_READY)
        return false;
    const ap_gil *g = gil_of(r, tid);
    return g->holder >= 0 && g->holder != tid;
}

/* ---- request, drop, take ----------------------------------------------- */

static void wait_since_now(ap_run *r, ap_tid tid)
{
    int64_t now = ap_world_clock_ns(r->world);
    *ap_world_ready_since(r->world, tid) = now > 0 ? now : 1;
}

void ap_policy_drop(ap_run *r, ap_tid tid)
{
    ap_gil *g = gil_of(r, tid);
    g->holder = g->requester = -1;
    g->last_holder = tid;
    g->is_at_switch = false;
    if (ap_world_state(r->world, tid) == AP_TS_READY)
        wait_since_now(r, tid);
}

void ap_policy_take(ap_run *r, ap_tid tid)
{
    ap_gil *g = gil_of(r, tid);
    if (g->last_holder != tid)
        g->switches++;
    g->holder = g->last_holder = tid;
    g->requester = -1;
    g->since_ns = ap_world_clock_ns(r->world);
}

/* `step`: the step that it comes before, which is told after it. */
static void tell(ap_run *r, ap_tape *t, ap_event_kind kind, uint64_t step,
                 ap_tid tid, ap_tid other)
{
    if (t->n + 1 >= t->most)
        return;
    ap_event *ev = &t->at[t->n++];
    ap_frame_view f;
    *ev = (ap_event){.kind = (uint8_t)kind, .op = AP_OP_COUNT,
                     .is_visible = true, .tid = tid, .other = other,
                     .pid = ap_world_process_of(r->world, tid),
                     .step = step,
                     .clock_ns = ap_world_clock_ns(r->world)};
    if (ap_view_frame(r->world, tid, 0, &f)) {
        ev->code = f.code->index;
        ev->pc = f.pc;
        ev->line = f.line;
        ev->in_library = f.in_library;
    }
}

static void request(ap_run *r, int pid, ap_gil *g, ap_tape *t)
{
    if (g->requester >= 0 || g->holder < 0)
        return;
    g->requester = ap_policy_due(r, pid);
    if (g->requester >= 0)
        tell(r, t, AP_EV_GIL_REQUEST, ap_world_steps(r->world),
             g->requester, g->holder);
}

void ap_policy_enter(ap_run *r, ap_tid tid, ap_tape *t)
{
    if (!has_gil(r))
        return;
    int pid = ap_world_process_of(r->world, tid);
    ap_gil *g = ap_world_gil(r->world, pid);
    if (ap_roster_of(r)->nready > 1)
        request(r, pid, g, t);
    if (g->holder == tid)
        return;
    uint64_t step = ap_world_steps(r->world);
    if (g->holder >= 0) {
        tell(r, t, AP_EV_GIL_DROP, step, g->holder, -1);
        ap_policy_drop(r, g->holder);
    }
    tell(r, t, AP_EV_GIL_TAKE, step, tid, g->last_holder);
    ap_policy_take(r, tid);
}

void ap_policy_leave(ap_run *r, const ap_event *ev, ap_stepped how,
                     ap_tape *t)
{
    if (!has_gil(r))
        return;
    ap_gil *g = gil_of(r, ev->tid);
    if (how == AP_STEP_RAN) {
        g->is_at_switch = ev->switches >> r->options.gil & 1;
        return;
    }
    ap_policy_drop(r, ev->tid);
    tell(r, t, AP_EV_GIL_DROP, ev->step, ev->tid, -1);
}
