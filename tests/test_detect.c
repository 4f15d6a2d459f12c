/* check: the detectors over one run. Who waits for whom and for ever; races;
 * lock orders. */
#include "enumerate.h"
#include "make_program.h"
#include "suites.h"

#include "apiary/check.h"
#include "runs.h"

#include <stdio.h>
#include <stdlib.h>
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

/* ---- races -------------------------------------------------------------- */

#define SHARED                                                                 \
    "class Box: pass\n"                                                        \
    "x, box, d, l, seen = 0, Box(), {}, [0, 0], []\n"                          \
    "box.n = 0\n"
/* A ends well before B begins, and nothing but the clock says so. */
#define LATER " time.sleep(1)\n"
#define AB(body_a, body_b)                                                     \
    SHARED TWO(" global x\n" body_a, " global x\n" body_b)

/* What a run in turns reports, in the order in which it happens. */
static const struct {
    const char *text, *races;
} race_cases[] = {
    /* Nothing orders them; sleep does not. */
    {AB(" x = 1\n", LATER " x = 2\n"), "x"},
    {AB(" x = 1\n", LATER " seen.append(x)\n"), "x"},
    {AB(" seen.append(x)\n", LATER " x = 1\n"), "x"},
    {AB(" seen.append(x)\n", LATER " seen.append(x)\n"), ""},
    {AB(" box.n += 1\n", LATER " box.n += 1\n"), "Box.n"},
    {AB(" box.n = 1\n", LATER " box.m = 1\n"), ""},
    {AB(" l[0] = 1\n", LATER " l[0] = 2\n"), "l[...]"},
    {AB(" l[0] = 1\n", LATER " l[1] = 2\n"), ""},
    {AB(" d['a'] = 1\n", LATER " d['a'] = 2\n"), "d[...]"},
    {AB(" d['a'] = 1\n", LATER " d['b'] = 2\n"), ""},
    {AB(" d['a'] = 1\n", LATER " seen.append('a' in d)\n"), "d[...]"},
    {AB(" l.append(1)\n", LATER " l.append(2)\n l.pop()\n"), ""},
    {AB(" l.append(1)\n", LATER " for i in l: pass\n"), ""},
    {SHARED IMPORT
     "def outer():\n"
     " n = 0\n"
     " def inner():\n"
     "  nonlocal n\n"
     "  n += 1\n"
     "  time.sleep(1)\n"
     " return inner\n"
     "f, g = outer(), outer()\n"
     "ts = [Thread(target=t) for t in (f, g, f)]\n"
     "for t in ts: t.start()\n"
     "for t in ts: t.join()\n", "outer.n"},
    {SHARED IMPORT
     "def outer():\n"
     " n = 0\n"
     " def inner():\n"
     "  nonlocal n\n"
     "  n += 1\n"
     " return inner\n"
     "ts = [Thread(target=t) for t in (outer(), outer())]\n"
     "for t in ts: t.start()\n"
     "for t in ts: t.join()\n", ""},
    /* Start, join, the end of all threads, a Timer. */
    {SHARED IMPORT "def f():\n global x\n x = 1\n"
     "x = 5\nt = Thread(target=f)\nt.start()\nt.join()\nx = 2\n", ""},
    {SHARED IMPORT "def f():\n global x\n x = 1\n"
     "t = Thread(target=f)\nt.start()\nx = 2\nt.join()\n", "x"},
    {SHARED IMPORT "def f():\n global x\n x = 1\n"
     "t = Thread(target=f)\nt.start()\nt.join(5)\nx = 2\n", ""},
    {SHARED IMPORT "def f():\n global x\n time.sleep(5)\n x = 1\n"
     "t = Thread(target=f)\nt.start()\nt.join(1)\nx = 2\n", "x"},
    {SHARED IMPORT "def f():\n global x\n x = 1\n"
     "t = Thread(target=f)\nt.start()\n"
     "while t.is_alive(): time.sleep(1)\nx = 2\n", ""},
    {SHARED IMPORT "import threading\ndef f():\n global x\n x = 1\n"
     "Thread(target=f).start()\n"
     "while threading.active_count() > 1: time.sleep(1)\nx = 2\n", ""},
    {SHARED IMPORT "from threading import Timer\ndef f():\n global x\n x = 1\n"
     "x = 3\nt = Timer(1, f)\nt.start()\nt.join()\nx = 2\n", ""},
    {SHARED IMPORT "from threading import Timer\ndef f():\n global x\n x = 1\n"
     "t = Timer(1, f)\nt.start()\nx = 2\nt.join()\n", "x"},
    /* Locks. */
    {AB(" with left: x += 1\n", LATER " with left: x += 1\n"), ""},
    {AB(" with left: x += 1\n", LATER " with right: x += 1\n"), "x"},
    {AB(" with left: x += 1\n x = 5\n", LATER " with left: x += 1\n"), "x"},
    {AB(" left.acquire()\n x = 1\n", LATER " left.release()\n x = 2\n"), "x"},
    {AB(" x = 1\n left.acquire()\n",
        LATER " if not left.acquire(False): x = 2\n"), ""},
    {AB(" left.acquire()\n x = 1\n", LATER " if left.locked(): x = 2\n"), "x"},
    {AB(" with r:\n  with r: x += 1\n  x += 1\n", LATER " with r: x += 1\n"),
     ""},
    /* Condition: its lock orders, held ever so deep. */
    {AB(" with c:\n  while not x: c.wait()\n  x = 2\n",
        LATER " with c:\n  x = 1\n  c.notify()\n"), ""},
    {AB(" with c:\n  with c:\n   c.wait()\n   x = 2\n  x = 3\n",
        LATER " with c:\n  x = 1\n  c.notify_all()\n"), ""},
    {AB(" with c:\n  c.wait()\n x = 2\n",
        LATER " with c:\n  c.notify()\n x = 1\n"), "x"},
    /* Event, semaphore, barrier, queue. */
    {AB(" x = 1\n e.set()\n", " e.wait()\n x = 2\n"), ""},
    {AB(" x = 1\n e.set()\n", LATER " if e.is_set(): x = 2\n"), ""},
    {AB(" e.set()\n x = 1\n", LATER " e.wait()\n x = 2\n"), "x"},
    {AB(" e.set()\n x = 1\n e.clear()\n",
        LATER " if not e.is_set(): x = 2\n"), ""},
    {AB(" x = 1\n", LATER " e.wait(1)\n x = 2\n"), "x"},
    {AB(" x = 1\n s.release()\n", " s.acquire()\n x = 2\n"), ""},
    {AB(" s.release()\n x = 1\n", LATER " s.acquire()\n x = 2\n"), "x"},
    {AB(" x = 1\n b.wait()\n", " b.wait()\n x = 2\n"), ""},
    {AB(" b.wait()\n x = 1\n", " b.wait()\n x = 2\n"), "x"},
    {SHARED IMPORT
     "def act():\n global x\n x += 10\n"
     "b = Barrier(2, action=act)\n"
     "def f():\n b.wait()\n seen.append(x)\n b.wait()\n"
     "def g():\n global x\n x = 1\n b.wait()\n b.wait()\n"
     "ts = [Thread(target=f), Thread(target=g)]\n"
     "for t in ts: t.start()\n"
     "for t in ts: t.join()\n", ""},
    {AB(" x = 1\n q.put(1)\n", " q.get()\n x = 2\n"), ""},
    {AB(" q.put(1)\n x = 1\n", LATER " q.get()\n x = 2\n"), "x"},
    /* What a thread gets out of a container, or reads, tells it who put it
     * there: no schedule can turn that round. Adding to it tells nothing. */
    {AB(" box.n = 1\n seen.append(box)\n",
        " while not seen: time.sleep(1)\n seen.pop().n += 1\n"), ""},
    {AB(" x = 1\n seen.append(1)\n", LATER " seen.append(2)\n x = 2\n"), "x"},
    {AB(" box.n = 1\n x = 1\n",
        " while not x: time.sleep(1)\n box.n = 2\n"), "x"},
    {AB(" box.n = 1\n x = 1\n", LATER " x = 2\n box.n = 2\n"), "x Box.n"},
    /* A function that is only looked up, a new object that others get. */
    {AB(" k = Box()\n k.n = 1\n with left: d['k'] = k\n",
        LATER " with left: k = d['k']\n k.n = 2\n"), ""},
};

