/* bench_check: what a check of every interleaving costs, each figure beside
 * its aim. tests/bench/spin.sh has the same programs for spin.
 *
 *     bench_check
 *
 * Times are of the CPU, from the program's text to the verdict. */
#include "apiary/check.h"
#include "apiary/lib.h"
#include "../check_programs.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- programs ------------------------------------------------------ */

static const char bounded_buffer[] =
    "import threading\n"
    "lock = threading.Lock()\n"
    "not_full = threading.Condition(lock)\n"
    "not_empty = threading.Condition(lock)\n"
    "items = []\n"
    "def produce(n):\n"
    "    for i in range(n):\n"
    "        with lock:\n"
    "            while len(items) == 2:\n"
    "                not_full.wait()\n"
    "            items.append(1)\n"
    "            not_empty.notify()\n"
    "def consume(n):\n"
    "    for i in range(n):\n"
    "        with lock:\n"
    "            while not items:\n"
    "                not_empty.wait()\n"
    "            items.pop()\n"
    "            not_full.notify()\n"
    "def main():\n"
    "    ts = [threading.Thread(target=f, args=(%d,))\n"
    "          for i in range(%d) for f in (produce, consume)]\n"
    "    for t in ts: t.start()\n"
    "    for t in ts: t.join()\n"
    "main()\n";

/* ---- a check, timed ------------------------------------------------ */

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

typedef struct timed {
    double seconds;        /* to the verdict */
    double first;          /* to the first failure or deadlock; -1: none */
    double race;           /* to the first race; -1: none */
    uint64_t states, transitions;
    ap_verdict verdict;
    bool is_complete;
    ap_finding best;       /* of failures and deadlocks */
    int outcomes;
} timed;

static void look(ap_check *c, double since, timed *t)
{
    const ap_check_report *r = ap_check_report_of(c);
    if (t->race < 0 && r->nraces)
        t->race = cpu_seconds() - since;
    if (t->first < 0 && (r->nfailures || r->ndeadlocks))
        t->first = cpu_seconds() - since;
}

static const ap_finding *cheaper(const ap_finding *a, const ap_finding *b)
{
    if (!a || b->preemptions != a->preemptions)
        return !a || b->preemptions < a->preemptions ? b : a;
    if (b->switches != a->switches)
        return b->switches < a->switches ? b : a;
    return b->steps < a->steps ? b : a;
}

static void finish(ap_check *c, double since, timed *t)
{
    const ap_check_report *r = ap_check_report_of(c);
    const ap_finding *best = NULL;
    t->seconds = cpu_seconds() - since;
    t->states = r->states;
    t->transitions = r->transitions;
    t->verdict = r->verdict;
    t->is_complete = r->is_complete;
    t->outcomes = r->noutcomes;
    for (int i = 0; i < r->ndeadlocks; i++)
        best = cheaper(best, &r->deadlocks[i].how);
    for (int i = 0; i < r->nfailures; i++)
        best = cheaper(best, &r->failures[i].how);
    if (best)
        t->best = *best;
}

static timed check(const char *text, int64_t most_seconds)
{
    enum { SLICE_NS = 200000 };
    timed t = {.first = -1, .race = -1};
    double since = cpu_seconds();
    ap_vec diags;
    ap_vec_init(&diags, sizeof(ap_diag));
    ap_image *failed = NULL;
    ap_image *im = ap_lib_load("bench.py", text, strlen(text), &diags,
                               &failed);
    AP_ASSERT(im);
    ap_check_options o = {.gil = AP_GIL_OFF, .no_policies = true,
                          .timeout_ns = most_seconds * 1000000000,
                          .world = {.natives = ap_lib_natives, .seed = 1}};
    ap_error e;
    ap_check *c = ap_check_new(im, &o, &e);
    AP_ASSERT(c);
    while (!ap_check_run(c, ap_clock_ns() + SLICE_NS))
        look(c, since, &t);
    look(c, since, &t);
    finish(c, since, &t);
    ap_check_free(c);
    ap_image_free(im);
    ap_vec_clear(&diags);
    return t;
}

/* ---- rows ---------------------------------------------------------- */

static void say(const char *what, const timed *t, const char *aim)
{
    printf("%-32s %9.1f ms %9llu states %9llu transitions, %.2f M/s, %s%s",
           what, t->seconds * 1000, (unsigned long long)t->states,
           (unsigned long long)t->transitions,
           (double)t->transitions / t->seconds / 1e6,
           ap_verdict_name(t->verdict), t->is_complete ? "" : " (not all)");
    if (t->race >= 0)
        printf(", race after %.1f ms", t->race * 1000);
    if (t->first >= 0)
        printf(", bug after %.1f ms: %u preemptions, %u switches%s",
               t->first * 1000, t->best.preemptions, t->best.switches,
               t->best.is_minimal ? ", proven" : "");
    printf("; aim: %s\n", aim);
    fflush(stdout);
}

static timed check_with(const char *text, int a, int b, int64_t most_seconds)
{
    ap_str full = {0};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    ap_str_printf(&full, text, a, b);
#pragma GCC diagnostic pop
    timed t = check(ap_str_c(&full), most_seconds);
    ap_str_clear(&full);
    return t;
}

static void bench_lost_update(void)
{
    static const struct {
        int n;
        const char *aim;
    } rows[] = {{2, "100 ms, goal 30"},
                {20, "2 s, all outcomes"},
                {30, "10 s, all outcomes"},
                {200, "race and lost update at once"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char what[64];
        timed t = check_with(lost_update, rows[i].n, rows[i].n,
                             rows[i].n > 100 ? 10 : 60);
        snprintf(what, sizeof what, "lost update 2 x %d", rows[i].n);
        say(what, &t, rows[i].aim);
    }
}

static void bench_philosophers(void)
{
    for (int n = 2; n <= 8; n++) {
        char what[64];
        timed t = check_with(philosophers, n, 0, 20);
        snprintf(what, sizeof what, "philosophers naive, %d", n);
        say(what, &t, "deadlock by 10 ms, 1 preemption");
    }
    timed t = check_with(philosophers, 8, 1, 20);
    say("philosophers ordered, 8", &t, "safe within 1 s");
}

static void bench_bounded_buffer(void)
{
    timed t = check_with(bounded_buffer, 1, 3, 20);
    say("bounded buffer 3p 3c, 1 each", &t, "safe");
    t = check_with(bounded_buffer, 3, 3, 60);
    say("bounded buffer 3p 3c, 3 each", &t, "safe");
}

int main(void)
{
    bench_lost_update();
    bench_philosophers();
    bench_bounded_buffer();
    return 0;
}
