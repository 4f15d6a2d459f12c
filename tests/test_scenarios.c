/* scenarios: what a header expects is what all interleavings bring, no more
 * and no less, by the enumerator and by the search; every scenario comes to
 * its end under any luck; and the luck that its header asks for shows the
 * bug. */
#include "enumerate.h"
#include "shell.h"
#include "suites.h"

#include "../src/cmd/cmd_i.h"

#include "apiary/check.h"
#include "apiary/lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STATES = 3000000 };

static ap_catalogue catalogue;

/* A scenario opened with the options of its header. */
static bool open_listed(const ap_listed *s, ap_opened *o)
{
    static char name[] = "exec";
    static char *argv[] = {name, NULL, NULL};
    ap_args line;
    ap_error e = {0};
    ap_str why = {0};
    argv[1] = (char *)(uintptr_t)s->path;
    ap_args_init(&line, &ap_cmd_exec);
    bool ok = ap_args_read(&line, 2, argv, &e)
        && ap_open(o, s->path, &line, &why);
    CU_ASSERT(ok);
    if (!ok)
        printf("\n    %s: %s%s\n", s->name, e.msg, ap_str_c(&why));
    ap_str_clear(&why);
    return ok;
}

/* Counts one claim; says which one where it does not hold. */
static void claim(bool holds, const char *name, int gil, const char *what,
                  const char *detail)
{
    CU_assertImplementation(holds, 0, what, name, "", CU_FALSE);
    if (!holds)
        printf("\n    %s, GIL %s: %s %s\n", name, ap_gil_name(gil), what,
               detail);
}

/* ---- two that answer ------------------------------------------------ */

/* Fills *out with what all interleavings bring. */
typedef bool answerer(const ap_image *im, int gil, uint64_t most_states,
                      enumeration *out);

static void copy_outcome(const ap_outcome *from, enumeration *out)
{
    enum_outcome *x = ap_vec_push(&out->outcomes, NULL);
    *x = (enum_outcome){.end = from->end, .exit = from->exit};
    ap_vec_init(&x->globals, sizeof(enum_global));
    for (int i = 0; i < from->nglobals; i++) {
        enum_global *g = ap_vec_push(&x->globals, NULL);
        snprintf(g->name, sizeof g->name, "%s", from->names[i]);
        snprintf(g->repr, sizeof g->repr, "%s", from->values[i]);
    }
}

static void copy_report(const ap_check_report *r, enumeration *out)
{
    *out = (enumeration){.is_complete = r->is_complete, .states = r->states,
                         .transitions = r->transitions,
                         .has_deadlock = r->ndeadlocks > 0,
                         .has_failure = r->nfailures > 0,
                         .has_stuck = r->nstucks > 0};
    ap_vec_init(&out->outcomes, sizeof(enum_outcome));
    ap_vec_init(&out->races, sizeof(enum_race));
    for (int i = 0; i < r->noutcomes; i++)
        copy_outcome(&r->outcomes[i], out);
    for (int i = 0; i < r->nraces; i++) {
        enum_race x = {.cost = ENUM_NO_COST};
        snprintf(x.name, sizeof x.name, "%s", r->races[i].where);
        if (!enumeration_has_race(out, x.name))
            ap_vec_push(&out->races, &x);
    }
}

static bool search(const ap_image *im, int gil, uint64_t most_states,
                   enumeration *out)
{
    ap_check_options o = {.gil = gil, .most_states = most_states,
                          .no_policies = true};
    ap_error e = {0};
    o.world.natives = ap_lib_natives;
    o.world.seed = 1;
    ap_check *c = ap_check_new(im, &o, &e);
    if (!c)
        return false;
    ap_check_run(c, -1);
    copy_report(ap_check_report_of(c), out);
    ap_check_free(c);
    return true;
}

/* ---- expect -------------------------------------------------------- */

/* The expectations of one policy. */
typedef struct wanted {
    const char *name;
    const ap_header *header;
    int own, gil;     /* the header's own policy; the one looked at */
    answerer *ask;
    enumeration found;
} wanted;

