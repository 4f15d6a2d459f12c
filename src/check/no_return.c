/* Points of no return: the step of a failing schedule after which no
 * continuation ends well any more. Losing is monotone along a run, so it is
 * found by bisection; each question is a search of what can still follow. */
#include "after_i.h"

/* For all findings together, and of each kind. What is larger than that can
 * seldom be lost in a part of it that is smaller. */
enum { MOST_TRANSITIONS = 200000, FEW_TRANSITIONS = 20000, MOST_FINDINGS = 8 };

/* What is asked now: where along the way a good end is still open. */
typedef enum question {
    NOTHING,               /* the next finding is to be taken */
    AT_END,                /* it must be lost there */
    AT_START,              /* and open there */
    BETWEEN
} question;

typedef struct no_return {
    ap_trail *trail;
    ap_fates *fates;
    int kind, index;       /* of the next finding */
    ap_finding *finding;
    ap_vec way;            /* its own */
    question asked;
    size_t at;             /* transitions made, of which it is asked */
    size_t open, lost;     /* between these the answer lies */
} no_return;

static void ask(no_return *s, question q, size_t at)
{
    s->asked = q;
    s->at = at;
    ap_trail_follow(s->trail, s->way.data, at);
}

/* Halves what is between, or it is known. */
static void narrow(no_return *s)
{
    if (s->lost - s->open > 1) {
        ask(s, BETWEEN, s->open + (s->lost - s->open) / 2);
        return;
    }
    ap_trail_follow(s->trail, s->way.data, s->way.len);
    s->finding->no_return = (int64_t)ap_trail_step(s->trail, s->open);
    s->asked = NOTHING;
}

static void answer(no_return *s, ap_fate fate)
{
    question q = s->asked;
    s->asked = NOTHING;
    if (q == AT_END && fate == AP_FATE_LOST) {
        ask(s, AT_START, 0);
    } else if (q != AT_END && fate == AP_FATE_OPEN) {
        s->open = s->at;
        narrow(s);
    } else if (q == BETWEEN && fate == AP_FATE_LOST) {
        s->lost = s->at;
        narrow(s);
    }
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
    ap_vec_init(&s->way, sizeof(ap_tid));
    return s;
}

/* Takes up the next finding. False: there is none. */
static bool take_next(ap_check *c, no_return *s)
{
    s->finding = NULL;
    while (s->kind < 3
           && !(s->finding = finding_at(c, s->kind, s->index++))) {
        s->kind++;
        s->index = 0;
    }
    if (!s->finding)
        return false;
    if (!ap_trail_follow_schedule(s->trail, s->finding->schedule))
        return true;
    s->way.len = 0;
    for (size_t i = 0; i < s->trail->way.len; i++)
        ap_vec_push(&s->way, ap_vec_at(&s->trail->way, i));
    s->lost = s->way.len;
    ask(s, AT_END, s->way.len);
    return true;
}

static bool run(ap_check *c, void *state, int64_t deadline_ns)
{
    no_return *s = state;
    while (!ap_check_is_late(c) && (s->asked || take_next(c, s))) {
        ap_fate fate = AP_FATE_UNKNOWN;
        if (s->asked)
            fate = ap_fates_ask(s->fates, s->trail->walk, deadline_ns);
        if (fate == AP_FATE_PAUSED)
            return false;
        answer(s, fate);
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
    ap_vec_clear(&s->way);
    ap_free(s);
}

const ap_phase ap_phase_no_return = {"points of no return", begin, run, end};
