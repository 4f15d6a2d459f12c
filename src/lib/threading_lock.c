/* Lock and RLock.
 *
 * A lock's raw words: owner's tid + 1 (0: nobody), how deep it is held, and
 * nothing. A Lock is held 1 deep by whoever took it, and anybody may release
 * it; an RLock counts and asks who releases.
 *
 * As in CPython: acquire first tries without waiting. Release hands nothing
 * over: it makes the waiters ready, and whoever runs first takes the lock;
 * the others find it taken and keep their places in the queue. A lock whose
 * holder has ended stays held. */
#include "lib_i.h"

#include <limits.h>

bool ap_lib_is_lock(const ap_ctx *c, ap_word w)
{
    return lib_is(c, w, LIB_LOCK) || lib_is(c, w, LIB_RLOCK);
}

static bool is_reentrant(const ap_ctx *c, ap_word lock)
{
    return !lib_is(c, lock, LIB_LOCK); /* the likelier, asked first */
}

static ap_tid owner_of(const ap_ctx *c, ap_word lock)
{
    return (ap_tid)(lib_raw(c, lock, RAW_OWNER) - 1);
}

static bool is_held(const ap_ctx *c, ap_word lock)
{
    return lib_raw(c, lock, RAW_COUNT) > 0;
}

bool ap_lib_lock_is_open(const ap_ctx *c, ap_word lock)
{
    return !is_held(c, lock)
        || (is_reentrant(c, lock) && owner_of(c, lock) == ap_self(c));
}

bool ap_lib_lock_is_owned(const ap_ctx *c, ap_word lock)
{
    return is_held(c, lock)
        && (!is_reentrant(c, lock) || owner_of(c, lock) == ap_self(c));
}

void ap_lib_lock_take(ap_ctx *c, ap_word lock, int64_t depth)
{
    lib_raw_set(c, lock, RAW_OWNER, ap_self(c) + 1);
    lib_raw_set(c, lock, RAW_COUNT, lib_raw(c, lock, RAW_COUNT) + depth);
}

int64_t ap_lib_lock_drop(ap_ctx *c, ap_word lock, ap_tid *woken)
{
    int64_t depth = lib_raw(c, lock, RAW_COUNT);
    lib_raw_set(c, lock, RAW_COUNT, 0);
    lib_raw_set(c, lock, RAW_OWNER, 0);
    *woken = ap_wake(c, AP_WAIT_LOCK, lock, INT_MAX);
    return depth;
}

/* ---- acquire and release -------------------------------------------- */

/* What acquire's arguments ask for: *ns -1 waits for ever, 0 only tries. */
static ap_ret patience(ap_ctx *c, ap_word blocking, ap_word timeout,
                       int64_t *ns)
{
    bool waits = true;
    *ns = -1;
    if (blocking != AP_NULL)
        AP_TRY(ap_truth(c, blocking, &waits));
    if (timeout != AP_NULL)
        AP_TRY(ap_lib_seconds(c, timeout, ns));
    bool is_default = timeout == AP_NULL || *ns == -1000000000;
    if (!waits && !is_default)
        return ap_raise(c, AP_X_ValueError,
                        "can't specify a timeout for a non-blocking call");
    if (!is_default && *ns < 0)
        return ap_raise(c, AP_X_ValueError, "timeout value must be positive");
    *ns = !waits ? 0 : is_default ? -1 : *ns;
    return AP_OK;
}

static ap_ret acquired(ap_ctx *c, ap_word lock, bool is_patient, ap_word *out)
{
    ap_wait_done(c);
    ap_lib_lock_take(c, lock, 1);
    ap_tell(c, AP_EV_ACQUIRE, lock, -1, is_patient ? AP_TRUE : AP_NONE);
    *out = AP_TRUE;
    return AP_OK;
}

static ap_ret refused(ap_ctx *c, ap_word lock, ap_word *out)
{
    ap_wait_done(c);
    ap_tell(c, AP_EV_REFUSED, lock, owner_of(c, lock), AP_FALSE);
    *out = AP_FALSE;
    return AP_OK;
}

