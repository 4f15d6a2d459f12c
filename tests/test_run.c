/* The floor run: policies, orders, schedules, ticks, bodies, death.
 *
 * Programs are small Python texts. "I" in the table of bodies means that
 * some interleaving under the policy loses an update, "-" that none does: the
 * enumerator goes through all of them. Facts: CPython 3.9 to 3.12, measured. */
#include "suites.h"

#include "apiary/lib.h"
#include "apiary/run.h"
#include "enumerate.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_STEPS = 200000, MOST_EVENTS = 8 };

/* ---- helpers ----------------------------------------------------------- */

static ap_image *load(const char *text)
{
    ap_vec diags;
    ap_image *failed = NULL;
    ap_vec_init(&diags, sizeof(ap_diag));
    ap_image *im = ap_lib_load("test.py", text, strlen(text), &diags, &failed);
    for (size_t i = 0; i < diags.len; i++)
        fprintf(stderr, "test.py:%u: %s\n",
                ((ap_diag *)ap_vec_at(&diags, i))->line,
                ((ap_diag *)ap_vec_at(&diags, i))->msg);
    if (failed)
        ap_image_free(failed);
    ap_vec_clear(&diags);
    return im;
}

static ap_run *start(const ap_image *im, ap_run_options o, ap_error *e)
{
    o.world.natives = ap_lib_natives;
    if (o.cores == 0)
        o.cores = 1;
    ap_run *r = ap_run_new(im, &o, e);
    if (!r)
        fprintf(stderr, "no run: %s\n", e->msg);
    return r;
}

/* Steps to the end; -> how it ended, -1: refused. */
static int run_out(ap_run *r, ap_error *e)
{
    ap_event events[MOST_EVENTS];
    for (int i = 0; i < MOST_STEPS; i++) {
        if (ap_run_state_of(r) != AP_RUN_READY)
            break;
        if (ap_run_step(r, -1, events, MOST_EVENTS, e) < 0)
            return -1;
    }
    return (int)ap_run_state_of(r);
}

typedef struct result {
    int end;
    uint64_t steps;
    ap_hash hash;
    int64_t clock_ns;
    ap_str schedule, output;
} result;

static void clear_result(result *x)
{
    ap_str_clear(&x->schedule);
    ap_str_clear(&x->output);
}

