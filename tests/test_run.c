/* The floor run in place: orders, schedules, ticks, the GIL's events, deadlock,
 * many steps at once. */
#include "suites.h"

#include "apiary/lib.h"
#include "runs.h"

#include <stdio.h>
#include <string.h>

/* ---- orders ------------------------------------------------------------ */

static void orders_repeat(void)
{
    for (int p = 0; run_programs[p]; p++) {
        ap_image *im = run_load(run_programs[p]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        for (int i = 0; i < 4 * 3 * 3; i++) {
            ap_run_options o = {.gil = i % 4, .cores = 1 + i / 4 % 3,
                                .order = (ap_order)(i / 12),
                                .seed = 7, .in_place = true};
            run_result a = run_with(im, o), b = run_with(im, o);
            CU_ASSERT(run_is_same(&a, &b));
            run_result_clear(&a);
            run_result_clear(&b);
        }
        ap_image_free(im);
    }
}

static void seeds_differ(void)
{
    ap_image *im = run_load(run_counting);
    ap_run_options o = {.gil = AP_GIL_OFF, .cores = 2, .in_place = true};
    int different = 0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    run_result first = run_with(im, o);
    for (o.seed = 2; o.seed < 12; o.seed++) {
        run_result x = run_with(im, o);
        different += strcmp(ap_str_c(&x.schedule),
                            ap_str_c(&first.schedule)) != 0;
        run_result_clear(&x);
    }
    CU_ASSERT(different >= 8);
    run_result_clear(&first);
    ap_image_free(im);
}

/* What the order says is next is next. */
static void next_is_next(void)
{
    for (int i = 0; i < 3 * 4; i++) {
        ap_image *im = run_load(run_sleeping);
        ap_error e = {0};
        ap_run *r = run_start(im, (ap_run_options){.gil = i % 4, .cores = 2,
                                               .order = (ap_order)(i / 4),
                                               .in_place = true}, &e);
        ap_event ev[MOST_EVENTS];
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        int wrong = 0;
        while (ap_run_state_of(r) == AP_RUN_READY) {
            ap_tid next = ap_run_next(r);
            int n = ap_run_step(r, -1, ev, MOST_EVENTS, &e);
            CU_ASSERT_FATAL(n > 0);
            wrong += ev[n - 1].tid != next;
        }
        CU_ASSERT_EQUAL(wrong, 0);
        ap_run_free(r);
        ap_image_free(im);
    }
}

/* A thread that spins until another sets a flag ends under every order. */
static void spinners_end(void)
{
    ap_image *im = run_load("import threading\n"
                        "flag = False\n"
                        "def spin():\n"
                        "    while not flag:\n"
                        "        pass\n"
                        "ts = [threading.Thread(target=spin) for i in (1, 2)]\n"
                        "for t in ts: t.start()\n"
                        "flag = True\n"
                        "for t in ts: t.join()\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    for (int i = 0; i < 3 * 4 * 4; i++) {
        ap_run_options o = {.gil = i % 4, .order = (ap_order)(i / 16),
                            .seed = 1 + (uint64_t)(i / 4 % 4),
                            .in_place = true};
        run_result x = run_with(im, o);
        CU_ASSERT_EQUAL(x.end, AP_RUN_OVER);
        run_result_clear(&x);
    }
    ap_image_free(im);
}

/* ---- schedules --------------------------------------------------------- */

/* The schedule of any run gives that run again: state, clock, output. */
static void schedules_replay(void)
{
    for (int p = 0; run_programs[p]; p++) {
        ap_image *im = run_load(run_programs[p]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        for (int i = 0; i < 4 * 3 * 3; i++) {
            ap_run_options o = {.gil = i % 4, .cores = 1 + i / 4 % 3,
                                .order = (ap_order)(i / 12),
                                .seed = 3, .in_place = true};
            run_result a = run_with(im, o);
            o.order = AP_ORDER_REPLAY;
            o.schedule = ap_str_c(&a.schedule);
            run_result b = run_with(im, o);
            CU_ASSERT(run_is_same(&a, &b));
            run_result_clear(&a);
            run_result_clear(&b);
        }
        ap_image_free(im);
    }
}

/* name, schedule, what the refusal says (NULL: it is followed) */
static const struct {
    const char *schedule, *says;
} schedules[] = {
    {"", NULL},
    {"0:1", NULL},
    {"0:3  0:2", NULL},
    {"0", "column 1"},
    {"0:1 x", "column 5"},
    {"0:0", "column 1"},
    {"0:1 1", "column 5"},
    {"-1:1", "column 1"},
    {"0:1,1:1", "column 1"},
    {"0:99999999999999999999999", "column 1"},
    {"4096:1", "column 1"},
    {"1:1", "no thread 1"},
    {"0:5 7:1", "at step 5"},
    {"0:100000", "waits for A to end"},
};

static void refused_schedules(void)
{
    ap_image *im = run_load(run_counting);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    for (size_t i = 0; i < sizeof schedules / sizeof *schedules; i++) {
        ap_run_options o = {.gil = AP_GIL_312, .cores = 1, .in_place = true,
                            .order = AP_ORDER_REPLAY,
                            .schedule = schedules[i].schedule,
                            .world.natives = ap_lib_natives};
        ap_error e = {0};
        ap_run *r = ap_run_new(im, &o, &e);
        int end = r ? run_to_end(r, &e) : -1;
        CU_ASSERT_EQUAL(end, schedules[i].says ? -1 : AP_RUN_OVER);
        CU_ASSERT_EQUAL(e.code, schedules[i].says ? AP_E_SCHEDULE : AP_E_NONE);
        if (schedules[i].says && !strstr(e.msg, schedules[i].says)) {
            fprintf(stderr, "\n    '%s': %s", schedules[i].schedule, e.msg);
            CU_FAIL("the reason is another one");
        }
        ap_run_free(r);
    }
    ap_image_free(im);
}

/* Steps whoever may step, by chance; -> how it ended. */
static int run_by_hand(ap_run *r, uint64_t *chance)
{
    ap_event ev[MOST_EVENTS];
    ap_error e;
    char why[200];
    for (int i = 0; i < MOST_STEPS && ap_run_state_of(r) == AP_RUN_READY; i++) {
        ap_tid may[16];
        uint32_t n = 0;
        for (ap_tid tid = 0; tid < ap_world_threads(ap_run_world(r)); tid++)
            if (ap_run_may(r, tid, why, sizeof why))
                may[n++] = tid;
        if (n == 0)
            return -1;
        ap_tid tid = may[ap_rng_below(chance, n)];
        if (ap_run_step(r, tid, ev, MOST_EVENTS, &e) <= 0)
            return -1;
    }
    return (int)ap_run_state_of(r);
}

/* What may be stepped by hand can be: every such run ends, and its schedule
 * gives it again. */
static void by_hand_replays(void)
{
    uint64_t chance = 11;
    for (int p = 0; run_programs[p]; p++) {
        ap_image *im = run_load(run_programs[p]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        for (int i = 0; i < 4 * 3 * 5; i++) {
            ap_error e = {0};
            ap_str text = {0};
            ap_run_options o = {.gil = i % 4, .cores = 1 + i / 4 % 3,
                                .order = AP_ORDER_MANUAL, .in_place = true};
            ap_run *r = run_start(im, o, &e);
            CU_ASSERT_PTR_NOT_NULL_FATAL(r);
            int end = run_by_hand(r, &chance);
            ap_hash h = ap_world_hash(ap_run_world(r));
            int64_t clock_ns = ap_world_clock_ns(ap_run_world(r));
            ap_run_schedule(r, &text);
            o.order = AP_ORDER_REPLAY;
            o.schedule = ap_str_c(&text);
            run_result x = run_with(im, o);
            CU_ASSERT(end == x.end && clock_ns == x.clock_ns);
            CU_ASSERT_EQUAL(memcmp(&h, &x.hash, sizeof h), 0);
            CU_ASSERT(end == AP_RUN_OVER || end == AP_RUN_DEADLOCK);
            run_result_clear(&x);
            ap_str_clear(&text);
            ap_run_free(r);
        }
        ap_image_free(im);
    }
}

/* By hand, GIL 3.12 forbids a switch between the load and the store of
 * x += 1, GIL off does not; the reason names holder, policy and line. */
static void forbidden_switch(void)
{
    for (int gil = AP_GIL_312; gil <= AP_GIL_OFF; gil++) {
        ap_image *im = run_load(run_counting);
        ap_error e = {0};
        ap_event ev[MOST_EVENTS];
        ap_run *r = run_start(im, (ap_run_options){.gil = gil, .in_place = true,
                                               .order = AP_ORDER_RR}, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        char why[200] = "";
        int n = 1;
        bool has_read = false;
        while (!has_read && n > 0) {
            n = ap_run_step(r, -1, ev, MOST_EVENTS, &e);
            has_read = n > 0 && ev[n - 1].kind == AP_EV_READ
                && ev[n - 1].line == 6
                && ap_world_threads(ap_run_world(r)) == 3;
        }
        CU_ASSERT_FATAL(n > 0);
        ap_tid other = ev[n - 1].tid == 1 ? 2 : 1;
        bool may = ap_run_may(r, other, why, sizeof why);
        CU_ASSERT_EQUAL(may, gil == AP_GIL_OFF);
        if (gil == AP_GIL_312) {
            CU_ASSERT_PTR_NOT_NULL(strstr(why, "has the GIL"));
            CU_ASSERT_PTR_NOT_NULL(strstr(why, "3.12"));
            CU_ASSERT_PTR_NOT_NULL(strstr(why, "line 6"));
            CU_ASSERT(ap_run_step(r, other, ev, MOST_EVENTS, &e) < 0);
            CU_ASSERT_EQUAL(e.code, AP_E_SCHEDULE);
            CU_ASSERT(e.line >= 4 && e.line <= 6);
        }
        ap_run_free(r);
        ap_image_free(im);
    }
}

/* The log follows the world back and forth, and is cut where it branches. */
static void log_follows(void)
{
    ap_image *im = run_load(run_counting);
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_OFF, .cores = 1,
                                           .in_place = true}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    ap_snapshot early = {0};
    ap_str before = {0}, after = {0}, branch = {0};
    while (ap_world_threads(ap_run_world(r)) < 3)
        ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    ap_world_save(ap_run_world(r), &early);
    ap_run_schedule(r, &before);
    run_to_end(r, &e);
    ap_run_schedule(r, &after);
    ap_world_load(ap_run_world(r), &early);
    ap_run_schedule(r, &branch);
    CU_ASSERT_STRING_EQUAL(ap_str_c(&branch), ap_str_c(&before));
    run_to_end(r, &e);
    ap_str_reset(&branch);
    ap_run_schedule(r, &branch);
    CU_ASSERT_STRING_EQUAL(ap_str_c(&branch), ap_str_c(&after));
    ap_world_load(ap_run_world(r), &early);
    CU_ASSERT(ap_run_step(r, 2, ev, MOST_EVENTS, &e) > 0);
    CU_ASSERT(ap_run_step(r, 1, ev, MOST_EVENTS, &e) > 0);
    ap_str_reset(&branch);
    ap_run_schedule(r, &branch);
    CU_ASSERT(strncmp(branch.s, before.s, before.len) == 0);
    CU_ASSERT_STRING_EQUAL(branch.s + branch.len - 7, "2:1 1:1");
    ap_snapshot_free(&early);
    ap_str_clear(&before);
    ap_str_clear(&after);
    ap_str_clear(&branch);
    ap_run_free(r);
    ap_image_free(im);
}

/* ---- ticks, GIL events ------------------------------------------------- */

/* A sleeper of 30 ms and one of 10 ms: in virtual time the run takes 30 ms
 * and some ticks; sleeps are in the order of their ends. */
static void virtual_sleep(void)
{
    ap_image *im = run_load(run_sleeping);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    for (int gil = 0; gil < AP_GIL_COUNT; gil++) {
        run_result x = run_with(im, (ap_run_options){
            .gil = gil, .cores = 2, .order = AP_ORDER_RR, .in_place = true,
            .tick_ns = 1000});
        CU_ASSERT_EQUAL(x.end, AP_RUN_OVER);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&x.output),
                               "slept 0.01\nslept 0.03\n0.0\n");
        CU_ASSERT(x.clock_ns >= 30000000 && x.clock_ns < 40000000);
        run_result_clear(&x);
    }
    ap_image_free(im);
}

/* The program's own steps take a tick each, the library's next to nothing:
 * a call of logging, some hundred steps, passes in a few milliseconds. */
static void library_code_takes_no_time(void)
{
    ap_image *im = run_load("import logging, time\n"
                            "a = time.time()\n"
                            "logging.warning('one')\n"
                            "b = time.time()\n"
                            "x = 1 + int('2')\n"
                            "c = time.time()\n"
                            "print(0 < b - a < 0.02, 0 < c - b < 0.02)\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    for (int i = 0; i < 2 * AP_GIL_COUNT; i++) {
        run_result x = run_with(im, (ap_run_options){
            .gil = i / 2, .cores = 1 + i % 2, .in_place = true});
        CU_ASSERT_PTR_NOT_NULL(strstr(ap_str_c(&x.output), "True True\n"));
        CU_ASSERT(x.steps > 200 && x.clock_ns < 100000000);
        run_result_clear(&x);
    }
    ap_image_free(im);
}

/* One core: a tick a step. Two cores and no GIL: two threads that only count
 * take about half the ticks; with a GIL, as many as steps. */
static void cores_and_ticks(void)
{
    static const struct {
        int gil, cores;
        double least, most; /* ticks a step */
    } rows[] = {
        {AP_GIL_OFF, 1, 1, 1}, {AP_GIL_312, 1, 1, 1}, {AP_GIL_312, 2, 1, 1},
        {AP_GIL_OFF, 2, 0.5, 0.8},
    };
    ap_image *im = run_load("import threading\n"
                        "def work():\n"
                        "    for i in range(200):\n"
                        "        i + i\n"
                        "ts = [threading.Thread(target=work) for i in (1, 2)]\n"
                        "for t in ts: t.start()\n"
                        "for t in ts: t.join()\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ap_error e = {0};
        ap_run *r = run_start(im, (ap_run_options){.gil = rows[i].gil,
                                               .cores = rows[i].cores,
                                               .in_place = true}, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        CU_ASSERT_EQUAL(run_to_end(r, &e), AP_RUN_OVER);
        double ratio = (double)ap_run_tick(r)
            / (double)ap_world_steps(ap_run_world(r));
        CU_ASSERT(ratio >= rows[i].least && ratio <= rows[i].most);
        ap_run_free(r);
    }
    ap_image_free(im);
}

/* With a GIL: a request comes an interval after the wait began; then the
 * holder drops and another takes; nobody steps without holding it. */
static void gil_events(void)
{
    ap_image *im = run_load("import threading\n"
                        "def work():\n"
                        "    for i in range(100):\n"
                        "        i + i\n"
                        "ts = [threading.Thread(target=work) for i in (1, 2)]\n"
                        "for t in ts: t.start()\n"
                        "for t in ts: t.join()\n");
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_312, .cores = 1,
                                           .in_place = true}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    int requests = 0, takes = 0, drops = 0, wrong = 0, forced = 0;
    ap_tid dropper = -1;
    int64_t taken_ns = 0;
    while (ap_run_state_of(r) == AP_RUN_READY) {
        int n = ap_run_step(r, -1, ev, MOST_EVENTS, &e);
        for (int i = 0; i < n; i++) {
            if (ev[i].kind == AP_EV_GIL_REQUEST) {
                requests++;
                wrong += ev[i].clock_ns - taken_ns < 5000000;
            } else if (ev[i].kind == AP_EV_GIL_DROP) {
                drops++;
                dropper = i + 1 < n && ev[i + 1].kind == AP_EV_GIL_TAKE
                    ? ev[i].tid : -1;
            } else if (ev[i].kind == AP_EV_GIL_TAKE) {
                takes++;
                forced += dropper >= 0;
                wrong += dropper == ev[i].tid;
                taken_ns = ev[i].clock_ns;
            }
        }
        const ap_gil *g = ap_world_gil(ap_run_world(r), 0);
        wrong += g->holder >= 0 && g->holder != ev[n - 1].tid;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT(requests > 10 && forced > 10);
    CU_ASSERT_EQUAL(drops, takes + 1); /* main was born with it */
    ap_run_free(r);
    ap_image_free(im);
}

/* ---- deadlock ---------------------------------------------------------- */

static void finds_deadlock(void)
{
    ap_image *im = run_load(run_crossing);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    int deadlocks = 0;
    for (uint64_t seed = 1; seed < 40; seed++) {
        ap_error e = {0};
        ap_run_options o = {.gil = AP_GIL_OFF, .cores = 2, .seed = seed,
                            .in_place = true};
        ap_run *r = run_start(im, o, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        char why[200];
        if (run_to_end(r, &e) == AP_RUN_DEADLOCK) {
            deadlocks++;
            CU_ASSERT(!ap_run_may(r, 1, why, sizeof why));
            CU_ASSERT_STRING_EQUAL(why, "A waits for right, which B holds");
            CU_ASSERT(!ap_run_may(r, 0, why, sizeof why));
            CU_ASSERT_PTR_NOT_NULL(strstr(why, "waits for A to end"));
        }
        ap_run_free(r);
    }
    CU_ASSERT(deadlocks > 3 && deadlocks < 39);
    ap_image_free(im);
}

/* ---- many -------------------------------------------------------------- */

/* In virtual time, many steps at once are the same steps. */
static void many_as_steps(void)
{
    for (int p = 0; run_programs[p]; p++) {
        ap_image *im = run_load(run_programs[p]);
        for (int i = 0; i < 12; i++) {
            ap_run_options o = {.gil = i % 4, .order = (ap_order)(i / 4),
                                .cores = 2, .seed = 9, .in_place = true};
            run_result a = run_with(im, o);
            ap_error e = {0};
            ap_run *r = run_start(im, o, &e);
            CU_ASSERT_PTR_NOT_NULL_FATAL(r);
            uint64_t n = ap_run_many(r, MOST_STEPS, -1, &e);
            ap_hash h = ap_world_hash(ap_run_world(r));
            CU_ASSERT_EQUAL(n, a.steps);
            CU_ASSERT_EQUAL(memcmp(&h, &a.hash, sizeof h), 0);
            run_result_clear(&a);
            ap_run_free(r);
        }
        ap_image_free(im);
    }
}

static void real_clock_sleeps(void)
{
    ap_image *im = run_load(run_sleeping);
    ap_error e = {0};
    ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_312,
                                           .real_clock = true,
                                           .in_place = true}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    int64_t began = ap_clock_ns();
    ap_run_many(r, MOST_STEPS, -1, &e);
    int64_t took = ap_clock_ns() - began;
    CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_OVER);
    CU_ASSERT(took >= 30000000 && took < 20000000000);
    ap_run_free(r);
    ap_image_free(im);
}

/* The deadline ends an endless loop; an interrupt becomes an exception. */
static void deadline_and_interrupt(void)
{
    for (int real = 0; real < 2; real++) {
        ap_image *im = run_load(run_spinning);
        ap_error e = {0};
        ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_312,
                                               .real_clock = real,
                                               .is_unlogged = true,
                                               .in_place = true}, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        int64_t began = ap_clock_ns();
        ap_run_many(r, UINT64_MAX, began + 50000000, &e);
        int64_t took = ap_clock_ns() - began;
        CU_ASSERT(took >= 50000000 && took < 20000000000);
        CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_READY);
        ap_run_interrupt(r);
        ap_run_many(r, UINT64_MAX, ap_clock_ns() + 60000000000, &e);
        CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_OVER);
        CU_ASSERT_NOT_EQUAL(ap_world_exit_code(ap_run_world(r)), 0);
        ap_run_free(r);
        ap_image_free(im);
    }
}

static CU_TestInfo tests[] = {
    {"orders repeat by seed", orders_repeat},
    {"seeds differ", seeds_differ},
    {"what is said to be next is next", next_is_next},
    {"spinners end", spinners_end},
    {"schedules replay", schedules_replay},
    {"refused schedules", refused_schedules},
    {"by hand, and again", by_hand_replays},
    {"a forbidden switch, and why", forbidden_switch},
    {"the log follows", log_follows},
    {"virtual sleep", virtual_sleep},
    {"library code takes no time", library_code_takes_no_time},
    {"cores and ticks", cores_and_ticks},
    {"GIL request, drop, take", gil_events},
    {"finds deadlock", finds_deadlock},
    {"many as steps", many_as_steps},
    {"the real clock sleeps", real_clock_sleeps},
    {"deadline and interrupt", deadline_and_interrupt},
    CU_TEST_INFO_NULL
};

CU_SuiteInfo run_suite = {.pName = "run", .pTests = tests};
