/* check: the explorer against the simple enumerator, which reduces nothing:
 * the same outcomes, races, deadlocks, failures and stuck states; and every
 * schedule that it reports leads where it says. */
#include "enumerate.h"
#include "suites.h"

#include "../src/cmd/cmd_i.h"

#include "apiary/check.h"
#include "apiary/lib.h"
#include "search_through.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A larger one is left to the others. */
enum { MOST_STATES = 1500 };

static void claim(bool holds, const char *name, int gil, const char *what,
                  const char *detail)
{
    CU_assertImplementation(holds, 0, what, name, "", CU_FALSE);
    if (!holds)
        printf("\n    %s, GIL %s: %s: %s\n", name, ap_gil_name(gil), what,
               detail);
}

/* ---- the same answers ------------------------------------------------ */

typedef struct both {
    const char *name;
    int gil;
    const enumeration *want;
    const ap_check_report *got;
    bool asks_time;   /* a run's clock goes on while a search's stands */
} both;

static bool has_globals(const ap_outcome *o, const enum_outcome *x)
{
    if ((size_t)o->nglobals != x->globals.len)
        return false;
    for (int i = 0; i < o->nglobals; i++) {
        const enum_global *g = ap_vec_at(&x->globals, (size_t)i);
        if (strcmp(o->names[i], g->name) != 0
            || strcmp(o->values[i], g->repr) != 0)
            return false;
    }
    return true;
}

static bool is_same_outcome(const ap_outcome *o, const enum_outcome *x)
{
    return strcmp(o->end, x->end) == 0 && o->exit == x->exit
        && strcmp(o->output, ap_str_c(&x->output)) == 0 && has_globals(o, x);
}

static void compare_outcomes(const both *b)
{
    claim(b->got->noutcomes == (int)b->want->outcomes.len, b->name, b->gil,
          "outcomes", "not as many");
    for (size_t i = 0; i < b->want->outcomes.len; i++) {
        const enum_outcome *x = ap_vec_at(&b->want->outcomes, i);
        bool found = false;
        for (int k = 0; k < b->got->noutcomes && !found; k++)
            found = is_same_outcome(&b->got->outcomes[k], x);
        claim(found, b->name, b->gil, "outcome not found", x->end);
    }
}

static void compare_races(const both *b)
{
    claim(b->got->nraces == (int)b->want->races.len, b->name, b->gil, "races",
          "not as many");
    for (int i = 0; i < b->got->nraces; i++)
        claim(enumeration_has_race(b->want, b->got->races[i].where), b->name,
              b->gil, "no such race", b->got->races[i].where);
}

static void compare(const both *b)
{
    claim(b->got->is_complete, b->name, b->gil, "complete",
          b->got->why_incomplete ? b->got->why_incomplete : "");
    claim((b->got->ndeadlocks > 0) == b->want->has_deadlock, b->name, b->gil,
          "deadlock", b->want->has_deadlock ? "missed" : "made up");
    claim((b->got->nfailures > 0) == b->want->has_failure, b->name, b->gil,
          "failure", b->want->has_failure ? "missed" : "made up");
    claim((b->got->nstucks > 0) == b->want->has_stuck, b->name, b->gil,
          "stuck", b->want->has_stuck ? "missed" : "made up");
    compare_outcomes(b);
    compare_races(b);
}

/* ---- the schedules --------------------------------------------------- */

/* A run of the finding's schedule; NULL: it cannot be followed. */
static ap_run *follow(const both *b, const ap_image *im, const ap_finding *how)
{
    ap_error e = {0};
    ap_run_options o = {.gil = b->gil, .order = AP_ORDER_REPLAY,
                        .schedule = how->schedule, .in_place = true,
                        .cores = 1, .seed = 1};
    o.world.natives = ap_lib_natives;
    o.world.seed = 1;
    o.world.memory = 1 << 20;
    ap_run *r = ap_run_new(im, &o, &e);
    uint64_t made = r ? ap_run_many(r, how->steps, -1, &e) : 0;
    claim(e.code == AP_E_NONE && made == how->steps, b->name, b->gil,
          e.code == AP_E_NONE ? "steps" : e.msg, how->schedule);
    if (r && e.code == AP_E_NONE && made == how->steps)
        return r;
    ap_run_free(r);
    return NULL;
}

static bool ends_so(ap_run *r, const ap_outcome *o, bool asks_time)
{
    ap_world *w = ap_run_world(r);
    bool is_same = strcmp(o->end, "deadlock") == 0
        ? ap_run_state_of(r) == AP_RUN_DEADLOCK
        : ap_run_state_of(r) == AP_RUN_OVER
            && ap_world_exit_code(w) == o->exit;
    for (int i = 0; i < o->nglobals && is_same && !asks_time; i++) {
        ap_str repr = {0};
        ap_view_repr(w, 0, ap_view_global_named(w, 0, o->names[i]), 191,
                     &repr);
        is_same = strcmp(ap_str_c(&repr), o->values[i]) == 0;
        ap_str_clear(&repr);
    }
    return is_same;
}