/* Runs it in turns with the detector beside it. */
static ap_detect *detect(ap_run *r)
{
    ap_detect *d = ap_detect_new();
    ap_event events[MOST_EVENTS];
    ap_error e = {0};
    int n;
    for (int i = 0; i < MOST_STEPS
         && (n = ap_run_step(r, -1, events, MOST_EVENTS, &e)) > 0; i++)
        for (int k = 0; k < n; k++)
            ap_detect_event(d, ap_run_world(r), AP_GIL_OFF, &events[k]);
    return d;
}

static void names_of_races(const ap_detect *d, ap_run *r, ap_str *out)
{
    ap_arena *a = ap_arena_new();
    for (int i = 0; i < ap_detect_races(d); i++) {
        ap_race x;
        ap_detect_race(d, ap_run_world(r), i, a, &x);
        ap_str_printf(out, "%s%s", i ? " " : "", x.where);
    }
    ap_arena_free(a);
}

static void races_are_told(void)
{
    for (size_t i = 0; i < sizeof race_cases / sizeof *race_cases; i++) {
        ap_image *im = run_load(race_cases[i].text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        ap_run *r = start(im);
        ap_detect *d = detect(r);
        ap_str names = {0};
        names_of_races(d, r, &names);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&names), race_cases[i].races);
        if (strcmp(ap_str_c(&names), race_cases[i].races) != 0)
            fprintf(stderr, "race_cases[%zu]: \"%s\", not \"%s\"\n%s\n", i,
                    ap_str_c(&names), race_cases[i].races,
                    race_cases[i].text);
        ap_str_clear(&names);
        ap_detect_free(d);
        ap_run_free(r);
        ap_image_free(im);
    }
}