/* Expectation i, if it is about the policy looked at. */
static const ap_expect *expectation(const wanted *w, size_t i)
{
    const ap_expect *x = ap_vec_at(&w->header->expects, i);
    return (x->gil < 0 ? w->own : x->gil) == w->gil ? x : NULL;
}

static int count_of(const wanted *w, ap_expect_kind kind)
{
    int n = 0;
    for (size_t i = 0; i < w->header->expects.len; i++) {
        const ap_expect *x = expectation(w, i);
        n += x && x->kind == kind;
    }
    return n;
}

static bool is_listed(const ap_expect *x, const char *value)
{
    char one[256];
    for (int i = 0; ap_expect_value(x, i, one, sizeof one); i++)
        if (strcmp(one, value) == 0)
            return true;
    return false;
}

/* Exactly these values, both ways. */
static void check_outcome(const wanted *w, const ap_expect *x)
{
    char value[256];
    const char *got;
    int n = 0, want = 0;
    for (; (got = enumeration_value(&w->found, x->name, n)); n++)
        claim(is_listed(x, got), w->name, w->gil, x->name, got);
    while (ap_expect_value(x, want, value, sizeof value))
        want++;
    char detail[320];
    snprintf(detail, sizeof detail, "has %d values, not the %d of %s", n, want,
             x->values);
    claim(n == want, w->name, w->gil, x->name, detail);
}

static void check_races(const wanted *w)
{
    for (size_t i = 0; i < w->header->expects.len; i++) {
        const ap_expect *x = expectation(w, i);
        if (x && x->kind == AP_EXPECT_RACE)
            claim(enumeration_has_race(&w->found, x->name), w->name, w->gil,
                  "no race on", x->name);
    }
    if ((int)w->found.races.len != count_of(w, AP_EXPECT_RACE))
        for (size_t i = 0; i < w->found.races.len; i++)
            claim(false, w->name, w->gil, "has a race on",
                  ((enum_race *)ap_vec_at(&w->found.races, i))->name);
}

static void check_policy(wanted *w, const ap_image *im)
{
    const enumeration *f = &w->found;
    if (!w->ask(im, w->gil, MOST_STATES, &w->found)) {
        claim(false, w->name, w->gil, "has no answer", "");
        return;
    }
    claim(f->is_complete == (count_of(w, AP_EXPECT_BOUNDED) == 0), w->name,
          w->gil, "is searched to the end or said to be bounded", "");
    claim(f->has_deadlock == (count_of(w, AP_EXPECT_DEADLOCK) > 0), w->name,
          w->gil, "deadlock", f->has_deadlock ? "found" : "not found");
    claim(f->has_failure == (count_of(w, AP_EXPECT_FAILURE) > 0), w->name,
          w->gil, "failure", f->has_failure ? "found" : "not found");
    claim(f->has_stuck == (count_of(w, AP_EXPECT_STUCK) > 0), w->name, w->gil,
          "stuck", f->has_stuck ? "found" : "not found");
    if (getenv("AP_SCENARIO"))
        printf("\n    %s, GIL %s: %llu states ", w->name, ap_gil_name(w->gil),
               (unsigned long long)f->states);
    check_races(w);
    for (size_t i = 0; i < w->header->expects.len; i++) {
        const ap_expect *x = expectation(w, i);
        if (x && x->kind == AP_EXPECT_OUTCOME)
            check_outcome(w, x);
    }
    enumeration_clear(&w->found);
}

static answerer *asked;

static void check_expectations(const ap_listed *s)
{
    ap_opened o;
    if (!open_listed(s, &o))
        return;
    for (int gil = 0; gil < AP_GIL_COUNT; gil++) {
        wanted w = {.name = s->name, .header = &s->header,
                    .own = o.scenario.run.gil, .gil = gil, .ask = asked};
        int claims = 0;
        for (int k = 0; k < AP_EXPECT_COUNT; k++)
            claims += count_of(&w, (ap_expect_kind)k);
        if (claims)
            check_policy(&w, o.image);
    }
    ap_opened_clear(&o);
}

