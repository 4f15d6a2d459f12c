/* Condition.
 *
 * One ref: its lock, a Lock or an RLock. wait() is two steps. The first lets
 * go of the lock and joins the condition's queue; the second, once notified
 * or too late, takes the lock back, and may have to wait for it like anybody
 * else. So a notified thread cannot go on before the notifier releases, and
 * somebody may take the lock in between: hence `while not ready: wait()`.
 *
 * In the wait record: keep is the lock; number is the depth to take it back
 * with, negative after a timeout; phase says in which queue the thread is. */
#include "lib_i.h"

#include <limits.h>

enum { REF_LOCK };
enum { PHASE_NOTIFY = 1, PHASE_LOCK };

static ap_ret new_rlock(ap_ctx *c, ap_word *out)
{
    return ap_native_new(c, lib_class_of(c, LIB_RLOCK), out);
}

static ap_ret cond_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word lock = a[1];
    if (!lib_given(lock))
        AP_TRY(new_rlock(c, &lock));
    if (!ap_lib_is_lock(c, lock))
        return ap_raise(c, AP_X_AttributeError,
                        "'%s' object has no attribute 'acquire'",
                        ap_type_name(c, lock));
    lib_ref_set(c, a[0], REF_LOCK, lock);
    *out = AP_NONE;
    return AP_OK;
}

/* The lock, or AttributeError where a subclass forgot __init__. */
static ap_ret lock_of(ap_ctx *c, ap_word cond, ap_word *lock)
{
    *lock = lib_ref(c, cond, REF_LOCK);
    if (ap_is_obj(*lock))
        return AP_OK;
    return ap_raise(c, AP_X_AttributeError, "'%s' object has no attribute "
                    "'_lock'", ap_type_name(c, cond));
}

static ap_ret cond_acquire(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word lock;
    AP_TRY(lock_of(c, a[0], &lock));
    return ap_lib_acquire(c, lock, a[1], a[2], out);
}

static ap_ret cond_enter(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word lock;
    AP_TRY(lock_of(c, a[0], &lock));
    return ap_lib_acquire(c, lock, AP_NULL, AP_NULL, out);
}

static ap_ret cond_release(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word lock;
    AP_TRY(lock_of(c, a[0], &lock));
    return ap_lib_release(c, lock, out);
}

/* ---- wait ----------------------------------------------------------- */

/* First step: lets go of the lock and joins the queue. */
static ap_ret wait_begin(ap_ctx *c, ap_word cond, ap_word timeout)
{
    ap_word lock;
    int64_t ns;
    ap_tid woken;
    AP_TRY(lock_of(c, cond, &lock));
    AP_TRY(ap_lib_timeout(c, timeout, &ns));
    if (!ap_lib_lock_is_owned(c, lock))
        return ap_raise(c, AP_X_RuntimeError,
                        "cannot wait on un-acquired lock");
    int64_t depth = ap_lib_lock_drop(c, lock, &woken);
    ap_ret r = ap_wait_on(c, AP_WAIT_CONDITION, cond, ns);
    ap_wait *w = ap_wait_of(c);
    ap_store(&w->keep, lock);
    w->number = depth;
    w->phase = PHASE_NOTIFY;
    ap_tell(c, AP_EV_WAIT, cond, woken, AP_NULL);
    return r;
}

/* The lock is taken by another: joins its queue, still inside wait(). */
static ap_ret wait_for_lock(ap_ctx *c, ap_wait *w, ap_word lock)
{
    ap_tell(c, AP_EV_BLOCK, lock, (ap_tid)lib_raw(c, lock, RAW_OWNER) - 1,
            AP_NULL);
    if (w->phase == PHASE_LOCK)
        return ap_wait_again(c);
    int64_t number = w->timed_out ? -w->number : w->number;
    ap_ret r = ap_wait_on(c, AP_WAIT_LOCK, lock, -1);
    ap_store(&w->keep, lock);
    w->number = number;
    w->phase = PHASE_LOCK;
    return r;
}

