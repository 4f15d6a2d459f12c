/* Both answers are turned into lists of lines, sorted and compared. */
#include "compare_check.h"

#include "apiary/lib.h"
#include "enumerate.h"

#include <stdlib.h>
#include <string.h>

/* Lines, each of them once. */
typedef struct lines {
    ap_vec all;          /* of char * */
} lines;

static void lines_add(lines *l, ap_str *line)
{
    char *s = ap_strdup(ap_str_c(line));
    ap_str_clear(line);
    for (size_t i = 0; i < l->all.len; i++)
        if (strcmp(*(char **)ap_vec_at(&l->all, i), s) == 0) {
            ap_free(s);
            return;
        }
    ap_vec_push(&l->all, &s);
}

static void lines_clear(lines *l)
{
    for (size_t i = 0; i < l->all.len; i++)
        ap_free(*(char **)ap_vec_at(&l->all, i));
    ap_vec_clear(&l->all);
}

static bool lines_have(const lines *l, const char *s)
{
    for (size_t i = 0; i < l->all.len; i++)
        if (strcmp(*(char **)ap_vec_at(&l->all, i), s) == 0)
            return true;
    return false;
}

/* What `a` has and `b` has not. */
static bool lines_within(const lines *a, const lines *b, const char *who,
                         ap_str *why)
{
    bool all = true;
    for (size_t i = 0; i < a->all.len; i++) {
        const char *s = *(char **)ap_vec_at(&a->all, i);
        if (lines_have(b, s))
            continue;
        ap_str_printf(why, "only %s: %s\n", who, s);
        all = false;
    }
    return all;
}

/* ---- outcomes ---------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void put_sorted(ap_vec *items, ap_str *out)
{
    if (items->len)
        qsort(items->data, items->len, sizeof(char *), by_text);
    for (size_t i = 0; i < items->len; i++) {
        char *s = *(char **)ap_vec_at(items, i);
        ap_str_printf(out, " %s", s);
        ap_free(s);
    }
    ap_vec_clear(items);
}

static void push_pair(ap_vec *items, const char *name, const char *value)
{
    ap_str pair = {0};
    ap_str_printf(&pair, "%s=%s", name, value);
    char *s = ap_strdup(ap_str_c(&pair));
    ap_str_clear(&pair);
    ap_vec_push(items, &s);
}

static ap_str line_of_enumerated(const enum_outcome *o)
{
    ap_str line = {0};
    ap_vec pairs;
    ap_vec_init(&pairs, sizeof(char *));
    ap_str_printf(&line, "%s %d \"%s\"", o->end, o->exit,
                  ap_str_c(&o->output));
    for (size_t i = 0; i < o->globals.len; i++) {
        const enum_global *g = ap_vec_at(&o->globals, i);
        push_pair(&pairs, g->name, g->repr);
    }
    put_sorted(&pairs, &line);
    return line;
}

static ap_str line_of_outcome(const ap_outcome *o)
{
    ap_str line = {0};
    ap_vec pairs;
    ap_vec_init(&pairs, sizeof(char *));
    ap_str_printf(&line, "%s %d \"%s\"", o->end, o->exit, o->output);
    for (int i = 0; i < o->nglobals; i++)
        push_pair(&pairs, o->names[i], o->values[i]);
    put_sorted(&pairs, &line);
    return line;
}

static void list_enumerated(const enumeration *e, lines *outcomes,
                            lines *races)
{
    for (size_t i = 0; i < e->outcomes.len; i++) {
        const enum_outcome *o = ap_vec_at(&e->outcomes, i);
        if (strcmp(o->end, "stuck") == 0)
            continue;
        ap_str line = line_of_enumerated(o);
        lines_add(outcomes, &line);
    }
    for (size_t i = 0; i < e->races.len; i++) {
        ap_str line = {0};
        ap_str_put(&line, ((enum_race *)ap_vec_at(&e->races, i))->name);
        lines_add(races, &line);
    }
}

static void list_checked(const ap_check_report *r, lines *outcomes,
                         lines *races)
{
    for (int i = 0; i < r->noutcomes; i++) {
        if (strcmp(r->outcomes[i].end, "stuck") == 0)
            continue;
        ap_str line = line_of_outcome(&r->outcomes[i]);
        lines_add(outcomes, &line);
    }
    for (int i = 0; i < r->nraces; i++) {
        ap_str line = {0};
        ap_str_put(&line, r->races[i].where);
        lines_add(races, &line);
    }
}

static bool compare_lists(const enumeration *e, const ap_check_report *r,
                          ap_str *why)
{
    lines eo, er, co, cr;
    lines *const all[] = {&eo, &er, &co, &cr};
    for (size_t i = 0; i < 4; i++)
        ap_vec_init(&all[i]->all, sizeof(char *));
    list_enumerated(e, &eo, &er);
    list_checked(r, &co, &cr);
    bool same = lines_within(&eo, &co, "enumerated outcome", why);
    same &= lines_within(&co, &eo, "checked outcome", why);
    same &= lines_within(&er, &cr, "enumerated race", why);
    same &= lines_within(&cr, &er, "checked race", why);
    for (size_t i = 0; i < 4; i++)
        lines_clear(all[i]);
    return same;
}

/* ---- costs ------------------------------------------------------------- */