static void each(void (*check)(const ap_listed *s))
{
    ap_error e = {0};
    const char *only = getenv("AP_SCENARIO"); /* part of a name */
    CU_ASSERT_FATAL(ap_catalogue_read(&catalogue, &e));
    for (size_t i = 0; i < catalogue.items.len; i++) {
        const ap_listed *s = ap_vec_at(&catalogue.items, i);
        if (!only || strstr(s->name, only))
            check(s);
    }
    ap_catalogue_clear(&catalogue);
}

static void headers_expect_what_comes(void)
{
    asked = enumerate;
    each(check_expectations);
}

static void the_search_finds_what_headers_expect(void)
{
    asked = search;
    each(check_expectations);
}

/* ---- running ------------------------------------------------------- */

typedef enum end_of_run { WELL, FAILED, DEADLOCKED, ENDLESS } end_of_run;

static end_of_run run_once(const ap_opened *o, uint64_t seed, int most)
{
    ap_error e = {0};
    ap_run_options options = o->scenario.run;
    options.in_place = true;
    options.seed = seed;
    ap_run *r = ap_run_new(o->image, &options, &e);
    CU_ASSERT_FATAL(r != NULL);
    for (int i = 0; i < most / 1000 && ap_run_state_of(r) == AP_RUN_READY; i++)
        ap_run_many(r, 1000, -1, &e);
    end_of_run end = ENDLESS;
    if (ap_run_state_of(r) == AP_RUN_DEADLOCK)
        end = DEADLOCKED;
    else if (ap_run_state_of(r) == AP_RUN_OVER)
        end = WELL;
    ap_world *w = ap_run_world(r);
    ap_thread_view v;
    for (ap_tid t = 0; end == WELL && t < ap_world_threads(w); t++)
        if (ap_view_thread(w, t, &v) && v.failure)
            end = FAILED;
    ap_run_free(r);
    return end;
}

static bool expects(const ap_header *h, ap_expect_kind kind)
{
    for (size_t i = 0; i < h->expects.len; i++) {
        const ap_expect *x = ap_vec_at(&h->expects, i);
        if (x->gil < 0 && x->kind == kind)
            return true;
    }
    return false;
}

/* Who may go round for ever is not watched for long. */
static int most_steps(const ap_header *h)
{
    return expects(h, AP_EXPECT_STUCK) ? 20000 : 1000000;
}

static void check_ends(const ap_listed *s)
{
    static const char *const words[] = {"well", "failed", "deadlock",
                                        "no end"};
    ap_opened o;
    if (!open_listed(s, &o))
        return;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        end_of_run end = run_once(&o, seed, most_steps(&s->header));
        bool ok = end == WELL
            || (end == FAILED && expects(&s->header, AP_EXPECT_FAILURE))
            || (end == DEADLOCKED && expects(&s->header, AP_EXPECT_DEADLOCK))
            || (end == ENDLESS && expects(&s->header, AP_EXPECT_STUCK));
        char which[32];
        snprintf(which, sizeof which, "seed %d", (int)seed);
        claim(ok, s->name, o.scenario.run.gil, which, words[end]);
    }
    ap_opened_clear(&o);
}

static void every_run_ends_as_expected(void)
{
    each(check_ends);
}

static void check_own_seed(const ap_listed *s)
{
    ap_opened o;
    bool is_bad = expects(&s->header, AP_EXPECT_FAILURE)
        || expects(&s->header, AP_EXPECT_DEADLOCK)
        || expects(&s->header, AP_EXPECT_STUCK);
    if (!is_bad || !open_listed(s, &o))
        return;
    end_of_run end = run_once(&o, o.scenario.run.seed, most_steps(&s->header));
    claim(end != WELL, s->name, o.scenario.run.gil, "its own seed",
          "does not show the bug");
    ap_opened_clear(&o);
}

static void own_seed_shows_the_bug(void)
{
    each(check_own_seed);
}

/* ---- detectors ----------------------------------------------------- */

enum { SEEDS = 12, DETECTED_STEPS = 20000 };

