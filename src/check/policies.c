/* Which findings other GIL policies have, too: a small search of its own under
 * each of them. What such a search does not come to is not claimed. */
#include "after_i.h"

#include <string.h>

enum { MOST_STATES = 5000 };

typedef struct policies {
    ap_check *inner;       /* the search under `gil` */
    int gil;
} policies;

/* ---- the same finding? ------------------------------------------------- */

static bool same_race(const void *a, const void *b)
{
    return strcmp(((const ap_race *)a)->where,
                  ((const ap_race *)b)->where) == 0;
}

static bool same_deadlock(const void *a, const void *b)
{
    return strcmp(((const ap_deadlock *)a)->words,
                  ((const ap_deadlock *)b)->words) == 0;
}

static bool same_failure(const void *a, const void *b)
{
    const ap_failure *x = a, *y = b;
    return x->line == y->line && x->tid == y->tid
           && strcmp(x->error, y->error) == 0;
}

static bool same_stuck(const void *a, const void *b)
{
    return strcmp(((const ap_stuck *)a)->words,
                  ((const ap_stuck *)b)->words) == 0;
}

static bool same_outcome(const void *a, const void *b)
{
    const ap_outcome *x = a, *y = b;
    if (strcmp(x->end, y->end) != 0 || x->exit != y->exit
        || strcmp(x->output, y->output) != 0 || x->nglobals != y->nglobals)
        return false;
    for (int i = 0; i < x->nglobals; i++)
        if (strcmp(x->names[i], y->names[i]) != 0
            || strcmp(x->values[i], y->values[i]) != 0)
            return false;
    return true;
}

/* Every finding has its ap_finding in front. */
_Static_assert(offsetof(ap_race, how) == 0 && offsetof(ap_deadlock, how) == 0
                   && offsetof(ap_failure, how) == 0
                   && offsetof(ap_stuck, how) == 0
                   && offsetof(ap_outcome, how) == 0,
               "how comes first");

static void mark(void *own, int nown, const void *other, int nother,
                 size_t size, bool (*is_same)(const void *, const void *),
                 unsigned bit)
{
    for (int i = 0; i < nown; i++) {
        char *mine = (char *)own + (size_t)i * size;
        for (int k = 0; k < nother; k++)
            if (is_same(mine, (const char *)other + (size_t)k * size))
                ((ap_finding *)(void *)mine)->policies |= bit;
    }
}

static void compare(ap_check *c, const ap_check_report *r, int gil)
{
    int n;
    unsigned bit = 1u << gil;
    ap_race *races = ap_findings_races(c->findings, &n);
    mark(races, n, r->races, r->nraces, sizeof *races, same_race, bit);
    ap_deadlock *deadlocks = ap_findings_deadlocks(c->findings, &n);
    mark(deadlocks, n, r->deadlocks, r->ndeadlocks, sizeof *deadlocks,
         same_deadlock, bit);
    ap_failure *failures = ap_findings_failures(c->findings, &n);
    mark(failures, n, r->failures, r->nfailures, sizeof *failures,
         same_failure, bit);
    ap_stuck *stucks = ap_findings_stucks(c->findings, &n);
    mark(stucks, n, r->stucks, r->nstucks, sizeof *stucks, same_stuck, bit);
    ap_outcome *outcomes = ap_findings_outcomes(c->findings, &n);
    mark(outcomes, n, r->outcomes, r->noutcomes, sizeof *outcomes,
         same_outcome, bit);
}

/* ---- the phase --------------------------------------------------------- */

static void *begin(ap_check *c)
{
    if (c->o.no_policies || ap_findings_count(c->findings) == 0)
        return NULL;
    return ap_alloc(sizeof(policies));
}

static bool start_inner(ap_check *c, policies *s)
{
    ap_check_options o = c->o;
    o.gil = s->gil;
    o.no_policies = true;
    o.most_states = MOST_STATES;
    o.timeout_ns = 0;
    s->inner = ap_check_new(c->im, &o, NULL);
    if (s->inner)
        s->inner->is_inner = true;
    return s->inner != NULL;
}

static bool run(ap_check *c, void *state, int64_t deadline_ns)
{
    policies *s = state;
    for (; s->gil < AP_GIL_COUNT; s->gil++) {
        if (s->gil == c->o.gil || ap_check_is_late(c)
            || (!s->inner && !start_inner(c, s)))
            continue;
        if (!ap_check_run(s->inner, deadline_ns))
            return false;
        const ap_check_report *found = ap_check_report_of(s->inner);
        compare(c, found, s->gil);
        if (found->is_complete)
            c->report.policies |= 1u << s->gil;
        ap_check_free(s->inner);
        s->inner = NULL;
    }
    return true;
}

static void end(ap_check *c, void *state)
{
    policies *s = state;
    (void)c;
    ap_check_free(s->inner);
    ap_free(s);
}

const ap_phase ap_phase_policies = {"other GIL policies", begin, run, end};
