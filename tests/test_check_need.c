/* Whether a preemption is needed for a finding: programs of which it is known,
 * and random ones of which the enumerator makes every run without one. */
#include "suites.h"

#include "apiary/check.h"
#include "apiary/lib.h"
#include "apiary/tell.h"
#include "enumerate.h"
#include "make_program.h"
#include "runs.h"
#include "search_through.h"

#include <stdio.h>
#include <string.h>

static const ap_check_options off = {.gil = AP_GIL_OFF, .no_policies = true};

/* ---- known programs ------------------------------------------------- */

#define TWO_THREADS                                                            \
    "a = threading.Thread(target=one, name='A')\n"                             \
    "b = threading.Thread(target=two, name='B')\n"                             \
    "a.start(); b.start()\n"                                                   \
    "a.join(); b.join()\n"

static const struct known {
    const char *what, *text, *race;
    ap_need need;
    const char *words;
} known[] = {
    {"a lost update in the middle of a line",
     "import threading\n"
     "x = 0\n"
     "def one():\n"
     "    global x\n"
     "    x = x + 1\n"
     "two = one\n" TWO_THREADS,
     "x", AP_NEED_YES,
     "Needs a preemption: here A is left in the middle of line 5."},
    {"a lost update between two lines",
     "import threading\n"
     "x = 0\n"
     "def one():\n"
     "    global x\n"
     "    n = x\n"
     "    x = n + 1\n"
     "two = one\n" TWO_THREADS,
     "x", AP_NEED_YES,
     "Needs a preemption: here A is left between line 5 and line 6."},
    {"a sleep between reading and writing",
     "import threading, time\n"
     "x = 0\n"
     "def one():\n"
     "    global x\n"
     "    n = x\n"
     "    time.sleep(0.1)\n"
     "    x = n + 1\n"
     "two = one\n" TWO_THREADS,
     "x", AP_NEED_NO,
     "Matters without a preemption, too: the order makes a difference even "
     "if each goes on until it waits or ends."},
    {"a lock that is waited for between reading and writing",
     "import threading\n"
     "x, m = 0, threading.Lock()\n"
     "def one():\n"
     "    global x\n"
     "    n = x\n"
     "    with m:\n"
     "        pass\n"
     "    x = n + 1\n"
     "two = one\n" TWO_THREADS,
     "x", AP_NEED_YES, NULL},
    {"a value that is used before it is made",
     "import threading\n"
     "x, y, seen = None, [], 0\n"
     "def one():\n"
     "    global x\n"
     "    x = 'soup'\n"
     "def two():\n"
     "    y.append('hot ' + str(x))\n" TWO_THREADS,
     "x", AP_NEED_NO, NULL},
    {"the last one to write wins",
     "import threading\n"
     "x = 0\n"
     "def one():\n"
     "    global x\n"
     "    x = 1\n"
     "def two():\n"
     "    global x\n"
     "    x = 2\n" TWO_THREADS,
     "x", AP_NEED_NO, NULL},
    {"a flag that is waited for busily",
     "import threading\n"
     "x = False\n"
     "def one():\n"
     "    while not x:\n"
     "        pass\n"
     "def two():\n"
     "    global x\n"
     "    x = True\n" TWO_THREADS,
     "x", AP_NEED_NO, NULL},
    {"nothing comes of it, whoever is first",
     "import threading\n"
     "x = y = 0\n"
     "def one():\n"
     "    global x, y\n"
     "    y = y + 0\n"
     "    x = 1\n"
     "two = one\n" TWO_THREADS,
     "x", AP_NEED_YES, NULL},
};

static const ap_race *race_on(const ap_check_report *r, const char *where)
{
    for (int i = 0; i < r->nraces; i++)
        if (strcmp(r->races[i].where, where) == 0)
            return &r->races[i];
    return NULL;
}

