/* Points of no return: the step of a failing schedule after which no
 * continuation ends well any more. Losing is monotone along a run, so it is
 * found by bisection; each question is a search of what can still follow. */
#include "after_i.h"

/* For all findings together, and of each kind. What is larger than that can
 * seldom be lost in a part of it that is smaller. */
enum { MOST_TRANSITIONS = 200000, FEW_TRANSITIONS = 20000, MOST_FINDINGS = 8 };

typedef struct no_return {
    ap_trail *trail;
    ap_fates *fates;
    int kind, index;       /* the finding that comes next */
} no_return;

static ap_fate fate_after(no_return *s, const ap_tid *way, size_t n)
{
    ap_trail_follow(s->trail, way, n);
    return ap_fates_ask(s->fates, s->trail->walk);
}

/* How many transitions of the way can be made with a good end still open; -1:
 * not even none, or it is not known. */
static int64_t last_open(no_return *s, const ap_tid *way, size_t n)
{
    size_t open = 0, lost = n;
    if (fate_after(s, way, n) != AP_FATE_LOST
        || fate_after(s, way, 0) != AP_FATE_OPEN)
        return -1;
    while (lost - open > 1) {
        size_t middle = open + (lost - open) / 2;
        ap_fate fate = fate_after(s, way, middle);
        if (fate == AP_FATE_UNKNOWN)
            return -1;
        if (fate == AP_FATE_OPEN)
            open = middle;
        else
            lost = middle;
    }
    return (int64_t)open;
}

static void mark(no_return *s, ap_finding *f)
{
    if (!ap_trail_follow_schedule(s->trail, f->schedule))
        return;
    size_t n = s->trail->way.len;
    ap_tid *way = ap_alloc((n + 1) * sizeof *way);
    for (size_t i = 0; i < n; i++)
        way[i] = *(ap_tid *)ap_vec_at(&s->trail->way, i);
    int64_t open = last_open(s, way, n);
    if (open >= 0) {
        ap_trail_follow(s->trail, way, n);
        f->no_return = (int64_t)ap_trail_step(s->trail, (size_t)open);
    }
    ap_free(way);
}

/* The index-th finding of a kind that does not end well; NULL: no more. */
static ap_finding *finding_at(ap_check *c, int kind, int index)
{
    int n[3];
    ap_deadlock *d = ap_findings_deadlocks(c->findings, &n[0]);
    ap_failure *f = ap_findings_failures(c->findings, &n[1]);
    ap_stuck *u = ap_findings_stucks(c->findings, &n[2]);
    if (index >= n[kind] || index >= MOST_FINDINGS)
        return NULL;
    return kind == 0 ? &d[index].how : kind == 1 ? &f[index].how
                                                 : &u[index].how;
}

static void *begin(ap_check *c)
{
    ap_trail *trail = NULL;
    for (int kind = 0; kind < 3 && !trail; kind++)
        if (!c->is_inner && finding_at(c, kind, 0))
            trail = ap_trail_new(c, NULL);
    if (!trail)
        return NULL;
    no_return *s = ap_alloc(sizeof *s);
    s->trail = trail;
    s->fates = ap_fates_new(c, ap_end_good,
                            c->states > MOST_TRANSITIONS ? FEW_TRANSITIONS
                                                         : MOST_TRANSITIONS);
    return s;
}

static bool run(ap_check *c, void *state, int64_t deadline_ns)
{
    no_return *s = state;
    while (s->kind < 3 && !ap_check_is_late(c)) {
        ap_finding *f = finding_at(c, s->kind, s->index++);
        if (!f) {
            s->kind++;
            s->index = 0;
            continue;
        }
        mark(s, f);
        if (deadline_ns >= 0 && ap_clock_ns() >= deadline_ns)
            return false;
    }
    return true;
}

static void end(ap_check *c, void *state)
{
    no_return *s = state;
    (void)c;
    ap_trail_free(s->trail);
    ap_fates_free(s->fates);
    ap_free(s);
}

const ap_phase ap_phase_no_return = {"points of no return", begin, run, end};