static enum_cost cost_of(const ap_finding *f)
{
    return (uint64_t)f->preemptions << 48 | (uint64_t)f->switches << 32
           | f->steps;
}

static void put_cost(ap_str *out, enum_cost c)
{
    ap_str_printf(out, "(%u preemptions, %u switches, %u steps)",
                  (unsigned)(c >> 48), (unsigned)(c >> 32 & 0xffff),
                  (unsigned)c);
}

/* Steps that are late under a GIL are not the enumerator's: there it counts
 * preemptions and switches alone. */
static enum_cost told(enum_cost c, int gil)
{
    return gil == AP_GIL_OFF ? c : c >> 32;
}

/* Of one finding that is said to be minimal, or may not be cheaper. */
static bool compare_cost(const char *kind, const ap_finding *f, int gil,
                         enum_cost least, ap_str *why)
{
    enum_cost cost = told(cost_of(f), gil);
    if (f->is_minimal ? cost == told(least, gil)
                      : cost >= told(least, gil))
        return true;
    ap_str_printf(why, "%s%s costs ", f->is_minimal ? "minimal " : "", kind);
    put_cost(why, cost_of(f));
    ap_str_put(why, ", the least is ");
    put_cost(why, least);
    ap_str_printf(why, ": %s\n", f->schedule);
    return false;
}

/* The first of a kind must be there, and proven. */
typedef struct first {
    const char *kind;
    enum_cost least;     /* the enumerator's */
    const ap_finding *best;
    bool is_proven;      /* one that is said to be minimal costs the least */
} first;

static void meet(first *f, const ap_finding *how)
{
    if (!f->best || cost_of(how) < cost_of(f->best))
        f->best = how;
    f->is_proven |= how->is_minimal;
}

static bool compare_first(first *f, int gil, ap_str *why)
{
    if (!f->best) {
        if (f->least == ENUM_NO_COST)
            return true;
        ap_str_printf(why, "no %s is found\n", f->kind);
        return false;
    }
    if (f->least == ENUM_NO_COST) {
        ap_str_printf(why, "there is no %s: %s\n", f->kind,
                      f->best->schedule);
        return false;
    }
    if (!f->is_proven) {
        ap_str_printf(why, "no %s is proven minimal\n", f->kind);
        return false;
    }
    return compare_cost(f->kind, f->best, gil, f->least, why);
}

static bool compare_firsts(const enumeration *e, const ap_check_report *r,
                           int gil, ap_str *why)
{
    first race = {"race", e->race, NULL, false};
    first deadlock = {"deadlock", e->deadlock, NULL, false};
    first failure = {"failure", e->failure, NULL, false};
    first stuck = {"stuck state", e->stuck, NULL, false};
    for (int i = 0; i < r->nraces; i++)
        meet(&race, &r->races[i].how);
    for (int i = 0; i < r->ndeadlocks; i++)
        meet(&deadlock, &r->deadlocks[i].how);
    for (int i = 0; i < r->nfailures; i++)
        meet(&failure, &r->failures[i].how);
    for (int i = 0; i < r->nstucks; i++)
        meet(&stuck, &r->stucks[i].how);
    bool same = compare_first(&race, gil, why);
    same &= compare_first(&deadlock, gil, why);
    same &= compare_first(&failure, gil, why);
    return compare_first(&stuck, gil, why) && same;
}

