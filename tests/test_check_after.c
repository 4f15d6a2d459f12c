/* What stands beside the exhaustive search: bugs that are near in programs
 * that are big, points of no return, other policies. */
#include "suites.h"

#include "apiary/check.h"
#include "apiary/lib.h"
#include "check_programs.h"
#include "compare_check.h"
#include "enumerate.h"
#include "make_program.h"
#include "runs.h"
#include "search_through.h"

#include <stdio.h>
#include <string.h>

/* ---- programs ------------------------------------------------------ */

static const char crossing[] =
    "import threading\n"
    "a, b = threading.Lock(), threading.Lock()\n"
    "def one():\n"
    "    with a:\n"
    "        with b:\n"
    "            pass\n"
    "def two():\n"
    "    with b:\n"
    "        with a:\n"
    "            pass\n"
    "def main():\n"
    "    s = threading.Thread(target=one)\n"
    "    t = threading.Thread(target=two)\n"
    "    s.start(); t.start()\n"
    "    s.join(); t.join()\n"
    "main()\n";

/* Many states, but few ways without a preemption. */
static const char writing[] =
    "import threading\n"
    "x = 0\n"
    "def work(n):\n"
    "    global x\n"
    "    for i in range(n):\n"
    "        x = i\n"
    "def main():\n"
    "    a = threading.Thread(target=work, args=(%d,))\n"
    "    b = threading.Thread(target=work, args=(%d,))\n"
    "    a.start(); b.start()\n"
    "    a.join(); b.join()\n"
    "main()\n";

/* A thread that cannot end once `stop` was cleared behind its back. */
static const char spinning[] =
    "import threading\n"
    "stop = False\n"
    "def wait():\n"
    "    while not stop:\n"
    "        pass\n"
    "def clear():\n"
    "    global stop\n"
    "    stop = True\n"
    "    stop = False\n"
    "def main():\n"
    "    s = threading.Thread(target=wait)\n"
    "    t = threading.Thread(target=clear)\n"
    "    s.start(); t.start()\n"
    "    s.join(); t.join()\n"
    "main()\n";

static ap_image *load_with(const char *text, int a, int b)
{
    ap_str full = {0};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    ap_str_printf(&full, text, a, b);
#pragma GCC diagnostic pop
    ap_image *im = run_load(ap_str_c(&full));
    ap_str_clear(&full);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    return im;
}

/* ---- near bugs ----------------------------------------------------- */

/* With hardly a state for the full search. */
static const ap_check_options hardly = {.gil = AP_GIL_OFF, .most_states = 50,
                                        .no_policies = true};

static void a_lost_update_among_many_is_near(void)
{
    ap_image *im = load_with(lost_update, 200, 200);
    ap_check *c = search_through(im, hardly);
    const ap_check_report *r = ap_check_report_of(c);
    CU_ASSERT(r->verdict == AP_VERDICT_FAILURE && !r->is_complete);
    CU_ASSERT(r->nraces == 1 && r->nfailures == 1);
    CU_ASSERT(r->nraces && strcmp(r->races[0].where, "x") == 0);
    ap_check_free(c);
    ap_image_free(im);
}

/* One preemption, and every guest takes a fork. */
static void a_deadlock_of_many_is_near(void)
{
    for (int n = 2; n <= 8; n++) {
        ap_image *im = load_with(philosophers, n, 0);
        ap_check *c = search_through(im, hardly);
        const ap_check_report *r = ap_check_report_of(c);
        CU_ASSERT(r->verdict == AP_VERDICT_DEADLOCK && r->ndeadlocks == 1);
        CU_ASSERT(r->ndeadlocks && r->deadlocks[0].nwaiters == n
                  && r->deadlocks[0].how.preemptions == 1
                  && r->deadlocks[0].how.switches == (unsigned)n + 1);
        ap_check_free(c);
        ap_image_free(im);
    }
}