ap_ret ap_lib_acquire(ap_ctx *c, ap_word lock, ap_word blocking,
                      ap_word timeout, ap_word *out)
{
    ap_wait *w = ap_wait_of(c);
    bool is_fresh = w->kind == AP_WAIT_NONE;
    int64_t ns = -1;
    if (is_fresh)
        AP_TRY(patience(c, blocking, timeout, &ns));
    if (!is_fresh && w->timed_out)
        return refused(c, lock, out);
    if (ap_lib_lock_is_open(c, lock))
        return acquired(c, lock, is_fresh ? ns < 0 : w->deadline_ns < 0, out);
    if (is_fresh && ns == 0)
        return refused(c, lock, out);
    ap_tell(c, AP_EV_BLOCK, lock, owner_of(c, lock), AP_NULL);
    return is_fresh ? ap_wait_on(c, AP_WAIT_LOCK, lock, ns) : ap_wait_again(c);
}

ap_ret ap_lib_release(ap_ctx *c, ap_word lock, ap_word *out)
{
    *out = AP_NONE;
    if (!ap_lib_lock_is_owned(c, lock))
        return ap_raise(c, AP_X_RuntimeError, "%s",
                        is_reentrant(c, lock)
                            ? "cannot release un-acquired lock"
                            : "release unlocked lock");
    ap_tid woken = -1;
    int64_t depth = lib_raw(c, lock, RAW_COUNT);
    bool is_own = owner_of(c, lock) == ap_self(c);
    if (depth > 1)
        lib_raw_set(c, lock, RAW_COUNT, depth - 1);
    else
        ap_lib_lock_drop(c, lock, &woken);
    ap_tell(c, AP_EV_RELEASE, lock, woken, ap_from_bool(is_own));
    return AP_OK;
}

/* ---- methods -------------------------------------------------------- */

static ap_ret lock_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)a, (void)n;
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret lock_acquire(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_lib_acquire(c, a[0], a[1], a[2], out);
}

static ap_ret lock_enter(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_lib_acquire(c, a[0], AP_NULL, AP_NULL, out);
}

static ap_ret lock_release(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_lib_release(c, a[0], out);
}

static ap_ret lock_locked(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_from_bool(is_held(c, a[0]));
    ap_tell(c, AP_EV_TEST, a[0], owner_of(c, a[0]), *out);
    return AP_OK;
}

static ap_ret rlock_is_owned(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_from_bool(ap_lib_lock_is_owned(c, a[0]));
    return AP_OK;
}

ap_ret ap_lib_lock_repr(ap_ctx *c, ap_word lock, ap_word *out)
{
    const char *how = is_held(c, lock) ? "locked" : "unlocked";
    if (!is_reentrant(c, lock))
        return ap_str_fmt(c, out, "<%s _thread.lock object at 0x%llx>", how,
                          lib_at(c, lock));
    ap_tid owner = owner_of(c, lock);
    return ap_str_fmt(c, out,
                      "<%s _thread.RLock object owner=%lld count=%lld at "
                      "0x%llx>",
                      how, owner < 0 ? 0LL : (long long)ap_lib_ident(c, owner),
                      (long long)lib_raw(c, lock, RAW_COUNT),
                      lib_at(c, lock));
}

static ap_ret lock_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_lib_lock_repr(c, a[0], out);
}

const ap_native_fn ap_lib_lock_methods[] = {
    {.name = "__init__", .fn = lock_init, .min = 1, .max = 1},
    {.name = "acquire", .fn = lock_acquire,
     .params = "self, blocking=, timeout="},
    {.name = "release", .fn = lock_release, .min = 1, .max = 1},
    {.name = "locked", .fn = lock_locked, .min = 1, .max = 1},
    {.name = "acquire_lock", .fn = lock_acquire,
     .params = "self, blocking=, timeout="},
    {.name = "release_lock", .fn = lock_release, .min = 1, .max = 1},
    {.name = "locked_lock", .fn = lock_locked, .min = 1, .max = 1},
    {.name = "__enter__", .fn = lock_enter, .min = 1, .max = 1},
    {.name = "__exit__", .fn = lock_release, .min = 1, .max = 4},
    {.name = "__repr__", .fn = lock_repr, .min = 1, .max = 1},
    {.name = NULL}};

const ap_native_fn ap_lib_rlock_methods[] = {
    {.name = "__init__", .fn = lock_init, .min = 1, .max = -1},
    {.name = "acquire", .fn = lock_acquire,
     .params = "self, blocking=, timeout="},
    {.name = "release", .fn = lock_release, .min = 1, .max = 1},
    {.name = "_is_owned", .fn = rlock_is_owned, .min = 1, .max = 1},
    {.name = "__enter__", .fn = lock_enter, .min = 1, .max = 1},
    {.name = "__exit__", .fn = lock_release, .min = 1, .max = 4},
    {.name = "__repr__", .fn = lock_repr, .min = 1, .max = 1},
    {.name = NULL}};