static bool compare_outcome_costs(const enumeration *e,
                                  const ap_check_report *r, int gil,
                                  ap_str *why)
{
    bool same = true;
    for (int i = 0; i < r->noutcomes; i++) {
        ap_str mine = line_of_outcome(&r->outcomes[i]);
        for (size_t k = 0; k < e->outcomes.len; k++) {
            const enum_outcome *o = ap_vec_at(&e->outcomes, k);
            ap_str line = line_of_enumerated(o);
            if (o->cost != ENUM_NO_COST
                && strcmp(ap_str_c(&line), ap_str_c(&mine)) == 0)
                same &= compare_cost("outcome", &r->outcomes[i].how, gil,
                                     o->cost, why);
            ap_str_clear(&line);
        }
        ap_str_clear(&mine);
    }
    for (int i = 0; i < r->nraces; i++)
        for (size_t k = 0; k < e->races.len; k++) {
            const enum_race *x = ap_vec_at(&e->races, k);
            if (strcmp(x->name, r->races[i].where) == 0)
                same &= compare_cost(x->name, &r->races[i].how, gil, x->cost,
                                     why);
        }
    return same;
}

/* ---- schedules --------------------------------------------------------- */

static uint64_t steps_in(const char *schedule)
{
    uint64_t sum = 0;
    for (const char *s = schedule; (s = strchr(s, ':')); s++)
        sum += strtoull(s + 1, NULL, 10);
    return sum;
}

/* Follows a schedule in a run; NULL: *why says where it is refused. */
static ap_run *follow(const ap_image *im, int gil, const ap_finding *f,
                      ap_str *why)
{
    ap_error e = {0};
    ap_run_options o = {.gil = gil, .order = AP_ORDER_REPLAY, .in_place = true,
                        .schedule = f->schedule,
                        .world = {.natives = ap_lib_natives, .seed = 1,
                                  .memory = 1 << 20}};
    ap_run *r = ap_run_new(im, &o, &e);
    uint64_t steps = steps_in(f->schedule);
    if (r && ap_run_many(r, steps, -1, &e) == steps && !e.code)
        return r;
    ap_str_printf(why, "cannot be followed: %s: %s\n", f->schedule, e.msg);
    if (r)
        ap_run_free(r);
    return NULL;
}

static bool has_failure(const ap_world *w)
{
    ap_thread_view v;
    for (ap_tid tid = 0; tid < ap_world_threads(w); tid++)
        if (ap_view_thread(w, tid, &v) && v.state == AP_TS_DEAD && v.failure)
            return true;
    return ap_world_is_over(w) && ap_world_exit_code(w) != 0;
}

static void put_stdout(const ap_world *w, ap_str *out)
{
    ap_output_view o;
    for (ap_tid tid = 0; tid < ap_world_threads(w); tid++)
        for (int i = 0; ap_world_output(w, i, &o); i++)
            if (o.tid == tid && o.fd == 1)
                ap_str_putn(out, o.text, o.n);
}

static bool is_outcome(ap_run *r, const ap_outcome *o)
{
    ap_world *w = ap_run_world(r);
    ap_str text = {0};
    bool failed = has_failure(w);
    ap_run_state state = ap_run_state_of(r);
    put_stdout(w, &text);
    bool same = strcmp(ap_str_c(&text), o->output) == 0;
    ap_str_clear(&text);
    for (int i = 0; i < o->nglobals; i++) {
        ap_str repr = {0};
        ap_word v = ap_view_global_named(w, 0, o->names[i]);
        if (v)
            ap_view_repr(w, 0, v, 191, &repr);
        same = same && strcmp(ap_str_c(&repr), o->values[i]) == 0;
        ap_str_clear(&repr);
    }
    if (strcmp(o->end, "deadlock") == 0)
        return same && state == AP_RUN_DEADLOCK;
    return same && state == AP_RUN_OVER
           && failed == (strcmp(o->end, "failed") == 0);
}

