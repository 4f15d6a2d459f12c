/* tell: every sentence, from facts made by hand; then the fold and the
 * sentences of real runs. */
#include "runs.h"
#include "suites.h"

#include "../src/tell/tell_i.h"

#include <stdio.h>
#include <string.h>

/* ---- sentences --------------------------------------------------- */

static const struct {
    ap_event_kind kind;
    facts f;
    const char *want;
} sentences[] = {
    {AP_EV_READ, {.who = "A", .what = "counter", .value = "0"},
     "A reads counter: 0."},
    {AP_EV_READ, {.who = "A", .what = "worker", .value = "f", .is_named = true},
     "A looks up worker."},
    {AP_EV_READ, {.who = "A", .what = "jobs", .value = "[1]",
                  .is_whole = true},
     "A reads jobs."},
    {AP_EV_WRITE, {.who = "A", .what = "counter", .value = "1"},
     "A stores 1 in counter."},
    {AP_EV_WRITE, {.who = "A", .what = "counter", .value = "1", .old = "0"},
     "A stores 1 in counter, which was 0."},
    {AP_EV_WRITE, {.who = "B", .what = "counter", .value = "1", .old = "0",
                   .holder = "A", .held = "0"},
     "B stores 1 in counter. A still has its 0 from before."},
    {AP_EV_WRITE, {.who = "A", .what = "counter", .value = "1", .old = "1",
                   .victim = "B"},
     "A stores 1 over B's 1: B's update is lost."},
    {AP_EV_WRITE, {.who = "A", .what = "x"}, "A deletes x."},
    {AP_EV_WRITE, {.who = "A", .what = "jobs", .value = "[1, 2]",
                   .is_whole = true},
     "A changes jobs: now [1, 2]."},
    {AP_EV_WRITE, {.who = "A", .what = "left", .value = "left",
                   .is_named = true},
     "A makes left."},
    {AP_EV_ACQUIRE, {.who = "A", .what = "left", .role = AP_ROLE_LOCK},
     "A takes left."},
    {AP_EV_ACQUIRE, {.who = "A", .what = "r", .role = AP_ROLE_RLOCK},
     "A takes r."},
    {AP_EV_ACQUIRE, {.who = "A", .what = "r", .role = AP_ROLE_RLOCK,
                     .value = "2"},
     "A takes r again: 2 deep now."},
    {AP_EV_ACQUIRE, {.who = "A", .what = "slots", .value = "1",
                     .role = AP_ROLE_SEMAPHORE},
     "A takes one of slots: 1 left."},
    {AP_EV_BLOCK, {.who = "A", .what = "left", .other = "B",
                   .wait = AP_WAIT_LOCK, .role = AP_ROLE_LOCK},
     "A asks for left and waits: B has it."},
    {AP_EV_BLOCK, {.who = "Main", .other = "A", .wait = AP_WAIT_JOIN},
     "Main waits until A ends."},
    {AP_EV_BLOCK, {.who = "A", .what = "go", .wait = AP_WAIT_EVENT,
                   .role = AP_ROLE_EVENT},
     "A waits until go is set."},
    {AP_EV_BLOCK, {.who = "A", .what = "meet", .wait = AP_WAIT_BARRIER,
                   .role = AP_ROLE_BARRIER},
     "A waits at meet for the others."},
    {AP_EV_BLOCK, {.who = "A", .what = "s", .wait = AP_WAIT_SEMAPHORE,
                   .role = AP_ROLE_SEMAPHORE},
     "A asks for s and waits: none is left."},
    {AP_EV_BLOCK, {.who = "Main", .wait = AP_WAIT_SHUTDOWN},
     "Main waits until all threads have ended."},
    {AP_EV_REFUSED, {.who = "A", .what = "left", .other = "B"},
     "A does not get left: B has it."},
    {AP_EV_RELEASE, {.who = "A", .what = "left"}, "A releases left."},
    {AP_EV_RELEASE, {.who = "A", .what = "left", .other = "B"},
     "A releases left: B may try to take it."},
    {AP_EV_WAIT, {.who = "A", .what = "ready", .role = AP_ROLE_CONDITION},
     "A releases ready's lock and waits for a notify."},
    {AP_EV_WOKEN, {.who = "A", .what = "ready"},
     "A goes on after its wait for ready."},
    {AP_EV_WOKEN, {.who = "A", .what = "ready", .value = "False",
                   .is_timeout = true},
     "A goes on: its time for ready is up."},
    {AP_EV_NOTIFY, {.who = "A", .what = "ready", .other = "B"},
     "A notifies ready: B wakes up."},
    {AP_EV_NOTIFY, {.who = "A", .what = "ready"},
     "A notifies ready, but nobody waits there."},
    {AP_EV_SET, {.who = "A", .what = "go"}, "A sets go."},
    {AP_EV_START, {.who = "Main", .other = "A"}, "Main starts A."},
    {AP_EV_JOIN, {.who = "Main", .other = "A"},
     "Main goes on: A has ended."},
    {AP_EV_END, {.who = "A"}, "A ends."},
    {AP_EV_SLEEP, {.who = "A", .value = "0.5"}, "A sleeps 0.5 s."},
    {AP_EV_AWAKE, {.who = "A"}, "A has slept enough."},
    {AP_EV_OUTPUT, {.who = "A", .value = "\"hi\""}, "A prints \"hi\""},
    {AP_EV_RAISE, {.who = "A", .value = "ValueError('x')"},
     "A raises ValueError('x')."},
    {AP_EV_DIE, {.who = "A", .value = "AssertionError()"},
     "A dies of AssertionError()."},
    {AP_EV_EXIT, {.who = "Main", .value = "1"},
     "The process ends with exit status 1."},
    {AP_EV_GIL_REQUEST, {.who = "B", .other = "A"},
     "B asks A to drop the GIL."},
    {AP_EV_GIL_DROP, {.who = "A"}, "A drops the GIL."},
    {AP_EV_GIL_TAKE, {.who = "B", .other = "A"},
     "B takes the GIL after A."},
    {AP_EV_GIL_TAKE, {.who = "B"}, "B takes the GIL."}};

