/* check: the detectors over one run. Who waits for whom and for ever; races;
 * lock orders. */
#include "suites.h"

#include "apiary/check.h"
#include "runs.h"

#include <stdio.h>
#include <string.h>

/* ---- running one -------------------------------------------------------- */

/* In turns of 20 steps, without a GIL: what happens when is settled by the
 * sleeps in the programs. */
static ap_run *start(const ap_image *im)
{
    ap_error e = {0};
    ap_run_options o = {.gil = AP_GIL_OFF, .cores = 1, .order = AP_ORDER_RR,
                        .in_place = true};
    ap_run *r = run_start(im, o, &e);
    if (!r)
        CU_FAIL_FATAL("the run could not be made");
    return r;
}

/* ---- waits -------------------------------------------------------------- */

#define IMPORT                                                                 \
    "from threading import (Lock, RLock, Condition, Event, Semaphore,\n"       \
    "                       Barrier, Thread)\n"                                \
    "import time, queue\n"
#define TWO(body_a, body_b)                                                    \
    IMPORT                                                                     \
    "left, right, r, c = Lock(), Lock(), RLock(), Condition()\n"               \
    "e, s, b, q = Event(), Semaphore(0), Barrier(2), queue.Queue(1)\n"         \
    "def one():\n" body_a "def two():\n" body_b                                \
    "A = Thread(target=one, name='A'); B = Thread(target=two, name='B')\n"     \
    "A.start(); B.start(); A.join(); B.join()\n"
#define NOTHING " pass\n"

static const struct {
    const char *text, *words;
    int nwaiters;
    bool is_cycle, is_part;
} waits[] = {
    {TWO(" with left:\n  time.sleep(1)\n  with right: pass\n",
         " with right:\n  time.sleep(1)\n  with left: pass\n"),
     "A holds left and waits for right; B holds right and waits for left", 2,
     true, false},
    /* The same, and somebody goes on. */
    {IMPORT
     "left, right = Lock(), Lock()\n"
     "def f(x, y):\n with x:\n  time.sleep(1)\n  with y: pass\n"
     "Thread(target=f, name='A', args=(left, right)).start()\n"
     "Thread(target=f, name='B', args=(right, left)).start()\n"
     "for i in range(4000): time.sleep(1)\n",
     "A holds left and waits for right; B holds right and waits for left", 2,
     true, true},
    {TWO(" left.acquire()\n left.acquire()\n", NOTHING),
     "A waits for left, which it holds itself", 1, true, false},
    {TWO(" with c: c.wait()\n", NOTHING),
     "A waits for a notify of c; Main waits for A to end", 2, false, false},
    {TWO(" e.wait()\n", NOTHING),
     "A waits for e to be set; Main waits for A to end", 2, false, false},
    {TWO(" s.acquire()\n", " with left: s.acquire()\n"),
     "A waits for a unit of s; B waits for a unit of s; "
     "Main waits for A to end", 3, false, false},
    {TWO(" b.wait()\n", NOTHING),
     "A waits for the others at b; Main waits for A to end", 2, false, false},
    {TWO(" q.get()\n", NOTHING),
     "A waits for an item of q; Main waits for A to end", 2, false, false},
    {TWO(" q.put(1)\n q.put(2)\n", NOTHING),
     "A waits for room in q; Main waits for A to end", 2, false, false},
    {TWO(" q.put(1)\n q.join()\n", NOTHING),
     "A waits for all tasks of q to be done; Main waits for A to end", 2,
     false, false},
    {TWO(" B.join()\n", " A.join()\n"),
     "A waits for B to end; B waits for A to end", 2, true, false},
    {TWO(" left.acquire()\n B.join()\n", " time.sleep(1)\n with left: pass\n"),
     "A holds left and waits for B to end; B waits for left", 2, true, false},
    {TWO(" r.acquire()\n", " time.sleep(1)\n r.acquire()\n"),
     "B waits for r, which A held when it ended; Main waits for B to end", 2,
     false, false},
    /* Nobody but A could release an RLock, whoever else goes on. */
    {IMPORT "r = RLock()\n"
     "def f(): r.acquire()\n"
     "a = Thread(target=f, name='A'); b = Thread(target=f, name='B')\n"
     "a.start(); a.join(); b.start()\n"
     "for i in range(4000): time.sleep(1)\n",
     "B waits for r, which A held when it ended", 1, false, true},
    {IMPORT "l = Lock()\n"
     "def f(): l.acquire()\n"
     "for n in 'AB': Thread(target=f, name=n).start()\n",
     "B waits for l, which A held when it ended; Main waits for all threads "
     "to end", 2, false, false},
    /* Held across two threads as a signal: no deadlock while B lives. */
    {TWO(" left.acquire()\n left.acquire()\n",
         " time.sleep(1)\n left.release()\n"), NULL, 0, false, false},
    {TWO(" e.wait()\n", " time.sleep(1)\n e.set()\n"), NULL, 0, false, false},
    {TWO(" with left: time.sleep(1)\n", " with left: time.sleep(1)\n"), NULL,
     0, false, false},
    {TWO(" e.wait(1)\n", " left.acquire()\n left.acquire(timeout=1)\n"), NULL,
     0, false, false},
};