static bool claim(bool is_so, const char *what, const ap_finding *f,
                  ap_str *why)
{
    if (!is_so)
        ap_str_printf(why, "does not lead to %s: %s\n", what, f->schedule);
    return is_so;
}

static bool follow_outcome(const ap_image *im, int gil, const ap_outcome *o,
                           ap_str *why)
{
    if (strcmp(o->end, "stuck") == 0)
        return true;
    ap_run *r = follow(im, gil, &o->how, why);
    bool same = r && claim(is_outcome(r, o), "its outcome", &o->how, why);
    if (r)
        ap_run_free(r);
    return same;
}

static bool follow_deadlock(const ap_image *im, int gil, const ap_deadlock *d,
                            ap_str *why)
{
    ap_run *r = follow(im, gil, &d->how, why);
    bool same = r
                && claim(ap_run_state_of(r) == AP_RUN_DEADLOCK || d->is_part,
                         "a deadlock", &d->how, why);
    if (r)
        ap_run_free(r);
    return same;
}

static bool follow_failure(const ap_image *im, int gil, const ap_failure *f,
                           ap_str *why)
{
    ap_run *r = follow(im, gil, &f->how, why);
    bool same = r && claim(has_failure(ap_run_world(r)), "a failure", &f->how,
                           why);
    if (r)
        ap_run_free(r);
    return same;
}

/* It may go, and stands before its line. */
static bool stands(ap_run *r, const ap_race_side *side)
{
    ap_event ev;
    char why[256];
    return ap_run_may(r, side->tid, why, sizeof why)
           && ap_view_next(ap_run_world(r), side->tid, &ev)
           && ev.line == side->line;
}

/* Under a GIL quiet steps may have to come before the accesses, and who makes
 * them may not be left: there only the schedule is followed. */
static bool follow_race(const ap_image *im, int gil, const ap_race *x,
                        ap_str *why)
{
    ap_run *r = follow(im, gil, &x->how, why);
    bool same = r
                && (gil != AP_GIL_OFF
                    || claim(stands(r, &x->first) && stands(r, &x->second),
                             x->where, &x->how, why));
    if (r)
        ap_run_free(r);
    return same;
}

static bool follow_all(const ap_image *im, int gil, const ap_check_report *r,
                       ap_str *why)
{
    bool same = true;
    for (int i = 0; i < r->noutcomes; i++)
        same &= follow_outcome(im, gil, &r->outcomes[i], why);
    for (int i = 0; i < r->ndeadlocks; i++)
        same &= follow_deadlock(im, gil, &r->deadlocks[i], why);
    for (int i = 0; i < r->nfailures; i++)
        same &= follow_failure(im, gil, &r->failures[i], why);
    for (int i = 0; i < r->nraces; i++)
        same &= follow_race(im, gil, &r->races[i], why);
    return same;
}

/* ---- all --------------------------------------------------------------- */

static bool compare(const ap_image *im, const enumeration *e, int gil,
                    ap_str *why)
{
    ap_error error = {0};
    ap_check_options o = {.gil = gil, .no_policies = true,
                          .world = {.natives = ap_lib_natives, .seed = 1,
                                    .memory = 1 << 20}};
    ap_check *c = ap_check_new(im, &o, &error);
    if (!c) {
        ap_str_printf(why, "cannot be checked: %s\n", error.msg);
        return false;
    }
    while (!ap_check_run(c, -1))
        ;
    const ap_check_report *r = ap_check_report_of(c);
    bool same = r->is_complete;
    if (!same)
        ap_str_printf(why, "not complete: %s\n", r->why_incomplete);
    same &= compare_lists(e, r, why);
    same &= compare_firsts(e, r, gil, why);
    same &= compare_outcome_costs(e, r, gil, why);
    same &= follow_all(im, gil, r, why);
    ap_check_free(c);
    return same;
}

bool compare_check(const ap_image *im, int gil, ap_str *why,
                   bool *is_skipped)
{
    enumeration e;
    if (!enumerate(im, gil, COMPARE_MOST_STATES, &e)) {
        ap_str_put(why, "cannot be enumerated\n");
        return false;
    }
    *is_skipped = !e.is_complete;
    bool same = *is_skipped || compare(im, &e, gil, why);
    enumeration_clear(&e);
    return same;
}
