/* The state of a run, and why a thread cannot step, in a sentence. */
#include <stdio.h>
#include <string.h>

#include "run_i.h"

ap_run_state ap_run_state_of(const ap_run *r)
{
    const ap_roster *o = ap_roster_of(r);
    if (r->out >= 0)
        return AP_RUN_READY;
    if (o->is_over)
        return r->keeper && ap_keeper_was_killed(r->keeper) ? AP_RUN_KILLED
                                                            : AP_RUN_OVER;
    if (o->nready == 0 && o->deadline_ns < 0 && !o->waits_for_input)
        return AP_RUN_DEADLOCK;
    return AP_RUN_READY;
}

/* ---- why not ----------------------------------------------------------- */

static const char *name_of(const ap_run *r, ap_tid tid, ap_thread_view *v)
{
    return ap_view_thread(r->world, tid, v) ? v->name : "?";
}

/* "B waits for left, which A holds" */
static void say_wait(const ap_run *r, const ap_thread_view *v, char *why,
                     size_t n)
{
    ap_thread_view other;
    ap_str what = {0};
    bool has_other = v->wait_for >= 0;
    const char *who = has_other ? name_of(r, v->wait_for, &other) : "";
    if (v->wait_obj)
        ap_view_label(r->world, v->pid, v->wait_obj, &what);
    const char *label = ap_str_c(&what);
    if (v->wait == AP_WAIT_LOCK && has_other && v->wait_for == v->tid)
        snprintf(why, n, "%s waits for %s, which it holds itself", v->name,
                 label);
    else if (v->wait == AP_WAIT_LOCK && has_other)
        snprintf(why, n, "%s waits for %s, which %s holds", v->name, label,
                 who);
    else if (v->wait == AP_WAIT_JOIN && has_other)
        snprintf(why, n, "%s waits for %s to end (join)", v->name, who);
    else if (v->wait == AP_WAIT_SHUTDOWN)
        snprintf(why, n, "%s is through and waits for the other threads",
                 v->name);
    else if (v->wait == AP_WAIT_IO)
        snprintf(why, n, "%s waits for input", v->name);
    else if (v->wait == AP_WAIT_CONDITION)
        snprintf(why, n, "%s waits for a notify of %s", v->name, label);
    else if (v->wait == AP_WAIT_EVENT)
        snprintf(why, n, "%s waits for %s to be set", v->name, label);
    else if (v->wait == AP_WAIT_SEMAPHORE)
        snprintf(why, n, "%s waits for a unit of %s", v->name, label);
    else if (v->wait == AP_WAIT_BARRIER)
        snprintf(why, n, "%s waits at %s for the others", v->name, label);
    else
        snprintf(why, n, "%s waits%s%s", v->name, *label ? " for " : "",
                 label);
    ap_str_clear(&what);
}

/* "A has the GIL, and CPython 3.12 does not switch here (line 7)" */
static void say_barred(const ap_run *r, ap_tid holder, char *why, size_t n)
{
    ap_thread_view v;
    ap_frame_view f;
    const char *name = name_of(r, holder, &v);
    if (ap_view_frame(r->world, holder, 0, &f))
        snprintf(why, n,
                 "%s has the GIL, and CPython %s does not switch here "
                 "(line %u, before %s)", name, ap_gil_name(r->options.gil),
                 f.line, ap_ops[ap_instr_op(f.code->instrs[f.pc])].name);
    else
        snprintf(why, n, "%s has the GIL and does not give it up here", name);
}

bool ap_run_may(const ap_run *r, ap_tid tid, char *why, size_t n)
{
    ap_thread_view v;
    char none[1];
    if (n == 0) {
        why = none;
        n = 1;
    }
    *why = 0;
    if (tid < 0 || tid >= ap_world_threads(r->world)
        || !ap_view_thread(r->world, tid, &v) || v.state == AP_TS_FREE) {
        snprintf(why, n, "there is no thread %d", tid);
        return false;
    }
    if (v.state == AP_TS_DONE || v.state == AP_TS_DEAD) {
        snprintf(why, n, "%s has ended", v.name);
        return false;
    }
    if (v.state == AP_TS_WAIT && v.deadline_ns < 0) {
        say_wait(r, &v, why, n);
        return false;
    }
    ap_tid holder = ap_policy_barred(r, tid);
    if (holder >= 0)
        say_barred(r, holder, why, n);
    return holder < 0;
}
