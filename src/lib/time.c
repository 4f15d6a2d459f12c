/* The module time. A run's clock is the world's: virtual, or the real one
 * under exec. Under the virtual clock CPU time is steps, a millisecond each,
 * and local time is UTC, so that the same run says the same everywhere. */
#include "lib_i.h"

#include <string.h>
#include <time.h>

enum { NS_PER_S = 1000000000, NS_PER_STEP = 1000000 };
#define START_OF_2024 INT64_C(1704067200000000000)

static bool is_real(const ap_ctx *c)
{
    return ap_options_of(c)->clock != NULL;
}

/* ---- clocks --------------------------------------------------------- */

static int64_t since_start(const ap_ctx *c)
{
    return ap_tell_time(c);
}

static int64_t since_1970(const ap_ctx *c)
{
    int64_t epoch = ap_options_of(c)->epoch_ns;
    return (epoch ? epoch : START_OF_2024) + since_start(c);
}

static int64_t cpu_time(const ap_ctx *c)
{
    struct timespec t;
    if (!is_real(c))
        return (int64_t)ap_world_steps(c->world) * NS_PER_STEP;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * NS_PER_S + t.tv_nsec;
}

static int64_t thread_cpu_time(const ap_ctx *c)
{
    ap_thread_view v;
    if (is_real(c) || !ap_view_thread(c->world, ap_self(c), &v))
        return cpu_time(c);
    return (int64_t)v.steps * NS_PER_STEP;
}

/* name in Python, which clock: each as seconds and as ns */
#define CLOCKS(X)                                                              \
    X(time, since_1970)                                                        \
    X(monotonic, since_start)                                                  \
    X(perf_counter, since_start)                                               \
    X(process_time, cpu_time)                                                  \
    X(thread_time, thread_cpu_time)

#define X(name, clock)                                                         \
    static ap_ret fn_##name(ap_ctx *c, ap_word *a, int n, ap_word *out)        \
    {                                                                          \
        (void)a, (void)n;                                                      \
        return ap_float_new(c, (double)clock(c) / NS_PER_S, out);              \
    }                                                                          \
    static ap_ret fn_##name##_ns(ap_ctx *c, ap_word *a, int n, ap_word *out)   \
    {                                                                          \
        (void)a, (void)n;                                                      \
        return ap_int_new(c, clock(c), out);                                   \
    }
CLOCKS(X)
#undef X

/* ---- sleep ---------------------------------------------------------- */

static ap_ret fn_sleep(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t ns;
    *out = AP_NONE;
    if (ap_wait_of(c)->kind != AP_WAIT_NONE) {
        if (!ap_wait_of(c)->timed_out)
            return ap_wait_again(c); /* a handler of Ctrl-C ran */
        ap_wait_done(c);
        ap_tell(c, AP_EV_AWAKE, AP_NULL, -1, a[0]);
        return AP_OK;
    }
    AP_TRY(ap_lib_seconds(c, a[0], &ns));
    if (ns < 0)
        return ap_raise(c, AP_X_ValueError,
                        "sleep length must be non-negative");
    ap_tell(c, AP_EV_SLEEP, AP_NULL, -1, a[0]);
    return ap_wait_on(c, AP_WAIT_SLEEP, AP_NULL, ns);
}

/* ---- calendar ------------------------------------------------------- */