static void what_is_not_complete_says_how_far_it_came(void)
{
    ap_image *im = load_with(philosophers, 7, 1);
    ap_check *c = search_through(im, hardly);
    const ap_check_report *r = ap_check_report_of(c);
    CU_ASSERT(r->verdict == AP_VERDICT_INCOMPLETE);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r->why_incomplete);
    CU_ASSERT_PTR_NOT_NULL(strstr(r->why_incomplete, "limit of 50 states"));
    ap_check_free(c);
    ap_image_free(im);
    im = load_with(writing, 500, 500);
    c = search_through(im, hardly);
    r = ap_check_report_of(c);
    CU_ASSERT_FATAL(!r->is_complete);
    CU_ASSERT_PTR_NOT_NULL(strstr(r->why_incomplete,
                                  "every run with at most 0 preemptions"));
    ap_check_free(c);
    ap_image_free(im);
}

/* ---- minimal ways --------------------------------------------------- */

static bool are_all_minimal(const ap_check_report *r)
{
    bool all = true;
    for (int i = 0; i < r->noutcomes; i++)
        all &= r->outcomes[i].how.is_minimal;
    for (int i = 0; i < r->nraces; i++)
        all &= r->races[i].how.is_minimal;
    for (int i = 0; i < r->nfailures; i++)
        all &= r->failures[i].how.is_minimal;
    for (int i = 0; i < r->ndeadlocks; i++)
        all &= r->deadlocks[i].how.is_minimal;
    for (int i = 0; i < r->nstucks; i++)
        all &= r->stucks[i].how.is_minimal;
    return all;
}

/* Not only of the first of each kind. */
static void small_programs_have_minimal_ways_to_all(void)
{
    static const struct {
        const char *text;
        int a, b, noutcomes;
    } rows[] = {{lost_update, 1, 1, 2}, {lost_update, 2, 2, 3},
                {lost_update, 3, 3, 5}, {philosophers, 3, 0, 2},
                {philosophers, 3, 1, 1}, {crossing, 0, 0, 2},
                {writing, 2, 2, 1}, {spinning, 0, 0, 2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ap_image *im = load_with(rows[i].text, rows[i].a, rows[i].b);
        ap_check *c = search_through(im, (ap_check_options){.gil = AP_GIL_OFF,
                                                   .no_policies = true});
        const ap_check_report *r = ap_check_report_of(c);
        CU_ASSERT_EQUAL(r->noutcomes, rows[i].noutcomes);
        CU_ASSERT(r->is_complete && are_all_minimal(r));
        ap_check_free(c);
        ap_image_free(im);
    }
}

/* ---- points of no return ------------------------------------------- */

/* What the step at `at` along a schedule did. */
static ap_event event_at(const ap_image *im, const char *schedule,
                         int64_t at, ap_str *label)
{
    ap_error e = {0};
    ap_event ev[MOST_EVENTS] = {{0}};
    ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_OFF,
                                               .order = AP_ORDER_REPLAY,
                                               .schedule = schedule,
                                               .in_place = true}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    for (int64_t i = 0; i <= at; i++)
        CU_ASSERT(ap_run_step(r, -1, ev, MOST_EVENTS, &e) == 1);
    if (ev[0].sync)
        ap_view_label(ap_run_world(r), 0, ev[0].sync, label);
    ap_run_free(r);
    return ev[0];
}

/* The second of the two locks that are taken crosswise. */
static void a_deadlock_is_certain_from_a_lock_on(void)
{
    ap_image *im = load_with(crossing, 0, 0);
    ap_check *c = search_through(im, (ap_check_options){.gil = AP_GIL_OFF,
                                               .no_policies = true});
    const ap_check_report *r = ap_check_report_of(c);
    CU_ASSERT_FATAL(r->ndeadlocks == 1);
    const ap_finding *how = &r->deadlocks[0].how;
    ap_str label = {0};
    CU_ASSERT(how->is_minimal && how->preemptions == 1);
    CU_ASSERT(how->no_return > 0 && (uint64_t)how->no_return < how->steps);
    ap_event ev = event_at(im, how->schedule, how->no_return, &label);
    CU_ASSERT(ev.kind == AP_EV_ACQUIRE);
    CU_ASSERT(strcmp(ap_str_c(&label), ev.tid == 1 ? "a" : "b") == 0);
    ap_str_clear(&label);
    ap_check_free(c);
    ap_image_free(im);
}