static result run_with(const ap_image *im, ap_run_options o)
{
    result x = {.end = -2};
    ap_error e = {0};
    ap_run *r = start(im, o, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    x.end = run_out(r, &e);
    const ap_world *w = ap_run_world(r);
    x.steps = ap_world_steps(w);
    x.hash = ap_world_hash(w);
    x.clock_ns = ap_world_clock_ns(w);
    ap_run_schedule(r, &x.schedule);
    ap_output_view v;
    for (int i = 0; ap_world_output(w, i, &v); i++)
        ap_str_putn(&x.output, v.text, v.n);
    ap_run_free(r);
    return x;
}

static bool is_same(const result *a, const result *b)
{
    return a->end == b->end && a->steps == b->steps
        && memcmp(&a->hash, &b->hash, sizeof a->hash) == 0
        && a->clock_ns == b->clock_ns
        && strcmp(ap_str_c(&a->schedule), ap_str_c(&b->schedule)) == 0
        && strcmp(ap_str_c(&a->output), ap_str_c(&b->output)) == 0;
}

/* ---- what between load and store is a switch point --------------------- */

static const char frame_of_bodies[] =
    "import threading, time\n"
    "x = 0\n"
    "L = []\n"
    "s = 'abc'\n"
    "yes = True\n"
    "d = {'k': 1}\n"
    "lock = threading.Lock()\n"
    "def f(v=0):\n"
    "    return v\n"
    "def gen():\n"
    "    yield 1\n"
    "class P:\n"
    "    @property\n"
    "    def p(self):\n"
    "        return 1\n"
    "    def __radd__(self, other):\n"
    "        return other + 1\n"
    "class W:\n"
    "    a = 0\n"
    "p = P()\n"
    "w = W()\n"
    "def body():\n"
    "    global x\n"
    "%s"
    "a = threading.Thread(target=body)\n"
    "b = threading.Thread(target=body)\n"
    "a.start()\n"
    "b.start()\n"
    "a.join()\n"
    "b.join()\n";

/* The body between `tmp = x` and `x = tmp + 1`, or all of it if it says x
 * itself; I or - under 3.9, 3.10, 3.12, off. */
static const struct body {
    const char *what, *text, *loses;
} bodies[] = {
    {"x += 1", "    x += 1\n", "I--I"},
    {"x = x + 1", "    x = x + 1\n", "I--I"},
    {"tmp = x; x = tmp + 1", "    tmp = x\n    x = tmp + 1\n", "I--I"},
    {"x += int(1)", "    x += int(1)\n", "IIII"},
    {"x = f(x) + 1", "    x = f(x) + 1\n", "IIII"},
    {"empty for between",
     "    tmp = x\n    for i in range(1):\n        pass\n    x = tmp + 1\n",
     "IIII"},
    {"sleep(0)", "    tmp = x\n    time.sleep(0)\n    x = tmp + 1\n", "IIII"},
    {"forward jump taken",
     "    tmp = x\n    if not yes:\n        tmp = 7\n    x = tmp + 1\n",
     "II-I"},
    {"if/else, jump not taken",
     "    tmp = x\n    if yes:\n        tmp = tmp\n    else:\n"
     "        tmp = 7\n    x = tmp + 1\n", "I--I"},
    {"len", "    tmp = x\n    len(s)\n    x = tmp + 1\n", "II-I"},
    {"isinstance", "    tmp = x\n    isinstance(s, str)\n    x = tmp + 1\n",
     "II-I"},
    {"append", "    tmp = x\n    L.append(1)\n    x = tmp + 1\n", "II-I"},
    {"type", "    tmp = x\n    type(s)\n    x = tmp + 1\n", "II-I"},
    {"L.pop", "    L.append(1)\n    tmp = x\n    L.pop()\n    x = tmp + 1\n",
     "IIII"},
    {"str", "    tmp = x\n    str(1)\n    x = tmp + 1\n", "IIII"},
    {"abs", "    tmp = x\n    abs(-1)\n    x = tmp + 1\n", "IIII"},
    {"d.get", "    tmp = x\n    d.get('k')\n    x = tmp + 1\n", "IIII"},
    {"f(v=1)", "    tmp = x\n    f(v=1)\n    x = tmp + 1\n", "IIII"},
    {"property", "    tmp = x\n    p.p\n    x = tmp + 1\n", "IIII"},
    {"__radd__", "    x = x + p\n", "IIII"},
    {"list comprehension",
     "    tmp = x\n    [i for i in (1, 2)]\n    x = tmp + 1\n", "IIII"},
    {"inner while, back edge taken",
     "    i = 0\n    tmp = x\n    while i < 2:\n        i += 1\n"
     "    x = tmp + 1\n", "IIII"},
    {"inner while entered once",
     "    i = 0\n    tmp = x\n    while i < 1:\n        i += 1\n"
     "    x = tmp + 1\n", "I--I"},
    {"try/raise/except",
     "    tmp = x\n    try:\n        raise ValueError\n"
     "    except ValueError:\n        pass\n    x = tmp + 1\n", "II-I"},
    {"f-string", "    tmp = x\n    f'{tmp}'\n    x = tmp + 1\n", "I--I"},
    {"d[k] = d[k]", "    tmp = x\n    d['k'] = d['k']\n    x = tmp + 1\n",
     "I--I"},
    {"in", "    tmp = x\n    s in d\n    x = tmp + 1\n", "I--I"},
    {"tuple built and unpacked",
     "    tmp = x\n    t = (tmp, 1)\n    u, v = t\n    x = tmp + 1\n", "I--I"},
    {"w.a += 1", "    tmp = x\n    w.a += 1\n    x = tmp + 1\n", "I--I"},
    {"for over a generator",
     "    tmp = x\n    for i in gen():\n        pass\n    x = tmp + 1\n",
     "IIII"},
    {"with lock", "    tmp = x\n    with lock:\n        pass\n"
                  "    x = tmp + 1\n", "IIII"},
};

static const int policies[] = {AP_GIL_39, AP_GIL_310, AP_GIL_312, AP_GIL_OFF};

/* Do some interleavings of two bodies end with x == 1? */
static bool loses_update(const ap_image *im, int gil, bool *is_sound)
{
    enumeration all;
    bool loses = false;
    const char *x;
    *is_sound = enumerate(im, gil, 100000, &all) && all.is_complete
        && !all.has_deadlock && !all.has_failure;
    for (int i = 0; (x = enumeration_value(&all, "x", i)); i++) {
        loses = loses || strcmp(x, "1") == 0;
        *is_sound = *is_sound && (!strcmp(x, "1") || !strcmp(x, "2"));
    }
    enumeration_clear(&all);
    return loses;
}

static void check_body(const struct body *b, int column)
{
    ap_str text = {0};
    ap_str_printf(&text, frame_of_bodies, b->text);
    ap_image *im = load(text.s);
    ap_str_clear(&text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    bool is_sound, wanted = b->loses[column] == 'I';
    bool loses = loses_update(im, policies[column], &is_sound);
    if (!is_sound || loses != wanted)
        fprintf(stderr, "\n    %s under GIL %s: %s, want %c", b->what,
                ap_gil_name(policies[column]),
                !is_sound ? "not searched" : loses ? "I" : "-",
                b->loses[column]);
    CU_ASSERT(is_sound && loses == wanted);
    ap_image_free(im);
}

static void switch_points(int column)
{
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        check_body(&bodies[i], column);
}

/* One test a policy: a sanitizer takes its time. */
static void switch_points_39(void)
{
    switch_points(0);
}

static void switch_points_310(void)
{
    switch_points(1);
}

static void switch_points_312(void)
{
    switch_points(2);
}

static void switch_points_off(void)
{
    switch_points(3);
}

/* ---- programs for the tests below -------------------------------------- */

static const char counting[] =
    "import threading\n"
    "x = 0\n"
    "def work():\n"
    "    global x\n"
    "    for i in range(3):\n"
    "        x += 1\n"
    "a = threading.Thread(target=work, name='A')\n"
    "b = threading.Thread(target=work, name='Bee')\n"
    "a.start(); b.start()\n"
    "a.join(); b.join()\n"
    "print(x)\n";

static const char sleeping[] =
    "import threading, time\n"
    "def nap(s):\n"
    "    time.sleep(s)\n"
    "    print('slept', s)\n"
    "ts = [threading.Thread(target=nap, args=(s,)) for s in (0.03, 0.01)]\n"
    "for t in ts: t.start()\n"
    "for t in ts: t.join()\n"
    "print(round(time.monotonic(), 1))\n";

static const char crossing[] =
    "import threading\n"
    "left, right = threading.Lock(), threading.Lock()\n"
    "def one():\n"
    "    with left:\n"
    "        with right:\n"
    "            pass\n"
    "def two():\n"
    "    with right:\n"
    "        with left:\n"
    "            pass\n"
    "a = threading.Thread(target=one, name='A')\n"
    "b = threading.Thread(target=two, name='B')\n"
    "a.start(); b.start()\n"
    "a.join(); b.join()\n";

static const char waiting[] =
    "import threading\n"
    "cond = threading.Condition()\n"
    "items = []\n"
    "def take():\n"
    "    with cond:\n"
    "        while not items:\n"
    "            cond.wait()\n"
    "        print('got', items.pop())\n"
    "def give():\n"
    "    with cond:\n"
    "        items.append(1)\n"
    "        cond.notify()\n"
    "ts = [threading.Thread(target=f) for f in (take, give)]\n"
    "for t in ts: t.start()\n"
    "for t in ts: t.join()\n";

static const char spinning[] =
    "n = 0\n"
    "while True:\n"
    "    n = n + 1\n";

static const char *const programs[] = {counting, sleeping, crossing, waiting};
enum { PROGRAMS = sizeof programs / sizeof *programs };

/* ---- orders ------------------------------------------------------------ */

static void orders_repeat(void)
{
    for (int p = 0; p < PROGRAMS; p++) {
        ap_image *im = load(programs[p]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        for (int i = 0; i < 4 * 3 * 3; i++) {
            ap_run_options o = {.gil = i % 4, .cores = 1 + i / 4 % 3,
                                .order = (ap_order)(i / 12),
                                .seed = 7, .in_place = true};
            result a = run_with(im, o), b = run_with(im, o);
            CU_ASSERT(is_same(&a, &b));
            clear_result(&a);
            clear_result(&b);
        }
        ap_image_free(im);
    }
}

static void seeds_differ(void)
{
    ap_image *im = load(counting);
    ap_run_options o = {.gil = AP_GIL_OFF, .cores = 2, .in_place = true};
    int different = 0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    result first = run_with(im, o);
    for (o.seed = 2; o.seed < 12; o.seed++) {
        result x = run_with(im, o);
        different += strcmp(ap_str_c(&x.schedule),
                            ap_str_c(&first.schedule)) != 0;
        clear_result(&x);
    }
    CU_ASSERT(different >= 8);
    clear_result(&first);
    ap_image_free(im);
}

/* What the order says is next is next. */
static void next_is_next(void)
{
    for (int i = 0; i < 3 * 4; i++) {
        ap_image *im = load(sleeping);
        ap_error e = {0};
        ap_run *r = start(im, (ap_run_options){.gil = i % 4, .cores = 2,
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
    ap_image *im = load("import threading\n"
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
        result x = run_with(im, o);
        CU_ASSERT_EQUAL(x.end, AP_RUN_OVER);
        clear_result(&x);
    }
    ap_image_free(im);
}

/* ---- schedules --------------------------------------------------------- */

/* The schedule of any run gives that run again: state, clock, output. */
static void schedules_replay(void)
{
    for (int p = 0; p < PROGRAMS; p++) {
        ap_image *im = load(programs[p]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        for (int i = 0; i < 4 * 3 * 3; i++) {
            ap_run_options o = {.gil = i % 4, .cores = 1 + i / 4 % 3,
                                .order = (ap_order)(i / 12),
                                .seed = 3, .in_place = true};
            result a = run_with(im, o);
            o.order = AP_ORDER_REPLAY;
            o.schedule = ap_str_c(&a.schedule);
            result b = run_with(im, o);
            CU_ASSERT(is_same(&a, &b));
            clear_result(&a);
            clear_result(&b);
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
    ap_image *im = load(counting);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    for (size_t i = 0; i < sizeof schedules / sizeof *schedules; i++) {
        ap_run_options o = {.gil = AP_GIL_312, .cores = 1, .in_place = true,
                            .order = AP_ORDER_REPLAY,
                            .schedule = schedules[i].schedule,
                            .world.natives = ap_lib_natives};
        ap_error e = {0};
        ap_run *r = ap_run_new(im, &o, &e);
        int end = r ? run_out(r, &e) : -1;
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

/* By hand, GIL 3.12 forbids a switch between the load and the store of
 * x += 1, GIL off does not; the reason names holder, policy and line. */
static void forbidden_switch(void)
{
    for (int gil = AP_GIL_312; gil <= AP_GIL_OFF; gil++) {
        ap_image *im = load(counting);
        ap_error e = {0};
        ap_event ev[MOST_EVENTS];
        ap_run *r = start(im, (ap_run_options){.gil = gil, .in_place = true,
                                               .order = AP_ORDER_RR}, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        char why[200] = "";
        int n = 1;
        bool has_read = false;
        while (!has_read && n > 0) {
            n = ap_run_step(r, -1, ev, MOST_EVENTS, &e);
            has_read = n > 0 && ev[n - 1].kind == AP_EV_READ
                && ev[n - 1].line == 6 && ap_world_threads(ap_run_world(r)) == 3;
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
    ap_image *im = load(counting);
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    ap_run *r = start(im, (ap_run_options){.gil = AP_GIL_OFF, .cores = 1,
                                           .in_place = true}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    ap_snapshot early = {0};
    ap_str before = {0}, after = {0}, branch = {0};
    while (ap_world_threads(ap_run_world(r)) < 3)
        ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    ap_world_save(ap_run_world(r), &early);
    ap_run_schedule(r, &before);
    run_out(r, &e);
    ap_run_schedule(r, &after);
    ap_world_load(ap_run_world(r), &early);
    ap_run_schedule(r, &branch);
    CU_ASSERT_STRING_EQUAL(ap_str_c(&branch), ap_str_c(&before));
    run_out(r, &e);
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
    ap_image *im = load(sleeping);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    for (int gil = 0; gil < AP_GIL_COUNT; gil++) {
        result x = run_with(im, (ap_run_options){
            .gil = gil, .cores = 2, .order = AP_ORDER_RR, .in_place = true,
            .tick_ns = 1000});
        CU_ASSERT_EQUAL(x.end, AP_RUN_OVER);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&x.output),
                               "slept 0.01\nslept 0.03\n0.0\n");
        CU_ASSERT(x.clock_ns >= 30000000 && x.clock_ns < 40000000);
        clear_result(&x);
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
    ap_image *im = load("import threading\n"
                        "def work():\n"
                        "    for i in range(200):\n"
                        "        i + i\n"
                        "ts = [threading.Thread(target=work) for i in (1, 2)]\n"
                        "for t in ts: t.start()\n"
                        "for t in ts: t.join()\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ap_error e = {0};
        ap_run *r = start(im, (ap_run_options){.gil = rows[i].gil,
                                               .cores = rows[i].cores,
                                               .in_place = true}, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        CU_ASSERT_EQUAL(run_out(r, &e), AP_RUN_OVER);
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
    ap_image *im = load("import threading\n"
                        "def work():\n"
                        "    for i in range(100):\n"
                        "        i + i\n"
                        "ts = [threading.Thread(target=work) for i in (1, 2)]\n"
                        "for t in ts: t.start()\n"
                        "for t in ts: t.join()\n");
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    ap_run *r = start(im, (ap_run_options){.gil = AP_GIL_312, .cores = 1,
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
    ap_image *im = load(crossing);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    int deadlocks = 0;
    for (uint64_t seed = 1; seed < 40; seed++) {
        ap_error e = {0};
        ap_run *r = start(im, (ap_run_options){.gil = AP_GIL_OFF, .cores = 2,
                                               .seed = seed,
                                               .in_place = true}, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        ap_tid cycle[8];
        char why[200];
        if (run_out(r, &e) == AP_RUN_DEADLOCK) {
            deadlocks++;
            CU_ASSERT_EQUAL(ap_run_cycle(r, cycle, 8), 2);
            CU_ASSERT(!ap_run_may(r, 1, why, sizeof why));
            CU_ASSERT_STRING_EQUAL(why, "A waits for right, which B holds");
            CU_ASSERT(!ap_run_may(r, 0, why, sizeof why));
            CU_ASSERT_PTR_NOT_NULL(strstr(why, "waits for A to end"));
        } else
            CU_ASSERT_EQUAL(ap_run_cycle(r, cycle, 8), 0);
        ap_run_free(r);
    }
    CU_ASSERT(deadlocks > 3 && deadlocks < 39);
    ap_image_free(im);
}

/* ---- bodies ------------------------------------------------------------ */

static void bodies_as_in_place(void)
{
    for (int p = 0; p < PROGRAMS; p++) {
        ap_image *im = load(programs[p]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        for (int gil = 0; gil < AP_GIL_COUNT; gil++) {
            ap_run_options o = {.gil = gil, .cores = 2, .seed = 5};
            result a = run_with(im, o);
            o.in_place = true;
            result b = run_with(im, o);
            CU_ASSERT(is_same(&a, &b));
            clear_result(&a);
            clear_result(&b);
        }
        ap_image_free(im);
    }
}

/* What the system calls an OS thread; "" where it is none of the process. */
static const char *os_name(int os_pid, int os_tid)
{
    static char comm[32];
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/comm", os_pid, os_tid);
    FILE *f = os_tid ? fopen(path, "r") : NULL;
    comm[0] = 0;
    if (f && fgets(comm, sizeof comm, f))
        comm[strcspn(comm, "\n")] = 0;
    if (f)
        fclose(f);
    return comm;
}

static bool has_body(const ap_run *r, ap_tid tid, const char *name)
{
    return strcmp(os_name(ap_run_os_pid(r, 0), ap_run_os_tid(r, tid)), name)
        == 0;
}

/* Bodies are there while their threads live, under their names, and again
 * after a seek back. */
static void bodies_fit(void)
{
    ap_image *im = load(counting);
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    ap_snapshot one = {0}, three = {0};
    ap_run *r = start(im, (ap_run_options){.gil = AP_GIL_OFF,
                                           .order = AP_ORDER_RR}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    ap_world *w = ap_run_world(r);
    int pid = ap_run_os_pid(r, 0);
    CU_ASSERT(pid > 0 && pid != getpid());
    ap_world_save(w, &one);
    while (ap_world_threads(w) < 3)
        ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    ap_world_save(w, &three);
    int os_a = ap_run_os_tid(r, 1);
    CU_ASSERT(has_body(r, 0, "Main") && has_body(r, 1, "A")
              && has_body(r, 2, "Bee"));
    CU_ASSERT_EQUAL(ap_run_os_tid(r, 0), pid);
    CU_ASSERT_NOT_EQUAL(os_a, ap_run_os_tid(r, 2));
    ap_world_load(w, &one);
    CU_ASSERT(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    CU_ASSERT_STRING_EQUAL(os_name(pid, os_a), "");
    ap_world_load(w, &three);
    CU_ASSERT(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    CU_ASSERT(has_body(r, 1, "A") && has_body(r, 2, "Bee"));
    CU_ASSERT_EQUAL(run_out(r, &e), AP_RUN_OVER);
    ap_snapshot_free(&one);
    ap_snapshot_free(&three);
    ap_run_free(r);
    CU_ASSERT_EQUAL(kill(pid, 0), -1);
    ap_image_free(im);
}

static void two_hundred_threads(void)
{
    ap_image *im = load("import threading\n"
                        "x = 0\n"
                        "lock = threading.Lock()\n"
                        "go = threading.Event()\n"
                        "def work():\n"
                        "    global x\n"
                        "    go.wait()\n"
                        "    with lock:\n"
                        "        x += 1\n"
                        "ts = [threading.Thread(target=work, name=f'W{i}')\n"
                        "      for i in range(200)]\n"
                        "for t in ts: t.start()\n"
                        "go.set()\n"
                        "for t in ts: t.join()\n"
                        "print(x)\n");
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    ap_run *r = start(im, (ap_run_options){.gil = AP_GIL_312}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    while (ap_world_threads(ap_run_world(r)) < 201)
        CU_ASSERT_FATAL(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    int missing = 0;
    for (ap_tid tid = 1; tid <= 200; tid++) {
        char name[16];
        snprintf(name, sizeof name, "W%d", tid - 1);
        missing += !has_body(r, tid, name);
    }
    CU_ASSERT_EQUAL(missing, 0);
    CU_ASSERT_EQUAL(run_out(r, &e), AP_RUN_OVER);
    ap_output_view v;
    CU_ASSERT(ap_world_output(ap_run_world(r), 0, &v) && v.n >= 3
              && memcmp(v.text, "200", 3) == 0);
    ap_run_free(r);
    ap_image_free(im);
}

/* ---- death ------------------------------------------------------------- */

static void hive_is_killed(void)
{
    ap_image *im = load(spinning);
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    ap_snapshot alive = {0};
    ap_run *r = start(im, (ap_run_options){.gil = AP_GIL_312}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    for (int i = 0; i < 1000; i++)
        CU_ASSERT_FATAL(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    ap_world_save(ap_run_world(r), &alive);
    int pid, sig, status;
    CU_ASSERT(!ap_run_reap(r, &pid, &sig, &status));
    int first = ap_run_os_pid(r, 0);
    CU_ASSERT_FATAL(first > 0);
    kill(first, SIGKILL);
    struct pollfd death = {.fd = ap_run_death_fd(r), .events = POLLIN};
    CU_ASSERT_EQUAL(poll(&death, 1, 1000), 1);
    CU_ASSERT(ap_run_reap(r, &pid, &sig, &status));
    CU_ASSERT(pid == 0 && sig == SIGKILL && status == 0);
    CU_ASSERT(!ap_run_reap(r, &pid, &sig, &status));
    CU_ASSERT_EQUAL(poll(&death, 1, 0), 0);
    CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_KILLED);
    CU_ASSERT_EQUAL(ap_run_step(r, -1, ev, MOST_EVENTS, &e), 0);
    ap_world_load(ap_run_world(r), &alive);
    CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_READY);
    CU_ASSERT(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    CU_ASSERT(ap_run_os_pid(r, 0) > 0 && ap_run_os_pid(r, 0) != first);
    ap_snapshot_free(&alive);
    ap_run_free(r);
    ap_image_free(im);
}

/* Killed at a moment of the system's choosing, again and again: always
 * noticed within milliseconds, and never in the way. */
static void killed_in_mid_run(void)
{
    ap_image *im = load(spinning);
    for (int i = 0; i < 20; i++) {
        ap_error e = {0};
        ap_event ev[MOST_EVENTS];
        ap_run *r = start(im, (ap_run_options){.gil = AP_GIL_312}, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        int victim = ap_run_os_pid(r, 0);
        CU_ASSERT_FATAL(victim > 0);
        pid_t killer = fork();
        if (killer == 0) {
            usleep((unsigned)(500 + 300 * i));
            kill(victim, SIGKILL);
            _exit(0);
        }
        while (ap_run_state_of(r) == AP_RUN_READY)
            ap_run_step(r, -1, ev, MOST_EVENTS, &e);
        CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_KILLED);
        waitpid(killer, NULL, 0);
        ap_run_free(r);
    }
    ap_image_free(im);
}

/* A stopped hive does not stop its keeper; it goes on when it is continued. */
static void hive_is_stopped(void)
{
    ap_image *im = load(spinning);
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    ap_run *r = start(im, (ap_run_options){.gil = AP_GIL_312}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    CU_ASSERT_FATAL(ap_run_os_pid(r, 0) > 0);
    kill(ap_run_os_pid(r, 0), SIGSTOP);
    CU_ASSERT_EQUAL(ap_run_step(r, -1, ev, MOST_EVENTS, &e), 0);
    CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_READY);
    int pid, sig, status;
    CU_ASSERT(ap_run_reap(r, &pid, &sig, &status) && sig == SIGSTOP);
    kill(ap_run_os_pid(r, 0), SIGCONT);
    uint64_t before = ap_world_steps(ap_run_world(r));
    CU_ASSERT(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    CU_ASSERT(ap_world_steps(ap_run_world(r)) <= before + 1);
    ap_run_free(r);
    ap_image_free(im);
}

/* The hive does not outlive its keeper, however that ends. */
static void hive_dies_with_keeper(void)
{
    int fds[2], hive = 0;
    CU_ASSERT_EQUAL_FATAL(pipe(fds), 0);
    pid_t keeper = fork();
    if (keeper == 0) {
        ap_error e = {0};
        ap_event ev[MOST_EVENTS];
        ap_image *im = load(spinning);
        ap_run *r = start(im, (ap_run_options){.gil = AP_GIL_312}, &e);
        int pid = r ? ap_run_os_pid(r, 0) : -1;
        if (write(fds[1], &pid, sizeof pid) != sizeof pid || !r)
            _exit(1);
        for (;;)
            ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    }
    close(fds[1]);
    CU_ASSERT_EQUAL(read(fds[0], &hive, sizeof hive), (ssize_t)sizeof hive);
    close(fds[0]);
    CU_ASSERT(hive > 0);
    usleep(20000);
    CU_ASSERT_EQUAL(kill(hive, 0), 0);
    kill(keeper, SIGKILL);
    waitpid(keeper, NULL, 0);
    bool is_gone = false;
    for (int i = 0; i < 200 && !is_gone; i++) {
        char path[64], line[256] = "";
        usleep(5000);
        snprintf(path, sizeof path, "/proc/%d/stat", hive);
        FILE *f = fopen(path, "r");
        is_gone = !f || !fgets(line, sizeof line, f)
            || strstr(line, ") Z ");  /* dead; its new parent is slow */
        if (f)
            fclose(f);
    }
    CU_ASSERT(is_gone);
}

/* ---- many -------------------------------------------------------------- */

/* In virtual time, many steps at once are the same steps. */
static void many_as_steps(void)
{
    for (int p = 0; p < PROGRAMS; p++) {
        ap_image *im = load(programs[p]);
        for (int i = 0; i < 12; i++) {
            ap_run_options o = {.gil = i % 4, .order = (ap_order)(i / 4),
                                .cores = 2, .seed = 9, .in_place = true};
            result a = run_with(im, o);
            ap_error e = {0};
            ap_run *r = start(im, o, &e);
            CU_ASSERT_PTR_NOT_NULL_FATAL(r);
            uint64_t n = ap_run_many(r, MOST_STEPS, -1, &e);
            ap_hash h = ap_world_hash(ap_run_world(r));
            CU_ASSERT_EQUAL(n, a.steps);
            CU_ASSERT_EQUAL(memcmp(&h, &a.hash, sizeof h), 0);
            clear_result(&a);
            ap_run_free(r);
        }
        ap_image_free(im);
    }
}

static void real_clock_sleeps(void)
{
    ap_image *im = load(sleeping);
    ap_error e = {0};
    ap_run *r = start(im, (ap_run_options){.gil = AP_GIL_312,
                                           .real_clock = true,
                                           .in_place = true}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    int64_t began = ap_clock_ns();
    ap_run_many(r, MOST_STEPS, -1, &e);
    int64_t took = ap_clock_ns() - began;
    CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_OVER);
    CU_ASSERT(took >= 30000000 && took < 500000000);
    ap_run_free(r);
    ap_image_free(im);
}

/* The deadline ends an endless loop; an interrupt becomes an exception. */
static void deadline_and_interrupt(void)
{
    for (int real = 0; real < 2; real++) {
        ap_image *im = load(spinning);
        ap_error e = {0};
        ap_run *r = start(im, (ap_run_options){.gil = AP_GIL_312,
                                               .real_clock = real,
                                               .is_unlogged = true,
                                               .in_place = true}, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        int64_t began = ap_clock_ns();
        ap_run_many(r, UINT64_MAX, began + 50000000, &e);
        int64_t took = ap_clock_ns() - began;
        CU_ASSERT(took >= 50000000 && took < 500000000);
        CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_READY);
        ap_run_interrupt(r);
        ap_run_many(r, UINT64_MAX, ap_clock_ns() + 2000000000, &e);
        CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_OVER);
        CU_ASSERT_NOT_EQUAL(ap_world_exit_code(ap_run_world(r)), 0);
        ap_run_free(r);
        ap_image_free(im);
    }
}

static CU_TestInfo tests[] = {
    {"switch points of 3.9", switch_points_39},
    {"switch points of 3.10", switch_points_310},
    {"switch points of 3.12", switch_points_312},
    {"switch points without a GIL", switch_points_off},
    {"orders repeat by seed", orders_repeat},
    {"seeds differ", seeds_differ},
    {"what is said to be next is next", next_is_next},
    {"spinners end", spinners_end},
    {"schedules replay", schedules_replay},
    {"refused schedules", refused_schedules},
    {"a forbidden switch, and why", forbidden_switch},
    {"the log follows", log_follows},
    {"virtual sleep", virtual_sleep},
    {"cores and ticks", cores_and_ticks},
    {"GIL request, drop, take", gil_events},
    {"finds deadlock", finds_deadlock},
    {"bodies as in place", bodies_as_in_place},
    {"bodies fit", bodies_fit},
    {"200 threads", two_hundred_threads},
    {"a hive is killed", hive_is_killed},
    {"killed in mid-run", killed_in_mid_run},
    {"a hive is stopped", hive_is_stopped},
    {"a hive dies with its keeper", hive_dies_with_keeper},
    {"many as steps", many_as_steps},
    {"the real clock sleeps", real_clock_sleeps},
    {"deadline and interrupt", deadline_and_interrupt},
    CU_TEST_INFO_NULL
};

CU_SuiteInfo run_suite = {.pName = "run", .pTests = tests};
