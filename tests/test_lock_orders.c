/* Locks taken in a circle: a search warns of them, and confirms or refutes. */
#include "suites.h"

#include "apiary/check.h"
#include "runs.h"
#include "search_through.h"

#include <stdio.h>
#include <string.h>

/* ---- programs ------------------------------------------------------- */

#define HEAD                                                                   \
    "from threading import Lock, RLock, Condition, Semaphore, Thread\n"        \
    "left, right, gate, third = Lock(), Lock(), Lock(), Lock()\n"              \
    "s, t, token = Semaphore(1), Semaphore(1), Semaphore(0)\n"                 \
    "wide, cond = Semaphore(2), Condition()\n"                                 \
    "n = 0\n"                                                                  \
    "def noise():\n"                                                           \
    "    global n\n"                                                           \
    "    for i in range(20):\n"                                                \
    "        n = n + 1\n"
#define RUN                                                                    \
    "\na = Thread(target=one, name='A')\n"                                     \
    "b = Thread(target=two, name='B')\n"                                       \
    "a.start(); b.start()\n"                                                   \
    "a.join(); b.join()\n"
#define BOTH(x, y) "    with " x ":\n        with " y ":\n            pass\n"
#define TWO(one, two) HEAD "def one():\n" one "def two():\n" two RUN

enum { ALL = 0, HARDLY = 20 };

static const struct row {
    const char *what, *text;
    uint64_t most_states;  /* ALL: until all is searched */
    int norders, nsides;
    ap_lock_order_fate fate;
} rows[] = {
    {"two locks", TWO(BOTH("left", "right"), BOTH("right", "left")), ALL, 1, 2,
     AP_LOCK_ORDER_CONFIRMED},
    {"two locks in one order", TWO(BOTH("left", "right"),
                                   BOTH("left", "right")), ALL, 0, 0, 0},
    {"behind a gate",
     TWO("    with gate:\n        with left:\n            with right: pass\n",
         "    with gate:\n        with right:\n            with left: pass\n"),
     ALL, 0, 0, 0},
    {"one behind the other",
     TWO(BOTH("left", "right") "    token.release()\n",
         "    token.acquire()\n" BOTH("right", "left")), ALL, 1, 2,
     AP_LOCK_ORDER_REFUTED},
    {"one behind the other, cut off",
     TWO(BOTH("left", "right") "    token.release()\n    noise()\n",
         "    token.acquire()\n" BOTH("right", "left") "    noise()\n"),
     HARDLY, 1, 2, AP_LOCK_ORDER_OPEN},
    {"two semaphores", TWO(BOTH("s", "t"), BOTH("t", "s")), ALL, 1, 2,
     AP_LOCK_ORDER_CONFIRMED},
    {"a semaphore and a lock", TWO(BOTH("s", "left"), BOTH("left", "s")), ALL,
     1, 2, AP_LOCK_ORDER_CONFIRMED},
    {"two semaphores one behind the other",
     TWO(BOTH("s", "t") "    token.release()\n",
         "    token.acquire()\n" BOTH("t", "s")), ALL, 1, 2,
     AP_LOCK_ORDER_REFUTED},
    {"a semaphore that lets two in", TWO(BOTH("wide", "left"),
                                         BOTH("left", "wide")), ALL, 0, 0, 0},
    {"a condition's lock", TWO(BOTH("cond", "left"), BOTH("left", "cond")),
     ALL, 1, 2, AP_LOCK_ORDER_CONFIRMED},
    {"among many states",
     TWO("    noise()\n" BOTH("left", "right") "    noise()\n",
         "    noise()\n" BOTH("right", "left") "    noise()\n"), HARDLY, 1, 2,
     AP_LOCK_ORDER_CONFIRMED},
    {"semaphores among many states",
     TWO("    noise()\n" BOTH("s", "t") "    noise()\n",
         "    noise()\n" BOTH("t", "s") "    noise()\n"), HARDLY, 1, 2,
     AP_LOCK_ORDER_CONFIRMED},
    {"three locks",
     HEAD "def one():\n" BOTH("left", "right") "def two():\n"
     BOTH("right", "third") "def three():\n" BOTH("third", "left")
     "c = Thread(target=three, name='C')\nc.start()" RUN "c.join()\n", ALL, 1,
     3, AP_LOCK_ORDER_CONFIRMED},
    {"two, while another one goes round for ever",
     HEAD "def one():\n" BOTH("left", "right") "def two():\n"
     BOTH("right", "left") "def three():\n    while True:\n        noise()\n"
     "c = Thread(target=three, name='C', daemon=True)\nc.start()" RUN, HARDLY,
     1, 2, AP_LOCK_ORDER_CONFIRMED},
};