static bool is_as_known(const struct known *k, const ap_check_report *r)
{
    const ap_race *race = race_on(r, k->race);
    ap_str words = {0};
    if (!race || race->how.preemption != k->need)
        return false;
    ap_found f = {.kind = AP_FOUND_RACE, .race = race, .how = &race->how};
    ap_tell_need(&f, &words);
    bool is_same = !k->words || strcmp(ap_str_c(&words), k->words) == 0;
    if (!is_same)
        printf("\n    %s: %s", k->what, ap_str_c(&words));
    ap_str_clear(&words);
    return is_same;
}

static void races_say_whether_they_need_one(void)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        ap_image *im = run_load(known[i].text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        ap_check *c = search_through(im, off);
        CU_assertImplementation(is_as_known(&known[i], ap_check_report_of(c)),
                                __LINE__, known[i].what, __FILE__, "",
                                CU_FALSE);
        ap_check_free(c);
        ap_image_free(im);
    }
}

/* More turns than are looked at: nothing is claimed. */
static void too_many_turns_leave_it_open(void)
{
    ap_image *im = run_load(
        "import threading\n"
        "x = 0\n"
        "def one():\n"
        "    global x\n"
        "    for i in range(30000):\n"
        "        x = x + 1\n"
        "two = one\n" TWO_THREADS);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    ap_check_options few = {.gil = AP_GIL_OFF, .no_policies = true,
                            .most_states = 20};
    ap_check *c = search_through(im, few);
    const ap_race *race = race_on(ap_check_report_of(c), "x");
    CU_ASSERT_PTR_NOT_NULL_FATAL(race);
    CU_ASSERT(race->how.preemption == AP_NEED_UNKNOWN);
    ap_check_free(c);
    ap_image_free(im);
}

/* ---- random programs ------------------------------------------------ */

/* Under a policy that no event allows a switch, a thread goes on until it
 * cannot. */
enum { NO_PREEMPTION = AP_GIL_COUNT };

static bool some_need_none(const ap_check_report *r, bool failures)
{
    bool some = false;
    for (int i = 0; failures && i < r->nfailures; i++)
        some |= r->failures[i].how.preemption == AP_NEED_NO;
    for (int i = 0; !failures && i < r->ndeadlocks; i++)
        some |= r->deadlocks[i].how.preemption == AP_NEED_NO;
    return some;
}

static void hold_against(const ap_image *im, const enumeration *want,
                         uint64_t seed, int *found)
{
    ap_check *c = search_through(im, off);
    const ap_check_report *r = ap_check_report_of(c);
    bool is_same = some_need_none(r, true) == want->has_failure
        && some_need_none(r, false) == want->has_deadlock;
    /* Two that may be next there race in any case. */
    for (size_t i = 0; i < want->races.len; i++) {
        const enum_race *x = ap_vec_at(&want->races, i);
        const ap_race *mine = race_on(r, x->name);
        is_same &= mine && mine->how.preemption == AP_NEED_NO;
    }
    *found += want->has_failure || want->has_deadlock || want->races.len;
    if (!is_same)
        printf("\n    seed %llu differs", (unsigned long long)seed);
    CU_ASSERT(is_same);
    ap_check_free(c);
}

static void runs_without_a_preemption_agree(void)
{
    enum { PROGRAMS = 60 };
    int found = 0;
    for (uint64_t seed = 1; seed <= PROGRAMS; seed++) {
        ap_str text = {0};
        enumeration want;
        make_program(seed, &text);
        ap_image *im = run_load(ap_str_c(&text));
        ap_str_clear(&text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        CU_ASSERT_FATAL(enumerate(im, NO_PREEMPTION, 20000, &want));
        if (want.is_complete)
            hold_against(im, &want, seed, &found);
        enumeration_clear(&want);
        ap_image_free(im);
    }
    CU_ASSERT(found >= PROGRAMS / 10);
}

static CU_TestInfo tests[] = {
    {"races say whether they need one", races_say_whether_they_need_one},
    {"too many turns leave it open", too_many_turns_leave_it_open},
    {"runs without a preemption agree", runs_without_a_preemption_agree},
    CU_TEST_INFO_NULL};
CU_SuiteInfo check_need_suite = {.pName = "check_need", .pTests = tests};