static void follow_outcomes(const both *b, const ap_image *im)
{
    for (int i = 0; i < b->got->noutcomes; i++) {
        const ap_outcome *o = &b->got->outcomes[i];
        if (strcmp(o->end, "stuck") == 0)
            continue;
        ap_run *r = follow(b, im, &o->how);
        if (r)
            claim(ends_so(r, o, b->asks_time), b->name, b->gil,
                  "does not end so",
                  o->how.schedule);
        ap_run_free(r);
    }
}

/* After the schedule both threads stand before their accesses. */
static void follow_races(const both *b, const ap_image *im)
{
    for (int i = 0; i < b->got->nraces; i++) {
        const ap_race *x = &b->got->races[i];
        const ap_race_side *sides[] = {&x->first, &x->second};
        ap_run *r = follow(b, im, &x->how);
        for (int k = 0; k < 2 && r && b->gil == AP_GIL_OFF; k++) {
            ap_frame_view v = {0};
            int d = 0;
            while (ap_view_frame(ap_run_world(r), sides[k]->tid, d, &v)
                   && v.in_library)
                d++;
            claim(v.line == sides[k]->line, b->name, b->gil,
                  "does not come to the race", x->where);
        }
        ap_run_free(r);
    }
}

static void follow_all(const both *b, const ap_image *im)
{
    follow_outcomes(b, im);
    follow_races(b, im);
    for (int i = 0; i < b->got->ndeadlocks; i++) {
        ap_run *r = follow(b, im, &b->got->deadlocks[i].how);
        if (r)
            claim(ap_run_state_of(r) == AP_RUN_DEADLOCK, b->name, b->gil,
                  "is no deadlock", b->got->deadlocks[i].how.schedule);
        ap_run_free(r);
    }
    for (int i = 0; i < b->got->nfailures; i++)
        ap_run_free(follow(b, im, &b->got->failures[i].how));
    for (int i = 0; i < b->got->nstucks; i++)
        ap_run_free(follow(b, im, &b->got->stucks[i].how));
}

static bool asks_time(const ap_image *im)
{
    const char *text = ap_image_module(im, 0)->text;
    return strstr(text, "import time");
}

/* Everything about one program under one policy. */
static void hold_against(const char *name, const ap_image *im, int gil,
                         bool is_reduced)
{
    enumeration want;
    if (!enumerate(im, gil, MOST_STATES, &want)) {
        claim(false, name, gil, "enumerated", "no");
        return;
    }
    if (want.is_complete) {
        ap_check_options o = {.gil = gil, .no_policies = true,
                              .no_reduction = !is_reduced};
        ap_check *c = search_through(im, o);
        both b = {name, gil, &want, ap_check_report_of(c),
                  asks_time(im)};
        compare(&b);
        follow_all(&b, im);
        if (getenv("AP_SCENARIO"))
            printf("\n    %s, GIL %s: %llu states, %llu transitions in %.3f s, "
                   "unreduced %llu and %llu", name, ap_gil_name(gil),
                   (unsigned long long)b.got->states,
                   (unsigned long long)b.got->transitions, b.got->seconds,
                   (unsigned long long)want.states,
                   (unsigned long long)want.transitions);
        ap_check_free(c);
    }
    enumeration_clear(&want);
}

/* ---- scenarios ------------------------------------------------------- */

static void hold_scenario(const ap_listed *s)
{
    ap_str text = {0};
    ap_error e = {0};
    ap_vec diags;
    ap_image *failed = NULL;
    ap_vec_init(&diags, sizeof(ap_diag));
    CU_ASSERT_FATAL(ap_file_read(s->path, 1 << 20, &text, &e));
    ap_image *im = ap_lib_load(s->path, text.s, text.len, &diags, &failed);
    CU_ASSERT_FATAL(im != NULL);
    for (int gil = 0; gil < AP_GIL_COUNT; gil++)
        hold_against(s->name, im, gil, true);
    ap_image_free(im);
    ap_str_clear(&text);
    ap_vec_clear(&diags);
}

static void scenarios_have_the_same_answers(void)
{
    ap_catalogue all;
    ap_error e = {0};
    const char *only = getenv("AP_SCENARIO"); /* part of a name */
    CU_ASSERT_FATAL(ap_catalogue_read(&all, &e));
    for (size_t i = 0; i < all.items.len; i++) {
        const ap_listed *s = ap_vec_at(&all.items, i);
        if (!only || strstr(s->name, only))
            hold_scenario(s);
    }
    ap_catalogue_clear(&all);
}

/* ---- limits ------------------------------------------------------------ */

/* States without end. */
static const char endless[] =
    "import threading\n"
    "n = 0\n"
    "def count():\n"
    "    global n\n"
    "    while True:\n"
    "        n = n + 1\n"
    "a = threading.Thread(target=count)\n"
    "b = threading.Thread(target=count)\n"
    "a.start(); b.start()\n";

