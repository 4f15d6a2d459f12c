/* lib: programs about threads, their output compared with what CPython 3.12
 * prints (tests/oracle.sh stored it), under several schedules: time passes only
 * when nobody can run, so sleeps put their events in order whatever the
 * schedule. Also: what load refuses. */
#include "suites.h"

#include "apiary/lib.h"

#include <stdio.h>
#include <string.h>

typedef struct output {
    ap_str text[3]; /* by fd */
} output;

static void collect(void *arg, int fd, const char *s, size_t n)
{
    output *o = arg;
    ap_str_putn(&o->text[fd], s, n);
}

/* ---- running -------------------------------------------------------- */

/* Any READY thread, by chance; -1: nobody. */
static ap_tid pick(const ap_world *w, uint64_t *chance)
{
    ap_tid ready[64];
    uint32_t n = 0;
    for (ap_tid t = 0; t < ap_world_threads(w) && n < 64; t++)
        if (ap_world_state(w, t) == AP_TS_READY)
            ready[n++] = t;
    return n ? ready[ap_rng_below(chance, n)] : -1;
}

static bool pass_time(ap_world *w)
{
    int64_t next = ap_world_next_deadline(w);
    if (next < 0)
        return false;
    if (next > ap_world_clock_ns(w))
        ap_world_set_clock_ns(w, next);
    return ap_world_wake_due(w) > 0;
}

/* Runs to the end, or till nobody can go on: false. */
static bool run(ap_world *w, uint64_t seed)
{
    while (!ap_world_is_over(w)) {
        ap_tid tid = pick(w, &seed);
        ap_stepped how;
        if (tid < 0 && !pass_time(w))
            return false;
        if (tid >= 0)
            ap_step_many(w, tid, 1 + ap_rng_below(&seed, 40), AP_GIL_COUNT,
                         NULL, &how);
    }
    return true;
}

static void show_diags(const ap_vec *diags, const ap_image *im)
{
    for (size_t i = 0; im && i < diags->len; i++) {
        ap_str text = {0};
        ap_diag_print(ap_vec_at(diags, i), ap_image_module(im, 0), &text);
        fprintf(stderr, "%s", ap_str_c(&text));
        ap_str_clear(&text);
    }
}

static ap_image *load(const char *path, ap_vec *diags, ap_image **failed)
{
    ap_str text = {0};
    ap_error e;
    ap_vec_init(diags, sizeof(ap_diag));
    if (!ap_file_read(path, 1 << 20, &text, &e))
        CU_FAIL_FATAL("a test program is missing");
    ap_image *im = ap_lib_load(path, ap_str_c(&text), text.len, diags, failed);
    ap_str_clear(&text);
    return im;
}

static bool execute(const char *path, uint64_t seed, output *o)
{
    ap_vec diags;
    ap_image *failed;
    ap_error e = {0};
    ap_image *im = load(path, &diags, &failed);
    show_diags(&diags, failed);
    ap_vec_clear(&diags);
    if (!im) {
        ap_image_free(failed);
        return false;
    }
    ap_world_options options = {.natives = ap_lib_natives,
                                .seed = seed,
                                .epoch_ns = INT64_C(1700000000000000000),
                                .sink = collect,
                                .sink_arg = o};
    ap_world *w = ap_world_new(im, &options, &e);
    bool ok = w && run(w, seed);
    if (!w)
        fprintf(stderr, "%s\n", e.msg);
    if (w)
        ap_world_free(w);
    ap_image_free(im);
    return ok;
}

/* ---- comparing ------------------------------------------------------ */

static void expect(const char *base, const char *suffix, const char *got)
{
    char path[256];
    ap_str want = {0};
    ap_error e;
    snprintf(path, sizeof path, "%s%s", base, suffix);
    if (!ap_file_read(path, 1 << 20, &want, &e))
        ap_str_reset(&want);
    if (strcmp(ap_str_c(&want), got) != 0)
        fprintf(stderr, "\n--- %s wants:\n%s--- got:\n%s---\n", path,
                ap_str_c(&want), got);
    CU_ASSERT_STRING_EQUAL(got, ap_str_c(&want));
    ap_str_clear(&want);
}

static void compare(const char *folder, const char *name, uint64_t seed)
{
    char base[192], path[200];
    output o = {0};
    snprintf(base, sizeof base, "tests/%s/%s", folder, name);
    snprintf(path, sizeof path, "%s.py", base);
    CU_ASSERT(execute(path, seed, &o));
    expect(base, ".out", ap_str_c(&o.text[1]));
    expect(base, ".err", ap_str_c(&o.text[2]));
    ap_str_clear(&o.text[1]);
    ap_str_clear(&o.text[2]);
}

enum { SEEDS = 20 };

#define THREADS(X)                                                             \
    X(locks) X(conditions) X(others) X(threads) X(old_names) X(local)          \
    X(timers) X(queues) X(futures) X(logs) X(exits) X(uncaught) X(blocking)
#define LIB(X)                                                                 \
    X(collections) X(iterate) X(objects) X(clock) X(numbers) X(draws) X(system)

