/* The detectors beside the stage: what they say of each step. */
#include "stage_i.h"

static bool tell_race(ap_stage *s, int i, ap_str *out)
{
    ap_arena *a = ap_arena_new();
    ap_race x;
    ap_detect_race(s->detect, ap_run_world(s->run), i, a, &x);
    ap_tell_race(&x, out);
    if (!x.is_potential) {
        ap_track_race(s->track, &x.first);
        ap_track_race(s->track, &x.second);
    }
    ap_arena_free(a);
    return true;
}

static bool tell_lock_order(ap_stage *s, int i, ap_str *out)
{
    ap_arena *a = ap_arena_new();
    ap_lock_order x;
    ap_detect_lock_order(s->detect, ap_run_world(s->run), i, a, &x);
    ap_tell_lock_order(&x, out);
    ap_arena_free(a);
    return true;
}

/* Some wait for ever while others go on; told once a run. A deadlock of all
 * is what the run stops for. */
static bool tell_partial(ap_stage *s, ap_str *out)
{
    ap_arena *a = ap_arena_new();
    ap_deadlock d = {0};
    bool is_new = !s->told_stuck
        && ap_check_deadlock(ap_run_world(s->run), a, &d) && d.is_part;
    if (is_new) {
        ap_str_put(out, "Deadlock: ");
        ap_tell_deadlock(&d, out);
        ap_str_putc(out, '.');
    }
    s->told_stuck |= is_new;
    ap_arena_free(a);
    return is_new;
}

/* A thread that ends and keeps a lock. */
static bool tell_kept_lock(ap_stage *s, const ap_event *ev, ap_str *out)
{
    ap_world *w = ap_run_world(s->run);
    ap_sync_view v;
    for (int i = 0; ap_view_sync(w, ev->pid, i, &v); i++) {
        bool is_lock = v.role == AP_ROLE_LOCK || v.role == AP_ROLE_RLOCK;
        if (!is_lock || v.owner != ev->tid || v.count <= 0)
            continue;
        ap_tell_thread(s->run, ev->tid, out);
        ap_str_put(out, " ends and still holds ");
        ap_view_label(w, ev->pid, v.obj, out);
        ap_str_putc(out, '.');
        return true;
    }
    return false;
}

bool ap_stage_watch(ap_stage *s, const ap_event *ev, ap_str *out)
{
    bool was_blind = ap_detect_is_blind(s->detect);
    bool has_news = ap_detect_event(s->detect, ap_run_world(s->run),
                                    s->options.gil, ev);
    int race = has_news ? ap_detect_new_race(s->detect) : -1;
    int order = has_news ? ap_detect_new_lock_order(s->detect) : -1;
    ap_tid one;
    bool is_end = ev->kind == AP_EV_END || ev->kind == AP_EV_DIE;
    if (race >= 0)
        return tell_race(s, race, out);
    if ((ev->kind == AP_EV_BLOCK || is_end) && tell_partial(s, out))
        return true;
    /* Where they wait for each other already there is nothing to warn of. */
    if (order >= 0 && !ap_check_cycle(ap_run_world(s->run), &one, 1))
        return tell_lock_order(s, order, out);
    if (is_end && tell_kept_lock(s, ev, out))
        return true;
    /* Nothing is wrong there: it is said, and no stop. */
    race = has_news ? ap_detect_new_potential_race(s->detect) : -1;
    if (race >= 0)
        tell_race(s, race, out);
    if (ap_detect_is_blind(s->detect) && !was_blind)
        ap_str_printf(out, "More than %d threads: from here on nobody looks "
                      "for races.", AP_MOST_WATCHED);
    return false;
}