/* The real races that the detector tells of one run, added to `seen`. */
static void detect_races(const ap_opened *o, int gil, uint64_t seed,
                         ap_vec *seen)
{
    ap_error e = {0};
    ap_run_options options = o->scenario.run;
    ap_event events[16];
    options.in_place = true;
    options.seed = seed;
    options.gil = gil;
    ap_run *r = ap_run_new(o->image, &options, &e);
    CU_ASSERT_FATAL(r != NULL);
    ap_detect *d = ap_detect_new();
    for (int i = 0, n; i < DETECTED_STEPS
         && (n = ap_run_step(r, -1, events, 16, &e)) > 0; i++)
        for (int k = 0; k < n; k++)
            ap_detect_event(d, ap_run_world(r), gil, &events[k]);
    ap_arena *a = ap_arena_new();
    for (int i = 0; i < ap_detect_races(d); i++) {
        ap_race x;
        char name[64];
        ap_detect_race(d, ap_run_world(r), i, a, &x);
        snprintf(name, sizeof name, "%s", x.where);
        if (!x.is_potential)
            ap_vec_push(seen, name);
    }
    ap_arena_free(a);
    ap_detect_free(d);
    ap_run_free(r);
}

/* What is told is expected; where races are expected, some run tells one
 * (not each: some need more luck than a few seeds have). */
static void check_detected(const wanted *w, const ap_opened *o)
{
    ap_vec seen;
    ap_vec_init(&seen, 64);
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        detect_races(o, w->gil, seed, &seen);
    for (size_t k = 0; k < seen.len; k++) {
        bool is_expected = false;
        for (size_t i = 0; i < w->header->expects.len; i++) {
            const ap_expect *x = expectation(w, i);
            is_expected |= x && x->kind == AP_EXPECT_RACE
                && strcmp(x->name, ap_vec_at(&seen, k)) == 0;
        }
        claim(is_expected, w->name, w->gil, "a run shows a race on",
              ap_vec_at(&seen, k));
    }
    claim(seen.len > 0 || count_of(w, AP_EXPECT_RACE) == 0, w->name, w->gil,
          "no run shows", "a race");
    ap_vec_clear(&seen);
}

static void check_races_of_runs(const ap_listed *s)
{
    ap_opened o;
    if (!open_listed(s, &o))
        return;
    for (int gil = 0; gil < AP_GIL_COUNT; gil++) {
        wanted w = {.name = s->name, .header = &s->header,
                    .own = o.scenario.run.gil, .gil = gil};
        bool is_claimed = false;
        for (size_t i = 0; i < s->header.expects.len; i++)
            is_claimed |= expectation(&w, i) != NULL;
        if (is_claimed)
            check_detected(&w, &o);
    }
    ap_opened_clear(&o);
}

static void runs_show_the_races_expected(void)
{
    each(check_races_of_runs);
}

/* ---- a real Python ------------------------------------------------- */

/* A mended one must do well; the others may fail or hang, but must be
 * Python. */
static void check_python(const ap_listed *s)
{
    ap_str out = {0};
    int status = shell(&out, "PYTHONDONTWRITEBYTECODE=1 timeout -s KILL 3 %s "
                       "%s", find_python(), s->path);
    bool is_python = !strstr(ap_str_c(&out), "SyntaxError")
        && !strstr(ap_str_c(&out), "NameError");
    claim(is_python && (status == 0 || !s->is_twin), s->name, 0,
          "under python3:", ap_str_c(&out));
    ap_str_clear(&out);
}

static void real_python_runs_them(void)
{
    if (find_python())
        each(check_python);
    else
        printf("skipped: no Python 3.12 ...");
}

static CU_TestInfo tests[] = {
    {"headers expect what comes", headers_expect_what_comes},
    {"the search finds what headers expect",
     the_search_finds_what_headers_expect},
    {"every run ends as expected", every_run_ends_as_expected},
    {"a scenario's own seed shows its bug", own_seed_shows_the_bug},
    {"runs show the races expected", runs_show_the_races_expected},
    {"a real Python runs them", real_python_runs_them},
    CU_TEST_INFO_NULL};
CU_SuiteInfo scenarios_suite = {.pName = "scenarios", .pTests = tests};