#define X(name)                                                                \
    static void threads_##name(void)                                           \
    {                                                                          \
        for (uint64_t seed = 1; seed <= SEEDS; seed++)                         \
            compare("threads", #name, seed);                                   \
    }
THREADS(X)
#undef X
#define X(name)                                                                \
    static void lib_##name(void)                                               \
    {                                                                          \
        compare("lib", #name, 1);                                              \
    }
LIB(X)
#undef X

/* ---- refusing ------------------------------------------------------- */

static void load_refuses_what_is_not_there(void)
{
    static const char text[] = "import asyncio\n"
                               "import threading as th, socket\n"
                               "from threading import Thread, Thred\n"
                               "def f():\n"
                               "    th.lock()\n"
                               "    return th.Lock()\n"
                               "import os.path, concurrent.futures\n"
                               "os.path.join('a')\n"
                               "concurrent.futures.thing\n";
    static const struct {
        uint32_t line, col, end;
        const char *msg, *instead;
    } want[] = {
        {1, 8, 15, "module 'asyncio' is not supported",
         "use threading or concurrent.futures"},
        {2, 25, 31, "module 'socket' is not supported",
         "use queue between threads"},
        {3, 31, 36, "module 'threading' has no attribute 'Thred' in apiary",
         ""},
        {5, 8, 12, "module 'threading' has no attribute 'lock' in apiary",
         "did you mean threading.Lock?"},
        {9, 20, 25,
         "module 'concurrent.futures' has no attribute 'thing' in apiary",
         ""}};
    ap_vec diags;
    ap_image *failed;
    ap_vec_init(&diags, sizeof(ap_diag));
    CU_ASSERT_PTR_NULL(
        ap_lib_load("x.py", text, strlen(text), &diags, &failed));
    CU_ASSERT_EQUAL(diags.len, sizeof want / sizeof *want);
    for (size_t i = 0; i < diags.len && i < sizeof want / sizeof *want; i++) {
        const ap_diag *d = ap_vec_at(&diags, i);
        CU_ASSERT_EQUAL(d->code, AP_E_REFUSED);
        CU_ASSERT_EQUAL(d->line, want[i].line);
        CU_ASSERT_EQUAL(d->col, want[i].col);
        CU_ASSERT_EQUAL(d->end_col, want[i].end);
        CU_ASSERT_STRING_EQUAL(d->msg, want[i].msg);
        CU_ASSERT_STRING_EQUAL(d->instead, want[i].instead);
    }
    ap_vec_clear(&diags);
    ap_image_free(failed);
}

/* Modules that are not there are told beside what is no syntax. */
static void load_refuses_all_in_one_go(void)
{
    static const char text[] = "import asyncio, math\n"
                               "x = = 1\n"
                               "if x:\n"
                               "    from socket import AF_INET\n";
    static const struct {
        uint32_t line, col, end;
        const char *msg;
    } want[] = {{1, 8, 15, "module 'asyncio' is not supported"},
                {2, 5, 6, "invalid syntax"},
                {4, 10, 16, "module 'socket' is not supported"}};
    ap_vec diags;
    ap_image *failed;
    ap_vec_init(&diags, sizeof(ap_diag));
    CU_ASSERT_PTR_NULL(
        ap_lib_load("x.py", text, strlen(text), &diags, &failed));
    CU_ASSERT_EQUAL_FATAL(diags.len, sizeof want / sizeof *want);
    for (size_t i = 0; i < diags.len; i++) {
        const ap_diag *d = ap_vec_at(&diags, i);
        CU_ASSERT_EQUAL(d->line, want[i].line);
        CU_ASSERT_EQUAL(d->col, want[i].col);
        CU_ASSERT_EQUAL(d->end_col, want[i].end);
        CU_ASSERT_STRING_EQUAL(d->msg, want[i].msg);
    }
    ap_image_free(failed);
    ap_vec_clear(&diags);
}

/* What a program would do itself about a module that is missing. */
static void load_lets_guarded_imports_be(void)
{
    static const char text[] = "try:\n"
                               "    import numpy\n"
                               "    from threading import Nothing\n"
                               "except ImportError:\n"
                               "    numpy = None\n";
    ap_vec diags;
    ap_image *failed;
    ap_vec_init(&diags, sizeof(ap_diag));
    ap_image *im = ap_lib_load("x.py", text, strlen(text), &diags, &failed);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    CU_ASSERT_EQUAL(diags.len, 0);
    ap_vec_clear(&diags);
    ap_image_free(im);
}

static void modules_are_listed_in_order(void)
{
    int i = 0;
    for (; ap_lib_module(i); i++)
        CU_ASSERT(i == 0
                  || strcmp(ap_lib_module(i - 1), ap_lib_module(i)) < 0);
    CU_ASSERT(i > 20);
}

static CU_TestInfo tests[] = {
#define X(name) {"threads: " #name, threads_##name},
    THREADS(X)
#undef X
#define X(name) {"lib: " #name, lib_##name},
    LIB(X)
#undef X
    {"load refuses what is not there", load_refuses_what_is_not_there},
    {"load refuses all in one go", load_refuses_all_in_one_go},
    {"load lets guarded imports be", load_lets_guarded_imports_be},
    {"modules are listed in order", modules_are_listed_in_order},
    CU_TEST_INFO_NULL};
CU_SuiteInfo threading_suite = {.pName = "threading", .pTests = tests};