static void sentences_read_well(void)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        ap_str got = {0};
        tell_say(sentences[i].kind, &sentences[i].f, &got);
        if (strcmp(ap_str_c(&got), sentences[i].want) != 0)
            printf("\nwant %s\ngot  %s\n", sentences[i].want, ap_str_c(&got));
        CU_ASSERT_STRING_EQUAL(ap_str_c(&got), sentences[i].want);
        ap_str_clear(&got);
    }
}

/* Every kind that can be visible has words even where nothing is known. */
static void no_visible_event_is_mute(void)
{
    static const bool visible[] = {
#define X(name, visible, words) visible,
        AP_EVENTS(X)
#undef X
    };
    for (int kind = 0; kind < AP_EV_COUNT; kind++) {
        facts f = {.who = "A", .what = "it"};
        if (kind == AP_EV_START || kind == AP_EV_JOIN
            || kind == AP_EV_GIL_REQUEST)
            snprintf(f.other, sizeof f.other, "B");
        ap_str got = {0};
        tell_say((ap_event_kind)kind, &f, &got);
        CU_ASSERT(!visible[kind] || got.len > 0);
        ap_str_clear(&got);
    }
}

/* ---- what comes next ------------------------------------------------ */

#define THREADS(a, b)                                                          \
    "A = threading.Thread(target=" a ", name='A')\n"                           \
    "B = threading.Thread(target=" b ", name='B')\n"                           \
    "A.start()\nB.start()\nA.join()\nB.join()\n"