/* The write that overwrites what the other thread has written since. */
static void a_failure_is_certain_from_a_write_on(void)
{
    ap_image *im = load_with(lost_update, 1, 1);
    ap_check *c = search_through(im, (ap_check_options){.gil = AP_GIL_OFF,
                                               .no_policies = true});
    const ap_check_report *r = ap_check_report_of(c);
    CU_ASSERT_FATAL(r->nfailures == 1);
    const ap_finding *how = &r->failures[0].how;
    ap_str label = {0};
    CU_ASSERT_FATAL(how->no_return > 0);
    ap_event ev = event_at(im, how->schedule, how->no_return, &label);
    /* Both have read 0 by now: it is the second read, or, where the first
     * thread has read only, the other's write. */
    CU_ASSERT(ev.kind == AP_EV_READ || ev.kind == AP_EV_WRITE);
    CU_ASSERT(ev.tid == 1 || ev.tid == 2);
    ap_str_clear(&label);
    ap_check_free(c);
    ap_image_free(im);
}

static void a_stuck_state_has_one_too(void)
{
    ap_image *im = load_with(spinning, 0, 0);
    ap_check *c = search_through(im, (ap_check_options){.gil = AP_GIL_OFF,
                                               .no_policies = true});
    const ap_check_report *r = ap_check_report_of(c);
    CU_ASSERT_FATAL(r->nstucks == 1);
    const ap_finding *how = &r->stucks[0].how;
    ap_str label = {0};
    CU_ASSERT(how->is_minimal);
    CU_ASSERT_FATAL(how->no_return > 0);
    ap_event ev = event_at(im, how->schedule, how->no_return, &label);
    CU_ASSERT(ev.kind == AP_EV_WRITE && ev.tid == 2);
    ap_str_clear(&label);
    ap_check_free(c);
    ap_image_free(im);
}

/* ---- slices -------------------------------------------------------- */

static void put_how(ap_str *out, const ap_finding *f)
{
    ap_str_printf(out, "%u %u %llu %d %d %u %lld %s\n", f->preemptions,
                  f->switches, (unsigned long long)f->steps, f->is_minimal,
                  f->preemption, f->policies, (long long)f->no_return,
                  f->schedule);
}

/* All that a search says, but for the time that it took. */
static void put_report(ap_str *out, const ap_check_report *r)
{
    ap_str_printf(out, "%d %d %llu %llu\n", r->verdict, r->is_complete,
                  (unsigned long long)r->states,
                  (unsigned long long)r->transitions);
    for (int i = 0; i < r->noutcomes; i++)
        put_how(out, &r->outcomes[i].how);
    for (int i = 0; i < r->nraces; i++)
        put_how(out, &r->races[i].how);
    for (int i = 0; i < r->nfailures; i++)
        put_how(out, &r->failures[i].how);
    for (int i = 0; i < r->ndeadlocks; i++)
        put_how(out, &r->deadlocks[i].how);
    for (int i = 0; i < r->nstucks; i++)
        put_how(out, &r->stucks[i].how);
    for (int i = 0; i < r->nlock_orders; i++)
        ap_str_printf(out, "%d %s\n", r->lock_orders[i].fate,
                      r->lock_orders[i].words);
}

