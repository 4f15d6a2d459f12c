/* How many states and transitions known programs have, all interleavings
 * walked: frozen, so that a change of the granularity is noticed (what counts
 * as a visible step, what tells two states apart), and how many outcomes:
 * that is as published.
 *
 * The published numbers of states are those of models with a transition for
 * every access and lock operation of the threads alone (SPIN, Nidhugg and a
 * reference explorer agree on them). Here the main thread's starts and joins
 * and every thread's end are steps, too, so there are more; never fewer. */
#include "suites.h"

#include "apiary/check.h"
#include "enumerate.h"
#include "runs.h"
#include "search_through.h"

#include <stdio.h>

/* ---- programs ------------------------------------------------------- */

#define THREADS(n)                                                             \
    "threads = [threading.Thread(target=work, args=(i,)) for i in range(" n    \
    ")]\n"                                                                     \
    "for t in threads: t.start()\n"                                            \
    "for t in threads: t.join()\n"

#define LOST(n, k)                                                             \
    "import threading\n"                                                       \
    "counter = 0\n"                                                            \
    "def work(i):\n"                                                           \
    "    global counter\n"                                                     \
    "    for _ in range(" k "):\n"                                             \
    "        counter = counter + 1\n" THREADS(n)

#define MUTEX(n, k)                                                            \
    "import threading\n"                                                       \
    "counter = 0\n"                                                            \
    "lock = threading.Lock()\n"                                                \
    "def work(i):\n"                                                           \
    "    global counter\n"                                                     \
    "    for _ in range(" k "):\n"                                             \
    "        with lock:\n"                                                     \
    "            counter = counter + 1\n" THREADS(n)

/* `last`: what the last guest takes first. */
#define PHILOSOPHERS(n, last)                                                  \
    "import threading\n"                                                       \
    "forks = [threading.Lock() for i in range(" n ")]\n"                       \
    "def work(i):\n"                                                           \
    "    first, second = forks[i], forks[(i + 1) % " n "]\n"                   \
    "    if i == " last ":\n"                                                  \
    "        first, second = second, first\n"                                  \
    "    with first:\n"                                                        \
    "        with second:\n"                                                   \
    "            pass\n" THREADS(n)

/* n producers and n consumers, so many items each, room for two. */
#define BUFFER(n, k)                                                           \
    "import threading\n"                                                       \
    "room, lock, buffer = 2, threading.Lock(), []\n"                           \
    "not_full = threading.Condition(lock)\n"                                   \
    "not_empty = threading.Condition(lock)\n"                                  \
    "def put():\n"                                                             \
    "    with lock:\n"                                                         \
    "        while len(buffer) == room:\n"                                     \
    "            not_full.wait()\n"                                            \
    "        buffer.append(1)\n"                                               \
    "        not_empty.notify()\n"                                             \
    "def get():\n"                                                             \
    "    with lock:\n"                                                         \
    "        while not buffer:\n"                                              \
    "            not_empty.wait()\n"                                           \
    "        buffer.pop()\n"                                                   \
    "        not_full.notify()\n"                                              \
    "def work(i):\n"                                                           \
    "    for _ in range(" k "):\n"                                             \
    "        if i % 2: put()\n"                                                \
    "        else: get()\n" THREADS("2 * " n)