static void take_apart(const ap_ctx *c, int64_t s, bool local, struct tm *tm)
{
    time_t t = (time_t)s;
    if (local && is_real(c))
        localtime_r(&t, tm);
    else
        gmtime_r(&t, tm);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* The seconds of an optional argument, else now. */
static ap_ret seconds_or_now(ap_ctx *c, ap_word w, int64_t *s)
{
    int64_t ns = since_1970(c);
    if (lib_given(w))
        AP_TRY(ap_lib_seconds(c, w, &ns));
    *s = floor_div(ns, NS_PER_S);
    return AP_OK;
}

static ap_ret tm_tuple(ap_ctx *c, const struct tm *tm, ap_word *out)
{
    const int parts[9] = {tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday,
                          tm->tm_hour, tm->tm_min, tm->tm_sec,
                          (tm->tm_wday + 6) % 7, tm->tm_yday + 1,
                          tm->tm_isdst};
    ap_word words[9];
    for (int i = 0; i < 9; i++)
        words[i] = ap_from_small(parts[i]);
    return ap_tuple_new(c, words, 9, out);
}

/* _parts(seconds or None, local): the nine numbers of a struct_time. */
static ap_ret fn_parts(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t s;
    struct tm tm;
    AP_TRY(seconds_or_now(c, a[0], &s));
    take_apart(c, s, a[1] == AP_TRUE, &tm);
    return tm_tuple(c, &tm, out);
}

/* The nine numbers of a tuple as C has them. */
static ap_ret tm_of(ap_ctx *c, ap_word w, struct tm *tm)
{
    int64_t v[9];
    *tm = (struct tm){0};
    if (!ap_is_tuple(c, w) || ap_tuple_len(c, w) != 9)
        return ap_raise(c, AP_X_TypeError, "Tuple or struct_time argument "
                        "required");
    for (int i = 0; i < 9; i++)
        AP_TRY(ap_lib_int(c, ap_tuple_at(c, w, i), &v[i]));
    tm->tm_year = (int)v[0] - 1900;
    tm->tm_mon = (int)v[1] - 1;
    tm->tm_mday = (int)v[2];
    tm->tm_hour = (int)v[3];
    tm->tm_min = (int)v[4];
    tm->tm_sec = (int)v[5];
    tm->tm_wday = (int)(v[6] + 1) % 7;
    tm->tm_yday = (int)v[7] - 1;
    tm->tm_isdst = (int)v[8];
    return AP_OK;
}

/* English names whatever the locale: Python starts in the C locale too. */
static ap_ret text_of(ap_ctx *c, const struct tm *tm, ap_word *out)
{
    static const char days[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    return ap_str_fmt(c, out, "%.3s %.3s %2d %02d:%02d:%02d %d",
                      days + 3 * (unsigned)(tm->tm_wday % 7),
                      months + 3 * (unsigned)(tm->tm_mon % 12), tm->tm_mday,
                      tm->tm_hour, tm->tm_min, tm->tm_sec,
                      tm->tm_year + 1900);
}

static ap_ret fn_ctime(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t s;
    struct tm tm;
    AP_TRY(seconds_or_now(c, n ? a[0] : AP_NULL, &s));
    take_apart(c, s, true, &tm);
    return text_of(c, &tm, out);
}

static ap_ret fn_asctime(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    struct tm tm;
    if (!n)
        return fn_ctime(c, a, n, out);
    AP_TRY(tm_of(c, a[0], &tm));
    return text_of(c, &tm, out);
}

static ap_ret fn_strftime(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    struct tm tm;
    char text[1024];
    int64_t s;
    if (!ap_is_str(c, a[0]))
        return ap_raise(c, AP_X_TypeError,
                        "strftime() argument 1 must be str, not %s",
                        ap_type_name(c, a[0]));
    if (n > 1) {
        AP_TRY(tm_of(c, a[1], &tm));
    } else {
        AP_TRY(seconds_or_now(c, AP_NULL, &s));
        take_apart(c, s, true, &tm);
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the guest's own */
    size_t len = strftime(text, sizeof text, ap_str_bytes(c, a[0], NULL), &tm);
#pragma GCC diagnostic pop
    return ap_str_new(c, text, len, out);
}

static ap_ret fn_mktime(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    struct tm tm;
    AP_TRY(tm_of(c, a[0], &tm));
    time_t t = is_real(c) ? mktime(&tm) : timegm(&tm);
    return ap_float_new(c, (double)t, out);
}

static const ap_native_fn functions[] = {
#define X(clock, which)                                                        \
    {.name = #clock, .fn = fn_##clock},                                        \
    {.name = #clock "_ns", .fn = fn_##clock##_ns},
    CLOCKS(X)
#undef X
    {.name = "sleep", .fn = fn_sleep, .min = 1, .max = 1},
    {.name = "ctime", .fn = fn_ctime, .min = 0, .max = 1},
    {.name = "asctime", .fn = fn_asctime, .min = 0, .max = 1},
    {.name = "strftime", .fn = fn_strftime, .min = 1, .max = 2},
    {.name = "mktime", .fn = fn_mktime, .min = 1, .max = 1},
    {.name = "_parts", .fn = fn_parts, .min = 2, .max = 2},
    {.name = NULL}};
const ap_native_module ap_lib_time = {.name = "time", .functions = functions};