/* Steps until somebody waits for ever; false: nobody ever does. */
static bool run_until_stuck(ap_run *r, ap_arena *arena, ap_deadlock *d)
{
    ap_event events[MOST_EVENTS];
    ap_error e = {0};
    for (int i = 0; i < MOST_STEPS; i++) {
        if (ap_check_deadlock(ap_run_world(r), arena, d))
            return true;
        if (ap_run_step(r, -1, events, MOST_EVENTS, &e) <= 0)
            return false;
    }
    return false;
}

/* A circle is there before the whole program stands still. */
static void run_on(ap_run *r, ap_arena *arena, ap_deadlock *d)
{
    ap_event events[MOST_EVENTS];
    ap_error e = {0};
    for (int i = 0; i < 2000 && ap_run_state_of(r) == AP_RUN_READY; i++)
        ap_run_step(r, -1, events, MOST_EVENTS, &e);
    CU_ASSERT(ap_check_deadlock(ap_run_world(r), arena, d));
}

static void waits_are_told(void)
{
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        ap_image *im = run_load(waits[i].text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        ap_run *r = start(im);
        ap_arena *arena = ap_arena_new();
        ap_deadlock d = {0};
        bool found = run_until_stuck(r, arena, &d);
        CU_ASSERT_EQUAL(found, waits[i].words != NULL);
        if (found)
            run_on(r, arena, &d);
        if (found && waits[i].words) {
            CU_ASSERT_STRING_EQUAL(d.words, waits[i].words);
            CU_ASSERT_EQUAL(d.nwaiters, waits[i].nwaiters);
            CU_ASSERT_EQUAL(d.is_cycle, waits[i].is_cycle);
            CU_ASSERT_EQUAL(d.is_part, waits[i].is_part);
            if (strcmp(d.words, waits[i].words) != 0)
                fprintf(stderr, "waits[%zu]: %s\n", i, d.words);
        }
        ap_arena_free(arena);
        ap_run_free(r);
        ap_image_free(im);
    }
}

static void waiters_say_where_they_stand(void)
{
    ap_image *im = run_load(run_crossing);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    int circles = 0;
    for (uint64_t seed = 1; seed < 12; seed++) {
        ap_error e = {0};
        ap_run_options o = {.gil = AP_GIL_OFF, .cores = 2, .seed = seed,
                            .in_place = true};
        ap_run *r = run_start(im, o, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        ap_arena *arena = ap_arena_new();
        ap_deadlock d = {0};
        ap_tid tids[8];
        bool is_stuck = run_to_end(r, &e) == AP_RUN_DEADLOCK;
        CU_ASSERT_EQUAL(ap_check_cycle(ap_run_world(r), tids, 8),
                        is_stuck ? 2 : 0);
        CU_ASSERT_EQUAL(ap_check_deadlock(ap_run_world(r), arena, &d),
                        is_stuck);
        if (is_stuck) {
            circles++;
            CU_ASSERT_STRING_EQUAL(d.waiters[0].thread, "A");
            CU_ASSERT_EQUAL(d.waiters[0].nholds, 1);
            CU_ASSERT_STRING_EQUAL(d.waiters[0].holds[0], "left");
            CU_ASSERT_STRING_EQUAL(d.waiters[0].waits, "right");
            CU_ASSERT_EQUAL(d.waiters[0].line, 5);
            CU_ASSERT_EQUAL(d.waiters[1].line, 9);
        }
        ap_arena_free(arena);
        ap_run_free(r);
    }
    CU_ASSERT(circles > 0);
    ap_image_free(im);
}

static CU_TestInfo tests[] = {
    {"waits without an end are told in words", waits_are_told},
    {"waiters say where they stand", waiters_say_where_they_stand},
    CU_TEST_INFO_NULL};
CU_SuiteInfo detect_suite = {.pName = "detect", .pTests = tests};