/* What is told before a step, some time along the run. */
static const struct {
    const char *program, *want;
} told_next[] = {
    {"import threading\nlock = threading.Lock()\nlock.acquire()\n"
     "lock.acquire(blocking=False)\n",
     "Main tries to take lock, but Main has it."},
    {"import threading\nlock = threading.Lock()\nlock.acquire()\n"
     "lock.acquire(timeout=0.1)\n",
     "Main asks for lock, which it has itself: it waits in vain."},
    {"import threading\nlock = threading.RLock()\nlock.acquire()\n"
     "lock.acquire(False)\n",
     "Main takes lock."},
    {"import threading\nseats = threading.Semaphore(0)\n"
     "seats.acquire(False)\n",
     "Main tries to take one of seats, but none is left."},
    {"import time\ntime.sleep(0.1)\n", "Main has slept enough and goes on."},
    {"import threading\ngo = threading.Event()\ngo.wait(0.1)\n",
     "Main goes on: its time is up."},
    {"import threading\ndef f():\n    pass\n" THREADS("f", "f"),
     "A comes to its end."},
    {"import threading, time\ndef f():\n    time.sleep(0.1)\n"
     THREADS("f", "f"),
     "Main goes on: A has ended."},
    {"import threading, time\nc = threading.Condition()\n"
     "def f():\n    with c:\n        c.wait()\n"
     "def g():\n    time.sleep(0.1)\n    with c:\n        c.notify()\n"
     THREADS("f", "g"),
     "A is woken and takes c's lock back."},
    {"import threading, time\nc = threading.Condition()\n"
     "def f():\n    with c:\n        c.wait()\n"
     "def g():\n    time.sleep(0.1)\n    with c:\n        c.notify()\n"
     "    for _ in range(99):\n        with c:\n            pass\n"
     THREADS("f", "g"),
     "A is woken, but B has c's lock: it must wait."},
    {"import threading\nc = threading.Condition()\n"
     "def f():\n    for _ in range(9):\n        with c:\n"
     "            for _ in range(9):\n                pass\n"
     THREADS("f", "f"),
     "B asks for c, but A has it: B must wait."},
    {"assert 1 == 2\n", "Main comes to its end."}};

static bool is_told(ap_run *r, const char *want)
{
    ap_tell *t = ap_tell_new();
    ap_event events[MOST_EVENTS];
    ap_error e;
    ap_str got = {0};
    bool found = false;
    for (int i = 0; i < 2000 && !found; i++) {
        int n = ap_run_step(r, -1, events, MOST_EVENTS, &e);
        if (n <= 0)
            break;
        for (int k = 0; k < n; k++)
            ap_tell_event(t, r, &events[k]);
        ap_str_reset(&got);
        ap_tell_next(t, r, ap_run_next(r), &got);
        found = strstr(ap_str_c(&got), want) != NULL;
    }
    ap_str_clear(&got);
    ap_tell_free(t);
    return found;
}

/* By some luck. */
static bool is_ever_told(const ap_image *im, const char *want)
{
    bool ok = false;
    for (uint64_t seed = 1; seed <= 20 && !ok; seed++) {
        ap_error e = {0};
        ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_OFF,
                                                   .order = AP_ORDER_RANDOM,
                                                   .seed = seed,
                                                   .in_place = true}, &e);
        CU_ASSERT_FATAL(r != NULL);
        ok = is_told(r, want);
        ap_run_free(r);
    }
    return ok;
}

static void next_is_told_as_it_will_be(void)
{
    for (size_t i = 0; i < sizeof told_next / sizeof *told_next; i++) {
        ap_image *im = run_load(told_next[i].program);
        CU_ASSERT_FATAL(im != NULL);
        bool ok = is_ever_told(im, told_next[i].want);
        CU_ASSERT(ok);
        if (!ok)
            printf("\n    never told: %s\n", told_next[i].want);
        ap_image_free(im);
    }
}

static CU_TestInfo tests[] = {
    {"sentences read well", sentences_read_well},
    {"next is told as it will be", next_is_told_as_it_will_be},
    {"no visible event is mute", no_visible_event_is_mute},
    CU_TEST_INFO_NULL};
CU_SuiteInfo tell_suite = {.pName = "tell", .pTests = tests};
