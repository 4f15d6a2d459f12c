/* Whether a preemption is needed for what was found.
 *
 * Of a deadlock, a failure, an outcome the cheapest way tells. A race is
 * another matter: to show it, a schedule brings one thread before its access
 * and leaves it there, which is a preemption by itself. So for a race all runs
 * without a preemption are looked at (turns.c): does it make a difference
 * there already which of the two is first? For a lost update it does not: one
 * thread adds, and then the other. For a value that is used before it is made
 * it does. */
#include "turns_i.h"

enum { MOST_TRANSITIONS = 20000 };

typedef struct need {
    ap_turns *turns;
    ap_trail *trail;
    ap_vec lines;          /* uint32_t, by tid: of its last visible step, 0 */
} need;

/* ---- by cost ----------------------------------------------------------- */

static void mark_by_cost(ap_finding *how)
{
    if (how->preemptions == 0)
        how->preemption = AP_NEED_NO;
    else if (how->is_minimal)
        how->preemption = AP_NEED_YES;
}

static void mark_all_by_cost(ap_check *c)
{
    int n;
    ap_deadlock *d = ap_findings_deadlocks(c->findings, &n);
    for (int i = 0; i < n; i++)
        mark_by_cost(&d[i].how);
    ap_failure *f = ap_findings_failures(c->findings, &n);
    for (int i = 0; i < n; i++)
        mark_by_cost(&f[i].how);
    ap_stuck *u = ap_findings_stucks(c->findings, &n);
    for (int i = 0; i < n; i++)
        mark_by_cost(&u[i].how);
    ap_outcome *o = ap_findings_outcomes(c->findings, &n);
    for (int i = 0; i < n; i++)
        mark_by_cost(&o[i].how);
}

/* ---- races ------------------------------------------------------------- */

/* The line of the program itself that the thread is in; 0: none. */
static uint32_t line_of(const ap_world *w, ap_tid tid)
{
    ap_frame_view v;
    for (int d = 0; ap_view_frame(w, tid, d, &v); d++)
        if (!v.in_library)
            return v.line;
    return 0;
}

static uint32_t *last_line(need *s, ap_tid tid)
{
    while (s->lines.len <= (size_t)tid)
        ap_vec_push(&s->lines, NULL);
    return ap_vec_at(&s->lines, (size_t)tid);
}

/* Follows the race's schedule, so that each thread's last line is known; ->
 * who went last, -1: it cannot be followed. */
static ap_tid follow(need *s, const ap_race *r)
{
    ap_trail *t = s->trail;
    ap_tid last = -1;
    if (!ap_trail_follow_schedule(t, r->how.schedule))
        return -1;
    ap_vec way;
    ap_vec_init(&way, sizeof(ap_tid));
    for (size_t i = 0; i < t->way.len; i++)
        ap_vec_push(&way, ap_vec_at(&t->way, i));
    ap_trail_restart(t);
    s->lines.len = 0;
    for (size_t i = 0; i < way.len; i++) {
        last = *(ap_tid *)ap_vec_at(&way, i);
        *last_line(s, last) = line_of(t->walk->w, last);
        ap_trail_go(t, last);
    }
    ap_vec_clear(&way);
    return last;
}

/* The side that was left before its access: it had begun, and it is not the
 * one that ran last, unless the other has not begun. */
static void find_left(need *s, ap_race *r)
{
    const ap_race_side *sides[] = {&r->first, &r->second};
    ap_tid last = follow(s, r);
    for (int i = 0; i < 2 && last >= 0; i++) {
        uint32_t after = *last_line(s, sides[i]->tid);
        if (!after || (r->left_after && sides[i]->tid == last))
            continue;
        r->left = sides[i]->tid;
        r->left_after = after;
        r->left_before = sides[i]->line;
    }
}

static void mark_races(ap_check *c, need *s)
{
    int n;
    bool is_complete = ap_turns_are_complete(s->turns);
    ap_race *races = ap_findings_races(c->findings, &n);
    for (int i = 0; i < n; i++) {
        ap_need *is = &races[i].how.preemption;
        if (ap_turns_show(s->turns, i))
            *is = AP_NEED_NO;
        else if (is_complete)
            *is = AP_NEED_YES;
        if (*is == AP_NEED_YES)
            find_left(s, &races[i]);
    }
}

/* ---- the phase --------------------------------------------------------- */

static void *begin(ap_check *c)
{
    int nraces;
    if (c->is_inner)
        return NULL;
    mark_all_by_cost(c);
    ap_findings_races(c->findings, &nraces);
    ap_turns *turns = nraces ? ap_turns_new(c, MOST_TRANSITIONS) : NULL;
    if (!turns)
        return NULL;
    need *s = ap_alloc(sizeof *s);
    s->turns = turns;
    s->trail = ap_trail_new(c, NULL);
    ap_vec_init(&s->lines, sizeof(uint32_t));
    return s;
}

static bool run(ap_check *c, void *state, int64_t deadline_ns)
{
    need *s = state;
    if (!s->trail)
        return true;
    if (!ap_turns_run(s->turns, deadline_ns))
        return false;
    mark_races(c, s);
    return true;
}

static void end(ap_check *c, void *state)
{
    need *s = state;
    (void)c;
    ap_turns_free(s->turns);
    ap_trail_free(s->trail);
    ap_vec_clear(&s->lines);
    ap_free(s);
}

const ap_phase ap_phase_need = {"without a preemption", begin, run, end};
