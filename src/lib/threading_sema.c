/* Semaphore, BoundedSemaphore and Event.
 *
 * A semaphore's raw words: nothing, its value, its bound (-1: none). As in
 * CPython release(n) wakes the n that wait longest but hands nothing over:
 * a thread that runs before them may take the unit.
 *
 * An event's raw words: nothing, its flag. set() wakes all who wait; a thread
 * woken so returns True even if the flag was cleared again meanwhile. */
#include "lib_i.h"

#include <limits.h>

/* ---- semaphores ----------------------------------------------------- */

static ap_ret sema_init_with(ap_ctx *c, ap_word *a, bool is_bounded)
{
    int64_t value = 1;
    if (a[1] != AP_NULL)
        AP_TRY(ap_lib_int(c, a[1], &value));
    if (value < 0)
        return ap_raise(c, AP_X_ValueError,
                        "semaphore initial value must be >= 0");
    lib_raw_set(c, a[0], RAW_COUNT, value);
    lib_raw_set(c, a[0], RAW_MOST, is_bounded ? value : -1);
    return AP_OK;
}

static ap_ret sema_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return sema_init_with(c, a, false);
}

static ap_ret bounded_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return sema_init_with(c, a, true);
}

/* *ns: 0 only tries, -1 waits for ever. */
static ap_ret sema_patience(ap_ctx *c, ap_word blocking, ap_word timeout,
                            int64_t *ns)
{
    bool waits = true;
    if (blocking != AP_NULL)
        AP_TRY(ap_truth(c, blocking, &waits));
    if (!waits && lib_given(timeout))
        return ap_raise(c, AP_X_ValueError,
                        "can't specify timeout for non-blocking acquire");
    AP_TRY(ap_lib_timeout(c, timeout, ns));
    if (!waits)
        *ns = 0;
    return AP_OK;
}

static ap_ret sema_taken(ap_ctx *c, ap_word sema, bool is_patient,
                         ap_word *out)
{
    ap_wait_done(c);
    lib_raw_set(c, sema, RAW_COUNT, lib_raw(c, sema, RAW_COUNT) - 1);
    *out = AP_TRUE;
    ap_tell(c, AP_EV_ACQUIRE, sema, -1, is_patient ? AP_TRUE : AP_NONE);
    return AP_OK;
}

static ap_ret sema_refused(ap_ctx *c, ap_word sema, ap_word *out)
{
    ap_wait_done(c);
    *out = AP_FALSE;
    ap_tell(c, AP_EV_REFUSED, sema, -1, *out);
    return AP_OK;
}

static ap_ret acquire(ap_ctx *c, ap_word sema, ap_word blocking,
                      ap_word timeout, ap_word *out)
{
    ap_wait *w = ap_wait_of(c);
    bool is_fresh = w->kind == AP_WAIT_NONE;
    int64_t ns = -1;
    if (is_fresh)
        AP_TRY(sema_patience(c, blocking, timeout, &ns));
    if (lib_raw(c, sema, RAW_COUNT) > 0)
        return sema_taken(c, sema, is_fresh ? ns < 0 : w->deadline_ns < 0,
                          out);
    if (is_fresh ? ns == 0 : w->timed_out)
        return sema_refused(c, sema, out);
    ap_tell(c, AP_EV_BLOCK, sema, -1, AP_NULL);
    return is_fresh ? ap_wait_on(c, AP_WAIT_SEMAPHORE, sema, ns)
                    : ap_wait_again(c);
}

static ap_ret sema_acquire(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return acquire(c, a[0], a[1], a[2], out);
}

static ap_ret sema_enter(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return acquire(c, a[0], AP_NULL, AP_NULL, out);
}

static ap_ret release(ap_ctx *c, ap_word sema, int64_t units, ap_word *out)
{
    int64_t value = lib_raw(c, sema, RAW_COUNT);
    int64_t most = lib_raw(c, sema, RAW_MOST);
    if (units < 1)
        return ap_raise(c, AP_X_ValueError, "n must be one or more");
    if (most >= 0 && value + units > most)
        return ap_raise(c, AP_X_ValueError,
                        "Semaphore released too many times");
    lib_raw_set(c, sema, RAW_COUNT, value + units);
    ap_tid first = ap_wake(c, AP_WAIT_SEMAPHORE, sema,
                           units > INT_MAX ? INT_MAX : (int)units);
    ap_tell(c, AP_EV_RELEASE, sema, first, AP_NULL);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret sema_release(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t units = 1;
    if (a[1] != AP_NULL)
        AP_TRY(ap_lib_int(c, a[1], &units));
    return release(c, a[0], units, out);
}

static ap_ret sema_exit(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return release(c, a[0], 1, out);
}

static ap_ret sema_value(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_int_new(c, lib_raw(c, a[0], RAW_COUNT), out);
}

static ap_ret sema_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    const char *type = ap_type_name(c, a[0]);
    unsigned long long at = lib_at(c, a[0]);
    long long value = lib_raw(c, a[0], RAW_COUNT);
    long long most = lib_raw(c, a[0], RAW_MOST);
    if (most < 0)
        return ap_str_fmt(c, out, "<threading.%s at 0x%llx: value=%lld>", type,
                          at, value);
    return ap_str_fmt(c, out, "<threading.%s at 0x%llx: value=%lld/%lld>",
                      type, at, value, most);
}