static ap_image *image_of(const char *text)
{
    ap_vec diags;
    ap_image *failed = NULL;
    ap_vec_init(&diags, sizeof(ap_diag));
    ap_image *im = ap_lib_load("test.py", text, strlen(text), &diags,
                               &failed);
    CU_ASSERT_FATAL(im != NULL);
    ap_vec_clear(&diags);
    return im;
}

static void a_search_without_end_is_stopped(void)
{
    static const struct {
        const char *name, *why;
        ap_check_options o;
    } limits[] = {
        {"states", "states", {.gil = AP_GIL_OFF, .no_policies = true,
                              .most_states = 2000}},
        {"time", "time", {.gil = AP_GIL_OFF, .no_policies = true,
                          .timeout_ns = 200000000}},
        {"memory", "memory", {.gil = AP_GIL_OFF, .no_policies = true,
                              .memory = 1 << 20}}};
    ap_image *im = image_of(endless);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        ap_check *c = search_through(im, limits[i].o);
        const ap_check_report *r = ap_check_report_of(c);
        claim(!r->is_complete && strstr(r->why_incomplete, limits[i].why),
              limits[i].name, AP_GIL_OFF, "why",
              r->why_incomplete ? r->why_incomplete : "complete");
        claim(r->nraces == 1 && r->verdict == AP_VERDICT_RACE, limits[i].name,
              AP_GIL_OFF, "the race", "was not found");
        ap_check_free(c);
    }
    ap_image_free(im);
}

/* A thread goes on for ever and nobody can see it. The search ends all the
 * same, and everybody else's interleavings are searched. */
static const char spinning[] =
    "import threading\n"
    "x = 0\n"
    "def spin():\n"
    "    n = 0\n"
    "    while True:\n"
    "        %s\n"
    "def count():\n"
    "    global x\n"
    "    x += 1\n"
    "a = threading.Thread(target=spin, daemon=True)\n"
    "b = threading.Thread(target=count)\n"
    "a.start(); b.start()\n"
    "count()\n"
    "b.join()\n";

static void who_spins_unseen_does_not_hold_up_the_rest(void)
{
    static const struct {
        const char *statement;
        bool is_complete;      /* its states repeat */
    } rows[] = {{"pass", true}, {"n += 1", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ap_str text = {0};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        ap_str_printf(&text, spinning, rows[i].statement);
#pragma GCC diagnostic pop
        ap_image *im = image_of(ap_str_c(&text));
        ap_check_options o = {.gil = AP_GIL_OFF, .no_policies = true};
        ap_check *c = search_through(im, o);
        const ap_check_report *r = ap_check_report_of(c);
        claim(r->is_complete == rows[i].is_complete, rows[i].statement,
              AP_GIL_OFF, "complete", r->is_complete ? "it is" : "it is not");
        claim(r->nraces == 1 && r->noutcomes == 2, rows[i].statement,
              AP_GIL_OFF, "race and outcomes", "are not all found");
        ap_check_free(c);
        ap_image_free(im);
        ap_str_clear(&text);
    }
}

/* ---- lost updates ------------------------------------------------------ */

/* The lost update as in the literature: 2, 3, 5, 7, 9 outcomes. */
static void lost_updates_are_all_found(void)
{
    static const char counter[] =
        "import threading\n"
        "counter = 0\n"
        "def work(n):\n"
        "    global counter\n"
        "    for _ in range(n):\n"
        "        counter = counter + 1\n"
        "a = threading.Thread(target=work, args=(%d,))\n"
        "b = threading.Thread(target=work, args=(%d,))\n"
        "a.start(); b.start(); a.join(); b.join()\n";
    static const struct {
        int rounds, outcomes;
    } rows[] = {{1, 2}, {2, 3}, {3, 5}, {4, 7}, {5, 9}};
    uint64_t before = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ap_str text = {0};
        char name[32];
        snprintf(name, sizeof name, "counter %d", rows[i].rounds);
        ap_str_printf(&text, counter, rows[i].rounds, rows[i].rounds);
        ap_image *im = image_of(ap_str_c(&text));
        ap_check_options o = {.gil = AP_GIL_OFF, .no_policies = true};
        ap_check *c = search_through(im, o);
        const ap_check_report *r = ap_check_report_of(c);
        claim(r->is_complete, name, AP_GIL_OFF, "complete", "no");
        claim(r->noutcomes == rows[i].outcomes, name, AP_GIL_OFF, "outcomes",
              "not as published");
        claim(r->states > before, name, AP_GIL_OFF, "states", "do not grow");
        before = r->states;
        ap_check_free(c);
        ap_image_free(im);
        ap_str_clear(&text);
    }
}

static CU_TestInfo tests[] = {
    {"a search without end is stopped", a_search_without_end_is_stopped},
    {"who spins unseen does not hold up the rest",
     who_spins_unseen_does_not_hold_up_the_rest},
    {"lost updates are all found", lost_updates_are_all_found},
    {"scenarios have the same answers", scenarios_have_the_same_answers},
    CU_TEST_INFO_NULL};
CU_SuiteInfo check_suite = {.pName = "check", .pTests = tests};