static void a_race_has_both_sides(void)
{
    ap_image *im = run_load(
        AB(" with left: x = 1\n",
           LATER " with c:\n  with right: seen.append(x)\n"));
    ap_run *r = start(im);
    ap_detect *d = detect(r);
    ap_arena *a = ap_arena_new();
    ap_race x;
    CU_ASSERT_EQUAL_FATAL(ap_detect_races(d), 1);
    ap_detect_race(d, ap_run_world(r), 0, a, &x);
    CU_ASSERT(!x.is_potential && !x.in_library);
    CU_ASSERT_STRING_EQUAL(x.first.thread, "A");
    CU_ASSERT_STRING_EQUAL(x.first.text, "with left: x = 1");
    CU_ASSERT_EQUAL(x.first.line, 11);
    CU_ASSERT(x.first.is_write);
    CU_ASSERT_STRING_EQUAL(x.second.thread, "B");
    CU_ASSERT_EQUAL(x.second.line, 16);
    CU_ASSERT(!x.second.is_write);
    CU_ASSERT(x.first.step < x.second.step);
    CU_ASSERT_STRING_EQUAL(x.missing, "nothing orders them: A holds left, B "
                                      "holds c's lock and right, no common "
                                      "lock");
    ap_arena_free(a);
    ap_detect_free(d);
    ap_run_free(r);
    ap_image_free(im);
}

/* With a GIL two accesses can only come together where each thread may be
 * left before its own. */
