/* report_json: what a search found, for a program: one object whose keys
 * always come in the same order. A number that is not known is null. */
#include "cmd_i.h"

#include <jansson.h>
#include <stdlib.h>

static void set(json_t *o, const char *key, json_t *value)
{
    json_object_set_new(o, key, value);
}

static json_t *text(const char *s)
{
    json_t *j = s ? json_string(s) : json_null();
    return j ? j : json_string("(not UTF-8)");
}

static json_t *texts(const char *const *list, int n)
{
    json_t *a = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(a, text(list[i]));
    return a;
}

static json_t *number(uint64_t n)
{
    return json_integer((json_int_t)n);
}

/* What every finding has; the schedule stands last. */
static void set_how(json_t *o, const ap_finding *how)
{
    json_t *policies = json_array();
    for (int p = 0; p < AP_GIL_COUNT; p++)
        if (how->policies >> p & 1)
            json_array_append_new(policies, json_string(ap_gil_name(p)));
    set(o, "preemptions", number(how->preemptions));
    set(o, "switches", number(how->switches));
    set(o, "steps", number(how->steps));
    set(o, "minimal", json_boolean(how->is_minimal));
    set(o, "policies", policies);
    set(o, "needs_preemption", how->preemption == AP_NEED_UNKNOWN
                                   ? json_null()
                                   : json_boolean(how->preemption
                                                  == AP_NEED_YES));
    set(o, "no_return", how->no_return < 0 ? json_null()
                                           : json_integer(how->no_return));
    set(o, "schedule", text(how->schedule));
}

/* ---- findings -------------------------------------------------------- */

static json_t *side(const ap_race_side *s)
{
    json_t *o = json_object();
    set(o, "thread", text(s->thread));
    set(o, "line", number(s->line));
    set(o, "text", text(s->text));
    set(o, "access", json_string(s->is_write ? "write" : "read"));
    set(o, "locks", texts(s->locks, s->nlocks));
    set(o, "step", number(s->step));
    return o;
}

static json_t *race(const ap_race *r)
{
    json_t *o = json_object();
    set(o, "where", text(r->where));
    set(o, "first", side(&r->first));
    set(o, "second", side(&r->second));
    set(o, "missing", text(r->missing));
    set_how(o, &r->how);
    return o;
}

static json_t *waiter(const ap_waiter *w)
{
    json_t *o = json_object();
    set(o, "thread", text(w->thread));
    set(o, "holds", texts(w->holds, w->nholds));
    set(o, "waits", text(w->waits));
    set(o, "line", number(w->line));
    return o;
}

static json_t *deadlock(const ap_deadlock *d)
{
    json_t *o = json_object(), *cycle = json_array(), *waiting = json_array();
    for (int i = 0; i < d->nwaiters; i++)
        json_array_append_new(d->is_cycle ? cycle : waiting,
                              waiter(&d->waiters[i]));
    set(o, "cycle", cycle);
    set(o, "waiting", waiting); /* all who wait, where there is no cycle */
    set(o, "words", text(d->words));
    set_how(o, &d->how);
    return o;
}

static json_t *failure(const ap_failure *f)
{
    json_t *o = json_object();
    set(o, "thread", text(f->thread));
    set(o, "line", number(f->line));
    set(o, "error", text(f->error));
    set_how(o, &f->how);
    return o;
}

static json_t *stuck(const ap_stuck *s)
{
    json_t *o = json_object();
    set(o, "words", text(s->words));
    set_how(o, &s->how);
    return o;
}

static json_t *outcome(const ap_outcome *x)
{
    json_t *o = json_object(), *globals = json_object();
    for (int i = 0; i < x->nglobals; i++)
        set(globals, x->names[i], text(x->values[i]));
    set(o, "end", text(x->end));
    set(o, "exit", json_integer(x->exit));
    set(o, "stdout", text(x->output));
    set(o, "globals", globals);
    set(o, "share", x->share < 0 ? json_null() : json_real(x->share));
    set_how(o, &x->how);
    return o;
}

static json_t *lock_order(const ap_lock_order *x)
{
    static const char *const states[] = {
        [AP_LOCK_ORDER_OPEN] = "open",
        [AP_LOCK_ORDER_CONFIRMED] = "confirmed",
        [AP_LOCK_ORDER_REFUTED] = "refuted"};
    json_t *o = json_object(), *edges = json_array();
    for (int i = 0; i < x->n; i++) {
        json_t *edge = json_object();
        set(edge, "thread", text(x->sides[i].thread));
        set(edge, "holds", text(x->sides[i].holds));
        set(edge, "wants", text(x->sides[i].takes));
        set(edge, "line", number(x->sides[i].line));
        json_array_append_new(edges, edge);
    }
    set(o, "edges", edges);
    set(o, "state", json_string(states[x->fate]));
    set(o, "schedule", text(x->schedule));
    return o;
}

/* ---- the whole ------------------------------------------------------- */

/* An array of n findings, each made by its own function. */
#define LIST(key, n, make, items)                                              \
    do {                                                                       \
        json_t *list = json_array();                                           \
        for (int i = 0; i < (n); i++)                                          \
            json_array_append_new(list, make(&(items)[i]));                    \
        set(o, key, list);                                                     \
    } while (0)

static json_t *whole(const ap_report *r)
{
    const ap_check_report *f = r->found;
    json_t *o = json_object();
    set(o, "file", text(r->file));
    set(o, "gil", json_string(ap_gil_name(r->run.gil)));
    set(o, "verdict", json_string(ap_verdict_name(f->verdict)));
    set(o, "complete", json_boolean(f->is_complete));
    set(o, "why_incomplete", text(f->is_complete ? NULL : f->why_incomplete));
    set(o, "states", number(f->states));
    set(o, "transitions", number(f->transitions));
    set(o, "seconds", json_real(f->seconds));
    LIST("outcomes", f->noutcomes, outcome, f->outcomes);
    LIST("races", f->nraces, race, f->races);
    LIST("deadlocks", f->ndeadlocks, deadlock, f->deadlocks);
    LIST("failures", f->nfailures, failure, f->failures);
    LIST("stuck", f->nstucks, stuck, f->stucks);
    LIST("lock_orders", f->nlock_orders, lock_order, f->lock_orders);
    return o;
}

void ap_report_json(const ap_report *r, ap_str *out)
{
    json_t *o = whole(r);
    char *s = json_dumps(o, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    ap_str_put(out, s);
    ap_str_putc(out, '\n');
    free(s);
    json_decref(o);
}