static ap_ret cond_wait(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_wait *w = ap_wait_of(c);
    if (w->kind == AP_WAIT_NONE)
        return wait_begin(c, a[0], a[1]);
    ap_word lock = ap_load(&w->keep);
    if (w->phase == PHASE_NOTIFY && !w->woken && !w->timed_out) {
        ap_tell(c, AP_EV_BLOCK, a[0], -1, AP_NULL);
        return ap_wait_again(c); /* a handler of Ctrl-C ran */
    }
    if (!ap_lib_lock_is_open(c, lock))
        return wait_for_lock(c, w, lock);
    bool is_late = w->phase == PHASE_LOCK ? w->number < 0 : w->timed_out;
    int64_t depth = w->number < 0 ? -w->number : w->number;
    ap_wait_done(c);
    ap_lib_lock_take(c, lock, depth);
    *out = ap_from_bool(!is_late);
    ap_tell(c, AP_EV_WOKEN, a[0], -1, *out);
    return AP_OK;
}

/* ---- notify --------------------------------------------------------- */

static ap_ret notify(ap_ctx *c, ap_word cond, int most, ap_word *out)
{
    ap_word lock;
    AP_TRY(lock_of(c, cond, &lock));
    if (!ap_lib_lock_is_owned(c, lock))
        return ap_raise(c, AP_X_RuntimeError,
                        "cannot notify on un-acquired lock");
    ap_tid first = most > 0 ? ap_wake(c, AP_WAIT_CONDITION, cond, most) : -1;
    ap_tell(c, AP_EV_NOTIFY, cond, first, AP_NULL);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret cond_notify(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t most = 1;
    if (a[1] != AP_NULL)
        AP_TRY(ap_lib_int(c, a[1], &most));
    return notify(c, a[0], most > INT_MAX ? INT_MAX : (int)most, out);
}

static ap_ret cond_notify_all(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return notify(c, a[0], INT_MAX, out);
}

static ap_ret cond_is_owned(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word lock;
    AP_TRY(lock_of(c, a[0], &lock));
    *out = ap_from_bool(ap_lib_lock_is_owned(c, lock));
    return AP_OK;
}

static ap_ret cond_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word lock, text;
    AP_TRY(lock_of(c, a[0], &lock));
    AP_TRY(ap_lib_lock_repr(c, lock, &text));
    return ap_str_fmt(c, out, "<Condition(%s, %d)>",
                      ap_str_bytes(c, text, NULL),
                      ap_waiting(c, AP_WAIT_CONDITION, a[0]));
}

/* threading.py makes Condition of it, with wait_for. */
/* ---- old spellings ---------------------------------------------------- */

LIB_OLD(old_notify_all, cond_notify_all,
        "notifyAll() is deprecated, use notify_all() instead")

const ap_native_fn ap_lib_condition_methods[] = {
    {.name = "__init__", .fn = cond_init, .params = "self, lock="},
    {.name = "acquire", .fn = cond_acquire,
     .params = "self, blocking=, timeout="},
    {.name = "release", .fn = cond_release, .min = 1, .max = 1},
    {.name = "__enter__", .fn = cond_enter, .min = 1, .max = 1},
    {.name = "__exit__", .fn = cond_release, .min = 1, .max = 4},
    {.name = "wait", .fn = cond_wait, .params = "self, timeout="},
    {.name = "notify", .fn = cond_notify, .params = "self, n="},
    {.name = "notify_all", .fn = cond_notify_all, .min = 1, .max = 1},
    {.name = "notifyAll", .fn = old_notify_all, .min = 1, .max = 1},
    {.name = "_is_owned", .fn = cond_is_owned, .min = 1, .max = 1},
    {.name = "__repr__", .fn = cond_repr, .min = 1, .max = 1},
    {.name = NULL}};