static void the_gil_makes_races_potential(void)
{
    static const struct {
        const char *body;
        int gil;
        bool is_potential;
    } cases[] = {
        {" for i in range(3): x = x + 1\n", AP_GIL_OFF, false},
        {" for i in range(3): x = x + 1\n", AP_GIL_312, true},
        {" for i in range(3): x = x + 1\n", AP_GIL_39, false},
        {" for i in range(3): x = i\n", AP_GIL_312, false},
        {" for i in range(3): x = abs(x)\n", AP_GIL_312, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_str text = {0};
        ap_str_printf(&text, SHARED TWO(" global x\n%s", " global x\n%s"),
                      cases[i].body, cases[i].body);
        ap_image *im = run_load(text.s);
        ap_error e = {0};
        ap_run_options o = {.gil = cases[i].gil, .in_place = true};
        ap_run *r = run_start(im, o, &e);
        ap_detect *d = ap_detect_new();
        ap_event events[MOST_EVENTS];
        int n, real = 0;
        while ((n = ap_run_step(r, -1, events, MOST_EVENTS, &e)) > 0)
            for (int k = 0; k < n; k++)
                ap_detect_event(d, ap_run_world(r), o.gil, &events[k]);
        ap_arena *a = ap_arena_new();
        for (int k = 0; k < ap_detect_races(d); k++) {
            ap_race x;
            ap_detect_race(d, ap_run_world(r), k, a, &x);
            real += !x.is_potential;
        }
        CU_ASSERT(ap_detect_races(d) > 0);
        CU_ASSERT_EQUAL(real > 0, !cases[i].is_potential);
        ap_arena_free(a);
        ap_detect_free(d);
        ap_run_free(r);
        ap_image_free(im);
        ap_str_clear(&text);
    }
}

/* ---- lock orders -------------------------------------------------------- */

#define GOES_ROUND(first, second) " with " first ":\n  with " second ": pass\n"

#define SEMAPHORE(value)                                                       \
    SHARED IMPORT "s, left = Semaphore(" value "), Lock()\n"                   \
    "def f():\n" GOES_ROUND("left", "s")                                       \
    "def g():\n" LATER GOES_ROUND("s", "left")                                 \
    "a, b = Thread(target=f, name='A'), Thread(target=g, name='B')\n"          \
    "a.start(); b.start(); a.join(); b.join()\n"

static const struct {
    const char *text, *words;
} order_cases[] = {
    /* A run that gets through, because B comes later. */
    {AB(GOES_ROUND("left", "right"), LATER GOES_ROUND("right", "left")),
     "B takes left while it holds right (line 17), "
     "A takes right while it holds left (line 12)"},
    {AB(GOES_ROUND("left", "right"), LATER GOES_ROUND("left", "right")), ""},
    /* A gate. */
    {AB(" with c:\n  with left:\n   with right: pass\n",
        LATER " with c:\n  with right:\n   with left: pass\n"), ""},
    /* One thread alone cannot. */
    {AB(GOES_ROUND("left", "right") GOES_ROUND("right", "left"), NOTHING), ""},
    /* Starts, joins and events come in this order in every schedule. */
    {AB(GOES_ROUND("left", "right") " e.set()\n",
        " e.wait()\n" GOES_ROUND("right", "left")), ""},
    {SHARED IMPORT "left, right = Lock(), Lock()\n"
     "def f():\n" GOES_ROUND("left", "right")
     "t = Thread(target=f)\nt.start()\nt.join()\n"
     "with right:\n with left: pass\n", ""},
    /* Trying, or waiting for a while, is no deadlock. */
    {AB(GOES_ROUND("left", "right"),
        LATER " with right:\n  if left.acquire(False): left.release()\n"), ""},
    {AB(GOES_ROUND("left", "right"),
        LATER " with right:\n  if left.acquire(timeout=1): left.release()\n"),
     ""},
    {AB(" with r:\n  with left:\n   with r: pass\n",
        LATER GOES_ROUND("r", "left")), ""},
    /* A condition takes its lock back with another one held. */
    {AB(" with left:\n  with c: c.wait(1)\n", LATER LATER GOES_ROUND("c",
                                                                     "left")),
     "B takes left while it holds c's lock (line 18), "
     "A takes c's lock while it holds left (line 12)"},
    /* A semaphore of one unit is a lock; of two, or given from outside, it is
     * none. */
    {SEMAPHORE("1"),
     "B takes left while it holds s (line 14), "
     "A takes s while it holds left (line 10)"},
    {SEMAPHORE("2"), ""},
    {SHARED IMPORT "s, left = Semaphore(0), Lock()\n"
     "def f():\n with left:\n  s.release()\n  s.acquire()\n"
     "def g():\n time.sleep(1)\n s.release()\n s.acquire()\n"
     " with left: pass\n"
     "a, b = Thread(target=f), Thread(target=g)\n"
     "a.start(); b.start(); a.join(); b.join()\n", ""},
    {SHARED IMPORT "ls = [Lock(), Lock(), Lock()]\n"
     "def f(i):\n time.sleep(i)\n with ls[i]:\n  with ls[(i + 1) % 3]: pass\n"
     "ts = [Thread(target=f, name='T%d' % i, args=(i,)) for i in range(3)]\n"
     "for t in ts: t.start()\n"
     "for t in ts: t.join()\n",
     "T2 takes ls[0] while it holds ls[2] (line 11), "
     "T0 takes ls[1] while it holds ls[0] (line 11), "
     "T1 takes ls[2] while it holds ls[1] (line 11)"},
};

static void lock_orders_are_warned_of(void)
{
    for (size_t i = 0; i < sizeof order_cases / sizeof *order_cases; i++) {
        ap_image *im = run_load(order_cases[i].text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        ap_run *r = start(im);
        ap_detect *d = detect(r);
        ap_arena *a = ap_arena_new();
        ap_lock_order o = {.words = ""};
        CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_OVER);
        CU_ASSERT_EQUAL(ap_detect_lock_orders(d), *order_cases[i].words != 0);
        if (ap_detect_lock_orders(d))
            ap_detect_lock_order(d, ap_run_world(r), 0, a, &o);
        CU_ASSERT_STRING_EQUAL(o.words, order_cases[i].words);
        if (strcmp(o.words, order_cases[i].words) != 0)
            fprintf(stderr, "order_cases[%zu]: \"%s\"\n%s\n", i, o.words,
                    order_cases[i].text);
        ap_arena_free(a);
        ap_detect_free(d);
        ap_run_free(r);
        ap_image_free(im);
    }
}

/* A search confirms or refutes; one that was cut off says nothing. */
static void searches_settle_lock_orders(void)
{
    const ap_lock_order_side sides[] = {
        {.thread = "A", .holds = "left", .takes = "right"},
        {.thread = "B", .holds = "right", .takes = "left"}};
    const ap_lock_order order = {.sides = sides, .n = 2, .words = ""};
    const char *left = "left", *right = "right", *gate = "gate", *schedule;
    const ap_waiter waiters[] = {
        {.thread = "C", .holds = &left, .nholds = 1, .waits = "right"},
        {.thread = "B", .holds = &right, .nholds = 1, .waits = "left"}};
    const ap_waiter others[] = {
        {.thread = "A", .holds = &left, .nholds = 1, .waits = "gate"},
        {.thread = "B", .holds = &gate, .nholds = 1, .waits = "left"}};
    ap_deadlock dead[] = {{.waiters = others, .nwaiters = 2},
                          {.how.schedule = "0:1 2:3", .waiters = waiters,
                           .nwaiters = 2}};
    ap_check_report r = {.is_complete = true, .deadlocks = dead,
                         .ndeadlocks = 2};
    CU_ASSERT_EQUAL(ap_check_lock_order(&r, &order, &schedule),
                    AP_LOCK_ORDER_CONFIRMED);
    CU_ASSERT_STRING_EQUAL(schedule, "0:1 2:3");
    r.ndeadlocks = 1;
    CU_ASSERT_EQUAL(ap_check_lock_order(&r, &order, &schedule),
                    AP_LOCK_ORDER_REFUTED);
    CU_ASSERT_PTR_NULL(schedule);
    r.is_complete = false;
    CU_ASSERT_EQUAL(ap_check_lock_order(&r, &order, &schedule),
                    AP_LOCK_ORDER_OPEN);
}

/* ---- a fold ------------------------------------------------------------- */

/* Saved and brought back in a fresh one at every so many steps, it says the
 * same, to the byte, as one that saw all events. */
static void saving_changes_nothing(void)
{
    static const char *const programs[] = {
        AB(" for i in range(4):\n  with left: x += 1\n  l[0] += i\n",
           " for i in range(4):\n  with right:\n   with left: box.n += 1\n"
           "  x += 1\n  seen.append(l[0])\n"),
        AB(GOES_ROUND("left", "right"), LATER GOES_ROUND("right", "left")
           " q.put(x)\n e.set()\n")};
    for (size_t p = 0; p < 2; p++) {
        ap_image *im = run_load(programs[p]);
        ap_run *r = start(im);
        ap_detect *d = ap_detect_new(), *other = ap_detect_new();
        ap_event events[MOST_EVENTS];
        ap_error e = {0};
        ap_str a = {0}, b = {0};
        int n, wrong = 0;
        for (int i = 0; (n = ap_run_step(r, -1, events, MOST_EVENTS, &e)) > 0;
             i++) {
            for (int k = 0; k < n; k++) {
                ap_detect_event(d, ap_run_world(r), AP_GIL_OFF, &events[k]);
                ap_detect_event(other, ap_run_world(r), AP_GIL_OFF,
                                &events[k]);
            }
            ap_str_reset(&a);
            ap_str_reset(&b);
            ap_detect_save(d, &a);
            ap_detect_save(other, &b);
            wrong += a.len != b.len || memcmp(a.s, b.s, a.len) != 0;
            if (i % 7)
                continue;
            ap_detect_free(other);
            other = ap_detect_new();
            ap_detect_load(other, a.s, a.len);
        }
        CU_ASSERT_EQUAL(wrong, 0);
        CU_ASSERT(ap_detect_races(d) + ap_detect_lock_orders(d) > 0);
        ap_str_clear(&a);
        ap_str_clear(&b);
        ap_detect_free(d);
        ap_detect_free(other);
        ap_run_free(r);
        ap_image_free(im);
    }
}

/* ---- random programs ----------------------------------------------------- */

/* Nothing real is told of a run that no interleaving can bring about. -> how
 * many races runs showed. */
static int hold_against(const ap_image *im, int gil, const enumeration *all,
                        const char *text)
{
    enum { SEEDS = 8, LONGEST = 2000 };
    int shown = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ap_error e = {0};
        ap_event events[MOST_EVENTS];
        ap_run_options o = {.gil = gil, .seed = seed, .in_place = true,
                            .cores = gil == AP_GIL_OFF ? 2 : 1};
        ap_run *r = run_start(im, o, &e);
        ap_detect *d = ap_detect_new();
        ap_arena *a = ap_arena_new();
        for (int i = 0, n; i < LONGEST
             && (n = ap_run_step(r, -1, events, MOST_EVENTS, &e)) > 0; i++)
            for (int k = 0; k < n; k++)
                ap_detect_event(d, ap_run_world(r), gil, &events[k]);
        for (int i = 0; i < ap_detect_races(d); i++) {
            ap_race x;
            ap_detect_race(d, ap_run_world(r), i, a, &x);
            bool is_real = enumeration_has_race(all, x.where);
            CU_ASSERT(x.is_potential || is_real);
            if (!x.is_potential && !is_real)
                printf("\nGIL %s, seed %d: %s (lines %u, %u)\n%s\n",
                       ap_gil_name(gil), (int)seed, x.where, x.first.line,
                       x.second.line, text);
            shown += !x.is_potential;
        }
        ap_arena_free(a);
        ap_detect_free(d);
        ap_run_free(r);
    }
    return shown;
}