#define SEMA_METHODS                                                           \
    {.name = "acquire", .fn = sema_acquire,                                    \
     .params = "self, blocking=, timeout="},                                   \
    {.name = "release", .fn = sema_release, .params = "self, n="},             \
    {.name = "__enter__", .fn = sema_enter, .min = 1, .max = 1},               \
    {.name = "__exit__", .fn = sema_exit, .min = 1, .max = 4},                 \
    {.name = "_value", .fn = sema_value, .min = 1, .max = 1,                   \
     .flags = AP_FN_GETTER},                                                   \
    {.name = "__repr__", .fn = sema_repr, .min = 1, .max = 1},                 \
    {.name = NULL}

const ap_native_fn ap_lib_semaphore_methods[] = {
    {.name = "__init__", .fn = sema_init, .params = "self, value="},
    SEMA_METHODS};

const ap_native_fn ap_lib_bounded_methods[] = {
    {.name = "__init__", .fn = bounded_init, .params = "self, value="},
    SEMA_METHODS};

/* ---- events --------------------------------------------------------- */

static bool is_set(const ap_ctx *c, ap_word event)
{
    return lib_raw(c, event, RAW_COUNT) != 0;
}

static ap_ret event_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)a, (void)n;
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret event_is_set(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_from_bool(is_set(c, a[0]));
    ap_tell(c, AP_EV_TEST, a[0], -1, *out);
    return AP_OK;
}

static ap_ret event_set(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    lib_raw_set(c, a[0], RAW_COUNT, 1);
    ap_tid first = ap_wake(c, AP_WAIT_EVENT, a[0], INT_MAX);
    ap_tell(c, AP_EV_SET, a[0], first, AP_NULL);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret event_clear(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    lib_raw_set(c, a[0], RAW_COUNT, 0);
    ap_tell(c, AP_EV_CLEAR, a[0], -1, AP_NULL);
    *out = AP_NONE;
    return AP_OK;
}

/* wait() that did not have to: the flag was up, or there was no patience. */
static ap_ret event_at_once(ap_ctx *c, ap_word event, ap_word *out)
{
    *out = ap_from_bool(is_set(c, event));
    ap_tell(c, *out == AP_TRUE ? AP_EV_TEST : AP_EV_REFUSED, event, -1, *out);
    return AP_OK;
}

static ap_ret event_wait(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_wait *w = ap_wait_of(c);
    if (w->kind == AP_WAIT_NONE) {
        int64_t ns;
        AP_TRY(ap_lib_timeout(c, a[1], &ns));
        if (is_set(c, a[0]) || ns == 0)
            return event_at_once(c, a[0], out);
        ap_tell(c, AP_EV_BLOCK, a[0], -1, AP_NULL);
        return ap_wait_on(c, AP_WAIT_EVENT, a[0], ns);
    }
    if (!w->woken && !w->timed_out && !is_set(c, a[0])) {
        ap_tell(c, AP_EV_BLOCK, a[0], -1, AP_NULL);
        return ap_wait_again(c); /* a handler of Ctrl-C ran */
    }
    *out = ap_from_bool(w->woken || is_set(c, a[0]));
    ap_wait_done(c);
    ap_tell(c, AP_EV_WOKEN, a[0], -1, *out);
    return AP_OK;
}

static ap_ret event_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_str_fmt(c, out, "<threading.%s at 0x%llx: %s>",
                      ap_type_name(c, a[0]), lib_at(c, a[0]),
                      is_set(c, a[0]) ? "set" : "unset");
}

/* ---- old spellings ---------------------------------------------------- */

LIB_OLD(old_is_set, event_is_set,
        "isSet() is deprecated, use is_set() instead")

const ap_native_fn ap_lib_event_methods[] = {
    {.name = "__init__", .fn = event_init, .min = 1, .max = 1},
    {.name = "is_set", .fn = event_is_set, .min = 1, .max = 1},
    {.name = "isSet", .fn = old_is_set, .min = 1, .max = 1},
    {.name = "set", .fn = event_set, .min = 1, .max = 1},
    {.name = "clear", .fn = event_clear, .min = 1, .max = 1},
    {.name = "wait", .fn = event_wait, .params = "self, timeout="},
    {.name = "__repr__", .fn = event_repr, .min = 1, .max = 1},
    {.name = NULL}};
