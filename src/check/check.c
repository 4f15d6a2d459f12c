/* The search as its callers see it: phases one after another, in slices, and
 * a report that grows. */
#include "after_i.h"

#include <stdio.h>

/* In this order. Each may find its work done, or not wanted. What comes from
 * `shortest` on is left out of a search within a search. */
static const ap_phase *const phases[] = {
    &ap_phase_one_run,   &ap_phase_greedy, &ap_phase_bounded,
    &ap_phase_chance,    &ap_phase_directed, &ap_phase_search,
    &ap_phase_whole,     &ap_phase_shortest, &ap_phase_settle,
    &ap_phase_no_return, &ap_phase_need, &ap_phase_policies,
};
enum { PHASES = sizeof phases / sizeof *phases };

enum { DEFAULT_MEMORY = 1 << 30 };

/* input(): there is nobody to answer, and every answer would be a program of
 * its own. */
static bool refuse_input(void *arg, uint64_t step, ap_str *line)
{
    ap_check *c = arg;
    (void)step;
    (void)line;
    c->refused = "the program reads input, and a search has none to give";
    return false;
}

ap_check *ap_check_new(const ap_image *im, const ap_check_options *o,
                       ap_error *e)
{
    ap_check *c = ap_alloc(sizeof *c);
    c->im = im;
    c->o = *o;
    if (!c->o.memory)
        c->o.memory = DEFAULT_MEMORY;
    c->o.world.source = refuse_input;
    c->o.world.source_arg = c;
    c->o.world.has_input = NULL;
    c->texts = ap_texts_new();
    c->findings = ap_findings_new();
    c->arena = ap_arena_new();
    ap_vec_init(&c->lock_orders, sizeof(ap_lock_order));
    /* Whether the world can be made is known now, not in the middle. */
    ap_walk *first = ap_walk_new(im, &c->o, c->texts, e);
    if (!first) {
        ap_check_free(c);
        return NULL;
    }
    ap_walk_free(first);
    return c;
}

void ap_check_free(ap_check *c)
{
    if (!c)
        return;
    if (c->state)
        phases[c->phase]->end(c, c->state);
    ap_vec_clear(&c->lock_orders);
    ap_arena_free(c->arena);
    ap_findings_free(c->findings);
    ap_texts_free(c->texts);
    ap_free(c);
}

/* ---- limits ------------------------------------------------------------ */

int64_t ap_check_elapsed_ns(const ap_check *c)
{
    int64_t now = c->slice_ns ? ap_clock_ns() - c->slice_ns : 0;
    return c->spent_ns + now;
}

bool ap_check_is_late(const ap_check *c)
{
    return c->o.timeout_ns && ap_check_elapsed_ns(c) > c->o.timeout_ns;
}

bool ap_check_is_spent(ap_check *c, size_t bytes)
{
    c->bytes = bytes;
    if (c->o.most_states && c->states >= c->o.most_states)
        snprintf(c->why, sizeof c->why, "the limit of %llu states was reached",
                 (unsigned long long)c->o.most_states);
    else if (bytes > c->o.memory)
        snprintf(c->why, sizeof c->why, "the search's memory (%.4g MiB) is "
                 "used up", (double)c->o.memory / (1 << 20));
    else if (ap_check_is_late(c))
        snprintf(c->why, sizeof c->why, "its time of %.4g s is over",
                 (double)c->o.timeout_ns / 1e9);
    else
        return false;
    return true;
}

/* ---- slices ----------------------------------------------------------- */

/* Ends the phase that runs, if one does, and goes to the next. */
static void next_phase(ap_check *c)
{
    if (c->state)
        phases[c->phase]->end(c, c->state);
    c->state = NULL;
    c->phase++;
}

static bool run_phase(ap_check *c, int64_t deadline_ns)
{
    const ap_phase *p = phases[c->phase];
    if (!c->state)
        c->state = p->begin(c);
    return !c->state || p->run(c, c->state, deadline_ns);
}

bool ap_check_run(ap_check *c, int64_t deadline_ns)
{
    c->slice_ns = ap_clock_ns();
    bool is_late = false;
    while (c->phase < PHASES && !is_late && run_phase(c, deadline_ns)) {
        next_phase(c);
        is_late = deadline_ns >= 0 && ap_clock_ns() >= deadline_ns;
    }
    c->spent_ns += ap_clock_ns() - c->slice_ns;
    c->slice_ns = 0;
    c->is_over = c->phase >= PHASES || c->refused;
    return c->is_over;
}

/* ---- what is known ---------------------------------------------------- */

void ap_check_look(const ap_check *c, ap_check_progress *p)
{
    *p = (ap_check_progress){
        .phase = c->is_over ? "done" : phases[c->phase]->name,
        .states = c->states,
        .transitions = c->transitions,
        .depth = c->depth,
        .bytes = c->bytes,
        .seconds = (double)ap_check_elapsed_ns(c) / 1e9,
        .findings = ap_findings_count(c->findings)};
}

static ap_verdict verdict_of(const ap_check_report *r)
{
    if (r->nfailures)
        return AP_VERDICT_FAILURE;
    if (r->ndeadlocks)
        return AP_VERDICT_DEADLOCK;
    if (r->nstucks)
        return AP_VERDICT_STUCK;
    if (r->nraces)
        return AP_VERDICT_RACE;
    return r->is_complete ? AP_VERDICT_SAFE : AP_VERDICT_INCOMPLETE;
}

/* What stopped the search, and how far it had come. */
static const char *why_incomplete(ap_check *c)
{
    const char *why = c->why[0] ? c->why : "the search is not over yet";
    int n = snprintf(c->why_told, sizeof c->why_told, "%s", why);
    if (c->bound > 0 && n > 0)
        snprintf(c->why_told + n, sizeof c->why_told - (size_t)n,
                 "; every run with at most %d preemption%s was made",
                 c->bound - 1, c->bound == 2 ? "" : "s");
    return c->why_told;
}

const ap_check_report *ap_check_report_of(ap_check *c)
{
    ap_check_report *r = &c->report;
    ap_findings_fill(c->findings, r);
    r->lock_orders = c->lock_orders.data;
    r->nlock_orders = (int)c->lock_orders.len;
    r->is_complete = c->is_complete;
    r->refused = c->refused;
    r->why_incomplete = c->is_complete ? NULL : why_incomplete(c);
    r->states = c->states;
    r->transitions = c->transitions;
    r->seconds = (double)ap_check_elapsed_ns(c) / 1e9;
    r->verdict = verdict_of(r);
    return r;
}

const char *ap_verdict_name(ap_verdict v)
{
    static const char *const names[AP_VERDICT_COUNT] = {
#define X(name, word, words) [AP_VERDICT_##name] = word,
        AP_VERDICTS(X)
#undef X
    };
    return names[v];
}