/* More of them: AP_PROGRAMS=300. */
static void no_false_race_in_random_programs(void)
{
    enum { MOST_STATES = 6000 };
    const char *more = getenv("AP_PROGRAMS");
    int programs = more ? atoi(more) : 60, compared = 0, racy = 0, shown = 0;
    for (int i = 0; i < programs; i++) {
        static const int gils[] = {AP_GIL_OFF, AP_GIL_312, AP_GIL_39};
        int gil = gils[i % 4 < 2 ? 0 : i % 4 - 1];
        ap_str text = {0};
        make_program((uint64_t)i + 1000, &text);
        ap_image *im = run_load(text.s);
        enumeration all;
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        CU_ASSERT_FATAL(enumerate(im, gil, MOST_STATES, &all));
        if (all.is_complete) {
            int here = hold_against(im, gil, &all, text.s);
            compared++;
            racy += all.races.len > 0;
            shown += here > 0;
        }
        enumeration_clear(&all);
        ap_image_free(im);
        ap_str_clear(&text);
    }
    if (more)
        printf("%d compared, %d racy, %d shown ", compared, racy, shown);
    CU_ASSERT(compared > programs / 3);
    CU_ASSERT(shown > racy / 3);
}

static void many_threads_are_watched(void)
{
    ap_image *im = run_load(
        IMPORT "x = 0\n"
        "def f():\n global x\n x += 1\n"
        "for i in range(1100):\n"
        " t = Thread(target=f)\n t.start()\n"
        " if i != 700: t.join()\n"
        "t.join()\n");
    ap_run *r = start(im);
    ap_detect *d = detect(r);
    CU_ASSERT(ap_detect_is_blind(d));
    CU_ASSERT(ap_detect_races(d) > 0);
    ap_detect_free(d);
    ap_run_free(r);
    ap_image_free(im);
}

static CU_TestInfo tests[] = {
    {"waits without an end are told in words", waits_are_told},
    {"waiters say where they stand", waiters_say_where_they_stand},
    {"races are told", races_are_told},
    {"a race has both sides", a_race_has_both_sides},
    {"the GIL makes races potential", the_gil_makes_races_potential},
    {"lock orders are warned of", lock_orders_are_warned_of},
    {"searches settle lock orders", searches_settle_lock_orders},
    {"saving changes nothing", saving_changes_nothing},
    {"no false race in random programs", no_false_race_in_random_programs},
    {"many threads are watched", many_threads_are_watched},
    CU_TEST_INFO_NULL};
CU_SuiteInfo detect_suite = {.pName = "detect", .pTests = tests};