static const struct row {
    const char *what, *text;
    uint64_t states, transitions;
    int outcomes;
    uint64_t published;    /* states; 0: none are */
} rows[] = {
    {"lost update 2x1", LOST("2", "1"), 240, 491, 2, 12},
    {"lost update 2x2", LOST("2", "2"), 787, 1817, 3, 66},
    {"lost update 2x3", LOST("2", "3"), 2247, 5485, 5, 253},
    {"lost update 2x4", LOST("2", "4"), 5581, 14105, 7, 779},
    {"lost update 3x1", LOST("3", "1"), 1639, 4568, 3, 59},
    {"mutex 2x2", MUTEX("2", "2"), 1311, 3162, 1, 60},
    {"philosophers 2", PHILOSOPHERS("2", "-1"), 926, 2239, 2, 19},
    {"philosophers 2, ordered", PHILOSOPHERS("2", "1"), 834, 2040, 1, 16},
    {"bounded buffer, 1 and 1", BUFFER("1", "3"), 5450, 13491, 1, 0},
}, outcomes[] = {
    {.what = "lost update 2x5", .text = LOST("2", "5"), .outcomes = 9},
    {.what = "lost update 4x1", .text = LOST("4", "1"), .outcomes = 4},
    {.what = "lost update 5x1", .text = LOST("5", "1"), .outcomes = 5},
    {.what = "lost update 3x2", .text = LOST("3", "2"), .outcomes = 5},
    {.what = "lost update 3x3", .text = LOST("3", "3"), .outcomes = 8},
    {.what = "mutex 3x2", .text = MUTEX("3", "2"), .outcomes = 1},
    {.what = "mutex 3x3", .text = MUTEX("3", "3"), .outcomes = 1},
    {.what = "philosophers 4", .text = PHILOSOPHERS("4", "-1"), .outcomes = 2},
    {.what = "philosophers 4, ordered", .text = PHILOSOPHERS("4", "3"),
     .outcomes = 1},
    {.what = "bounded buffer, 2 and 2", .text = BUFFER("2", "2"),
     .outcomes = 1},
};

/* ---- counting ------------------------------------------------------- */

static const ap_check_options reduced = {.gil = AP_GIL_OFF,
                                         .no_policies = true};
static const ap_check_options whole = {.gil = AP_GIL_OFF,
                                       .no_policies = true,
                                       .no_reduction = true};

static bool is_as_frozen(const struct row *x, const ap_check_report *r,
                         const enumeration *e)
{
    bool is_so = e->states == x->states && e->transitions == x->transitions
        && r->states == x->states && r->transitions == x->transitions
        && (int)e->outcomes.len == x->outcomes
        && r->noutcomes == x->outcomes && x->states > x->published;
    if (!is_so)
        printf("\n    %s: %llu states, %llu transitions, %zu outcomes; "
               "checked %llu, %llu, %d", x->what,
               (unsigned long long)e->states,
               (unsigned long long)e->transitions, e->outcomes.len,
               (unsigned long long)r->states,
               (unsigned long long)r->transitions, r->noutcomes);
    return is_so;
}

static void counts_stay_as_they_are(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enumeration e;
        ap_image *im = run_load(rows[i].text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        CU_ASSERT_FATAL(enumerate(im, AP_GIL_OFF, 100000, &e));
        ap_check *c = search_through(im, whole);
        CU_ASSERT(e.is_complete && ap_check_report_of(c)->is_complete);
        CU_assertImplementation(is_as_frozen(&rows[i], ap_check_report_of(c),
                                             &e),
                                __LINE__, rows[i].what, __FILE__, "",
                                CU_FALSE);
        ap_check_free(c);
        enumeration_clear(&e);
        ap_image_free(im);
    }
}

/* Of those that are too many states to walk all, reduced. */
static void outcomes_are_as_published(void)
{
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        ap_image *im = run_load(outcomes[i].text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        ap_check *c = search_through(im, reduced);
        const ap_check_report *r = ap_check_report_of(c);
        CU_assertImplementation(r->is_complete
                                    && r->noutcomes == outcomes[i].outcomes,
                                __LINE__, outcomes[i].what, __FILE__, "",
                                CU_FALSE);
        ap_check_free(c);
        ap_image_free(im);
    }
}

static CU_TestInfo tests[] = {
    {"counts stay as they are", counts_stay_as_they_are},
    {"outcomes are as published", outcomes_are_as_published},
    CU_TEST_INFO_NULL};
CU_SuiteInfo state_counts_suite = {.pName = "state_counts", .pTests = tests};