/* -> in how many slices; deadline 0: each is over as soon as it can be. */
static int check_in_slices(const ap_image *im, int64_t deadline_ns,
                           ap_str *report)
{
    ap_error e = {0};
    ap_check_options o = {.gil = AP_GIL_OFF, .world.natives = ap_lib_natives};
    ap_check *c = ap_check_new(im, &o, &e);
    int n = 1;
    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    while (!ap_check_run(c, deadline_ns))
        n++;
    put_report(report, ap_check_report_of(c));
    ap_check_free(c);
    return n;
}

/* The search hands back often, and finds the same. */
static void slices_change_nothing(void)
{
    static const struct {
        const char *text;
        int a, b, least;
    } rows[] = {{lost_update, 4, 4, 300}, {philosophers, 3, 0, 300},
                {crossing, 0, 0, 100}, {spinning, 0, 0, 100}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ap_str whole = {0}, sliced = {0};
        ap_image *im = load_with(rows[i].text, rows[i].a, rows[i].b);
        int n = check_in_slices(im, 0, &sliced);
        CU_ASSERT(check_in_slices(im, -1, &whole) == 1);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&sliced), ap_str_c(&whole));
        CU_ASSERT(n >= rows[i].least);
        ap_str_clear(&whole);
        ap_str_clear(&sliced);
        ap_image_free(im);
    }
}

/* ---- other policies ------------------------------------------------ */

static bool has_outcome(const enumeration *e, const ap_outcome *o)
{
    for (size_t i = 0; i < e->outcomes.len; i++) {
        const enum_outcome *x = ap_vec_at(&e->outcomes, i);
        bool same = strcmp(x->end, o->end) == 0 && x->exit == o->exit
                    && strcmp(ap_str_c(&x->output), o->output) == 0
                    && (int)x->globals.len == o->nglobals;
        for (int k = 0; same && k < o->nglobals; k++) {
            const enum_global *g = ap_vec_at(&x->globals, (size_t)k);
            same = strcmp(g->name, o->names[k]) == 0
                   && strcmp(g->repr, o->values[k]) == 0;
        }
        if (same)
            return true;
    }
    return false;
}

static void compare_policy(const ap_image *im, int gil,
                           const ap_check_report *r)
{
    enumeration e;
    bool same = true;
    CU_ASSERT_FATAL(enumerate(im, gil, 20000, &e));
    for (int i = 0; i < r->nraces; i++)
        same &= enumeration_has_race(&e, r->races[i].where)
                == (r->races[i].how.policies >> gil & 1);
    for (int i = 0; i < r->noutcomes; i++)
        if (strcmp(r->outcomes[i].end, "stuck") != 0)
            same &= has_outcome(&e, &r->outcomes[i])
                    == (r->outcomes[i].how.policies >> gil & 1);
    for (int i = 0; i < r->nstucks; i++)
        same &= e.has_stuck || !(r->stucks[i].how.policies >> gil & 1);
    CU_ASSERT(same);
    enumeration_clear(&e);
}

