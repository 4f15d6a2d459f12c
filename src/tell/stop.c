/* Waiting and stopping: what a thread waits for, why nobody can run. */
#include "tell_i.h"

static void wait_for_time(const ap_run *r, const ap_thread_view *v,
                          const char *before, ap_str *out)
{
    int64_t left = v->deadline_ns - ap_world_clock_ns(tell_world(r));
    if (v->deadline_ns < 0)
        return;
    ap_str_printf(out, "%s%.3g s more", before,
                  left > 0 ? (double)left / 1e9 : 0.0);
}

static void wait_for_lock(const ap_run *r, const ap_thread_view *v,
                          const char *what, ap_str *out)
{
    char owner[TELL_NAME];
    ap_sync_view s;
    ap_tid has = v->wait_for;
    if (has < 0 && ap_view_sync_of(tell_world(r), v->pid, v->wait_obj, &s))
        has = s.owner;
    tell_name(r, has, owner);
    ap_str_printf(out, "for %s", what);
    if (has == v->tid)
        ap_str_put(out, ", which it has itself");
    else if (*owner)
        ap_str_printf(out, ", %s has it", owner);
}

/* Around the name of what is waited for; before it where room is scarce. */
static const struct {
    const char *before, *after, *brief;
} wait_words[] = {
    [AP_WAIT_CONDITION] = {"for a notify on ", "", "notify on "},
    [AP_WAIT_SEMAPHORE] = {"for one of ", ", none is left", "one of "},
    [AP_WAIT_EVENT] = {"until ", " is set", "set of "},
    [AP_WAIT_BARRIER] = {"for the others at ", "", "others at "},
    [AP_WAIT_IO] = {"for input", "", "input"}};

void ap_tell_wait(const ap_run *r, ap_tid tid, ap_str *out)
{
    ap_thread_view v;
    char what[TELL_NAME], other[TELL_NAME];
    if (!ap_view_thread(tell_world(r), tid, &v))
        return;
    tell_label(r, v.pid, v.wait_obj, what);
    tell_name(r, v.wait_for, other);
    if (v.wait == AP_WAIT_LOCK)
        wait_for_lock(r, &v, what, out);
    else if (v.wait == AP_WAIT_JOIN)
        ap_str_printf(out, "until %s ends", *other ? other : "it");
    else if (v.wait == AP_WAIT_SHUTDOWN)
        ap_str_put(out, "until all threads end");
    else if (v.wait == AP_WAIT_SLEEP)
        wait_for_time(r, &v, "for ", out);
    else if (v.wait != AP_WAIT_NONE)
        ap_str_printf(out, "%s%s%s", wait_words[v.wait].before, what,
                      wait_words[v.wait].after);
}

void ap_tell_wait_briefly(const ap_run *r, ap_tid tid, ap_str *out)
{
    ap_thread_view v;
    ap_sync_view s;
    char what[TELL_NAME], owner[TELL_NAME];
    if (!ap_view_thread(tell_world(r), tid, &v))
        return;
    tell_label(r, v.pid, v.wait_obj, what);
    if (v.wait == AP_WAIT_LOCK) {
        bool is_there = ap_view_sync_of(tell_world(r), v.pid, v.wait_obj, &s);
        tell_name(r, is_there ? s.owner : -1, owner);
        ap_str_printf(out, "%s%s%s", what, *owner ? ": " : "", owner);
    } else if (v.wait == AP_WAIT_SLEEP) {
        wait_for_time(r, &v, "", out);
    } else if (v.wait < sizeof wait_words / sizeof *wait_words
               && wait_words[v.wait].brief) {
        ap_str_printf(out, "%s%s", wait_words[v.wait].brief, what);
    } else {
        ap_tell_wait(r, tid, out);
    }
}

/* A circle, if there is one. */
static bool tell_circle(const ap_run *r, ap_str *out)
{
    ap_arena *a = ap_arena_new();
    ap_deadlock d;
    bool is_circle = ap_check_deadlock(tell_world(r), a, &d) && d.is_cycle;
    if (is_circle) {
        ap_str_put(out, "DEADLOCK: ");
        ap_tell_deadlock(&d, out);
        ap_str_putc(out, '.');
    }
    ap_arena_free(a);
    return is_circle;
}

/* Nobody can run, and there is no cycle: somebody waits for a wake-up that
 * cannot come. */
static void tell_stuck(const ap_run *r, ap_str *out)
{
    ap_world *w = tell_world(r);
    ap_tid best = -1;
    for (ap_tid tid = 0; tid < ap_world_threads(w); tid++) {
        ap_thread_view v;
        if (ap_world_state(w, tid) != AP_TS_WAIT
            || !ap_view_thread(w, tid, &v))
            continue;
        if (best < 0 || (v.wait != AP_WAIT_JOIN && v.wait != AP_WAIT_SHUTDOWN))
            best = tid;
    }
    ap_str_put(out, "DEADLOCK: nobody can run.");
    if (best < 0)
        return;
    char who[TELL_NAME];
    tell_name(r, best, who);
    ap_str_printf(out, " %s waits ", who);
    ap_tell_wait(r, best, out);
    ap_str_putc(out, '.');
}

void ap_tell_stop(const ap_run *r, ap_str *out)
{
    switch (ap_run_state_of(r)) {
    case AP_RUN_OVER:
        ap_str_printf(out, "The program has ended, exit status %d.",
                      ap_world_exit_code(tell_world(r)));
        break;
    case AP_RUN_DEADLOCK:
        if (!tell_circle(r, out))
            tell_stuck(r, out);
        break;
    case AP_RUN_KILLED:
        ap_str_put(out, "The process was killed. r starts again.");
        break;
    case AP_RUN_READY:
        ap_str_put(out, "Nobody is picked: 0-9 steps that thread.");
        break;
    }
}