/* ---- what is said of them ------------------------------------------- */

static int waits_for_lock(const ap_world *w, ap_tid tid)
{
    ap_thread_view v;
    return ap_view_thread(w, tid, &v) && v.state == AP_TS_WAIT
        && (v.wait == AP_WAIT_LOCK || v.wait == AP_WAIT_SEMAPHORE);
}

/* Along the schedule the circle closes: so many threads wait. */
static bool leads_there(const ap_image *im, int gil, const ap_lock_order *o)
{
    ap_error e = {0};
    ap_run *r = run_start(im, (ap_run_options){.gil = gil, .in_place = true,
                                               .order = AP_ORDER_REPLAY,
                                               .schedule = o->schedule}, &e);
    int most = 0, waiting;
    ap_event ev[MOST_EVENTS];
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    for (int i = 0; most < o->n && i < MOST_STEPS; i++) {
        if (ap_run_step(r, -1, ev, MOST_EVENTS, &e) <= 0)
            break;
        waiting = 0;
        for (ap_tid t = 1; t < ap_world_threads(ap_run_world(r)); t++)
            waiting += waits_for_lock(ap_run_world(r), t);
        most = waiting > most ? waiting : most;
    }
    ap_run_free(r);
    return !e.code && most >= o->n;
}

static bool is_as_said(const struct row *x, const ap_image *im, int gil)
{
    ap_check_options most = {.gil = gil, .no_policies = true,
                             .most_states = x->most_states};
    ap_check *c = search_through(im, most);
    const ap_check_report *r = ap_check_report_of(c);
    bool is_so = r->nlock_orders == x->norders
        && (x->most_states != ALL || r->is_complete);
    for (int i = 0; i < r->nlock_orders && is_so; i++) {
        const ap_lock_order *o = &r->lock_orders[i];
        bool is_confirmed = o->fate == AP_LOCK_ORDER_CONFIRMED;
        const char *schedule;
        is_so = o->n == x->nsides && o->fate == x->fate
            && (o->schedule != NULL) == is_confirmed
            && is_confirmed == (r->ndeadlocks > 0)
            && (!is_confirmed || leads_there(im, gil, o))
            && ap_check_lock_order(r, o, &schedule) == x->fate;
        if (!is_so)
            printf("\n    %s: %s: %d, %s", x->what, o->words, o->fate,
                   o->schedule ? o->schedule : "no schedule");
    }
    if (r->nlock_orders != x->norders)
        printf("\n    %s: %d circles", x->what, r->nlock_orders);
    ap_check_free(c);
    return is_so;
}

static void circles_are_settled(void)
{
    static const int gils[] = {AP_GIL_OFF, AP_GIL_39};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ap_image *im = run_load(rows[i].text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        for (size_t g = 0; g < sizeof gils / sizeof *gils; g++)
            CU_assertImplementation(is_as_said(&rows[i], im, gils[g]),
                                    __LINE__, rows[i].what, __FILE__, "",
                                    CU_FALSE);
        ap_image_free(im);
    }
}

static CU_TestInfo tests[] = {
    {"circles are settled", circles_are_settled},
    CU_TEST_INFO_NULL};
CU_SuiteInfo lock_orders_suite = {.pName = "lock_orders", .pTests = tests};