/* What is said to survive is what the enumerator finds there. */
static void findings_survive_where_they_are_found(void)
{
    enum { PROGRAMS = 8 };
    int survivors = 0;
    for (uint64_t seed = 1; seed <= PROGRAMS; seed++) {
        ap_str text = {0};
        make_program(1000 + seed, &text);
        ap_image *im = run_load(ap_str_c(&text));
        ap_str_clear(&text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        ap_check *c = search_through(im, (ap_check_options){.gil = AP_GIL_OFF});
        const ap_check_report *r = ap_check_report_of(c);
        if (r->nraces + r->ndeadlocks + r->nfailures + r->nstucks > 0) {
            survivors++;
            for (int gil = 0; gil < AP_GIL_COUNT; gil++)
                compare_policy(im, gil, r);
        }
        ap_check_free(c);
        ap_image_free(im);
    }
    CU_ASSERT(survivors > PROGRAMS / 3);
}

/* ---- time ---------------------------------------------------------- */

static const struct timed {
    const char *what, *text;
} timed[] = {
    {"a timeout that a longer sleep comes before",
     "import threading, time\n"
     "c = threading.Condition()\n"
     "r = []\n"
     "def one():\n"
     "    with c:\n"
     "        r.append(c.wait(0.5))\n"
     "def two():\n"
     "    time.sleep(1.0)\n"
     "    with c:\n"
     "        c.notify()\n"
     "def main():\n"
     "    a = threading.Thread(target=one)\n"
     "    b = threading.Thread(target=two)\n"
     "    a.start(); b.start()\n"
     "    a.join(); b.join()\n"
     "    print(r)\n"
     "main()\n"},
    {"a lock that is waited for longer than it takes",
     "import threading, time\n"
     "l = threading.Lock()\n"
     "got = None\n"
     "def one():\n"
     "    global got\n"
     "    got = l.acquire(timeout=0.01)\n"
     "def two():\n"
     "    n = 0\n"
     "    with l:\n"
     "        for i in range(40):\n"
     "            n += i\n"
     "def main():\n"
     "    a = threading.Thread(target=one)\n"
     "    b = threading.Thread(target=two)\n"
     "    b.start(); a.start()\n"
     "    a.join(); b.join()\n"
     "main()\n"},
    {"an event that is set too late",
     "import threading, time\n"
     "e = threading.Event()\n"
     "out = []\n"
     "def one():\n"
     "    out.append(e.wait(0.2))\n"
     "def two():\n"
     "    time.sleep(0.3)\n"
     "    e.set()\n"
     "def three():\n"
     "    time.sleep(0.1)\n"
     "    out.append(3)\n"
     "def main():\n"
     "    ts = [threading.Thread(target=f) for f in (one, two, three)]\n"
     "    for t in ts: t.start()\n"
     "    for t in ts: t.join()\n"
     "main()\n"},
    {"a clock that is read",
     "import threading, time\n"
     "t0 = time.monotonic()\n"
     "el = 0\n"
     "def one():\n"
     "    time.sleep(0.5)\n"
     "def two():\n"
     "    global el\n"
     "    time.sleep(0.2)\n"
     "    el = round(time.monotonic() - t0, 1)\n"
     "def main():\n"
     "    ts = [threading.Thread(target=f) for f in (one, two)]\n"
     "    for t in ts: t.start()\n"
     "    for t in ts: t.join()\n"
     "main()\n"},
};

/* A search lets a sleep end in any order; its schedules say so. */
static void schedules_are_followed_where_time_matters(void)
{
    for (size_t i = 0; i < sizeof timed / sizeof *timed; i++) {
        ap_str why = {0};
        bool is_skipped;
        ap_image *im = run_load(timed[i].text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        bool same = compare_check(im, AP_GIL_OFF, &why, &is_skipped);
        if (!same)
            fprintf(stderr, "\n    %s: %s", timed[i].what, ap_str_c(&why));
        CU_ASSERT(same && !is_skipped);
        ap_str_clear(&why);
        ap_image_free(im);
    }
}

static CU_TestInfo tests[] = {
    {"a lost update among many is near", a_lost_update_among_many_is_near},
    {"a deadlock of many is near", a_deadlock_of_many_is_near},
    {"what is not complete says how far it came",
     what_is_not_complete_says_how_far_it_came},
    {"small programs have minimal ways to all",
     small_programs_have_minimal_ways_to_all},
    {"a deadlock is certain from a lock on",
     a_deadlock_is_certain_from_a_lock_on},
    {"a failure is certain from a write on",
     a_failure_is_certain_from_a_write_on},
    {"a stuck state has one, too", a_stuck_state_has_one_too},
    {"slices change nothing", slices_change_nothing},
    {"findings survive where they are found",
     findings_survive_where_they_are_found},
    {"schedules are followed where time matters",
     schedules_are_followed_where_time_matters},
    CU_TEST_INFO_NULL
};

CU_SuiteInfo check_after_suite = {.pName = "check_after", .pTests = tests};
