/* Barrier.
 *
 * Raw words: who runs the action (tid + 1, 0: nobody), how many are inside,
 * how many it takes, and its state:
 *
 *   FILLING   threads arrive and wait                          (CPython: 0)
 *   DRAINING  all have come; they leave, newcomers wait        (1)
 *   RESETTING reset() met threads inside: they leave broken    (-1)
 *   BROKEN    until reset()                                    (-2)
 *   ACTION    the last one runs the action; everybody waits    (ours)
 *
 * CPython runs the action under the barrier's inner lock; ACTION stands for
 * that lock. One queue holds all who wait; each looks at the state anew. In
 * the wait record: phase says whether the thread has arrived yet, number is
 * its index. One ref each: action, and the default timeout. */
#include "lib_i.h"

#include <limits.h>

enum { REF_ACTION, REF_TIMEOUT };
enum { FILLING, DRAINING, RESETTING, BROKEN, ACTION };
enum { PHASE_ENTER = 1, PHASE_INSIDE };

static int64_t state_of(const ap_ctx *c, ap_word b)
{
    return lib_raw(c, b, RAW_STATE);
}

static int64_t inside(const ap_ctx *c, ap_word b)
{
    return lib_raw(c, b, RAW_COUNT);
}

static ap_tid turn(ap_ctx *c, ap_word b, int64_t state)
{
    lib_raw_set(c, b, RAW_STATE, state);
    return ap_wake(c, AP_WAIT_BARRIER, b, INT_MAX);
}

static ap_ret barrier_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t parties;
    AP_TRY(ap_lib_int(c, a[1], &parties));
    lib_raw_set(c, a[0], RAW_MOST, parties);
    lib_ref_set(c, a[0], REF_ACTION, lib_given(a[2]) ? a[2] : AP_NONE);
    lib_ref_set(c, a[0], REF_TIMEOUT, lib_given(a[3]) ? a[3] : AP_NONE);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret raise_broken(ap_ctx *c)
{
    ap_word module = ap_module_named(c, "threading");
    ap_word class_ = ap_module_get(c, module, "BrokenBarrierError");
    return ap_raise_obj(c, class_);
}

/* ---- wait ----------------------------------------------------------- */

/* A thread that was inside leaves; the last one opens the barrier again. */
static void leave(ap_ctx *c, ap_word b)
{
    int64_t left = inside(c, b) - 1;
    lib_raw_set(c, b, RAW_COUNT, left);
    int64_t state = state_of(c, b);
    if (left == 0 && (state == DRAINING || state == RESETTING))
        turn(c, b, FILLING);
}

/* The last to arrive: runs the action, opens the barrier, goes on. The turn
 * to ACTION may be made twice (the step runs again after the action). */
static ap_ret complete(ap_ctx *c, ap_word b, ap_word *out)
{
    ap_word action = lib_ref(c, b, REF_ACTION), ignored;
    int64_t index = lib_raw(c, b, RAW_MOST) - 1;
    ap_wait_done(c); /* the action may wait for things of its own */
    if (action != AP_NONE) {
        lib_raw_set(c, b, RAW_STATE, ACTION);
        lib_raw_set(c, b, RAW_OWNER, ap_self(c) + 1);
        ap_ret r = ap_sub(c, action, NULL, 0, AP_NULL, &ignored);
        if (r == AP_CALLED) /* the action sees what all did before */
            ap_tell(c, AP_EV_ARRIVE, b, -1, ap_from_small(index));
        if (r == AP_CALLED || r == AP_NOROOM || r == AP_BLOCK)
            return r;
        lib_raw_set(c, b, RAW_OWNER, 0);
        if (r == AP_RAISE) {
            turn(c, b, BROKEN);
            return r;
        }
    }
    ap_tid first = turn(c, b, index > 0 ? DRAINING : FILLING);
    ap_tell(c, AP_EV_ARRIVE, b, first, ap_from_small(index));
    *out = ap_from_small(index);
    return AP_OK;
}

static ap_ret timeout_of(ap_ctx *c, ap_word b, ap_word given, int64_t *ns)
{
    ap_word t = lib_given(given) ? given : lib_ref(c, b, REF_TIMEOUT);
    return ap_lib_timeout(c, t, ns);
}

/* The barrier drains, or the action runs: waits until it fills again. */
static ap_ret wait_to_enter(ap_ctx *c, ap_word b)
{
    ap_wait *w = ap_wait_of(c);
    ap_tell(c, AP_EV_BLOCK, b, -1, AP_NULL);
    if (w->kind != AP_WAIT_NONE)
        return ap_wait_again(c);
    ap_ret r = ap_wait_on(c, AP_WAIT_BARRIER, b, -1);
    w->phase = PHASE_ENTER;
    return r;
}

static ap_ret arrive(ap_ctx *c, ap_word b, int64_t index, int64_t ns)
{
    ap_wait *w = ap_wait_of(c);
    lib_raw_set(c, b, RAW_COUNT, index + 1);
    ap_wait_done(c);
    ap_ret r = ap_wait_on(c, AP_WAIT_BARRIER, b, ns);
    w->phase = PHASE_INSIDE;
    w->number = index;
    ap_tell(c, AP_EV_ARRIVE, b, -1, ap_from_small(index));
    return r;
}

/* Arrives, if the barrier fills; else waits until it does. */
static ap_ret enter(ap_ctx *c, ap_word b, ap_word timeout, ap_word *out)
{
    int64_t ns, index = inside(c, b), state = state_of(c, b);
    AP_TRY(timeout_of(c, b, timeout, &ns));
    if (state == ACTION && lib_raw(c, b, RAW_OWNER) == ap_self(c) + 1)
        return complete(c, b, out);
    if (state == BROKEN) {
        ap_wait_done(c);
        return raise_broken(c);
    }
    if (state != FILLING)
        return wait_to_enter(c, b);
    if (index + 1 == lib_raw(c, b, RAW_MOST))
        return complete(c, b, out);
    return arrive(c, b, index, ns);
}

/* Woken inside: all have come, or it broke, or it took too long. */
static ap_ret go_on(ap_ctx *c, ap_word b, ap_word *out)
{
    ap_wait *w = ap_wait_of(c);
    int64_t state = state_of(c, b);
    bool is_late = state == FILLING && w->timed_out;
    if (state == ACTION || (state == FILLING && !is_late)) {
        ap_tell(c, AP_EV_BLOCK, b, -1, AP_NULL);
        return ap_wait_again(c);
    }
    *out = ap_from_small(w->number);
    ap_wait_done(c);
    if (is_late)
        turn(c, b, BROKEN);
    leave(c, b);
    ap_tell(c, is_late ? AP_EV_SET : AP_EV_WOKEN, b, -1,
            ap_from_bool(state == DRAINING));
    return state == DRAINING ? AP_OK : raise_broken(c);
}

static ap_ret barrier_wait(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_wait *w = ap_wait_of(c);
    if (w->kind == AP_WAIT_NONE || w->phase == PHASE_ENTER)
        return enter(c, a[0], a[1], out);
    return go_on(c, a[0], out);
}

/* ---- the rest ------------------------------------------------------- */

/* While the action runs the barrier's state is not for others to change. */
static ap_ret wait_for_action(ap_ctx *c, ap_word b)
{
    ap_tell(c, AP_EV_BLOCK, b, (ap_tid)lib_raw(c, b, RAW_OWNER) - 1, AP_NULL);
    if (ap_wait_of(c)->kind != AP_WAIT_NONE)
        return ap_wait_again(c);
    return ap_wait_on(c, AP_WAIT_BARRIER, b, -1);
}

static ap_ret barrier_reset(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    if (state_of(c, a[0]) == ACTION)
        return wait_for_action(c, a[0]);
    int64_t state = state_of(c, a[0]);
    if (inside(c, a[0]) == 0)
        state = FILLING;
    else if (state == FILLING || state == BROKEN)
        state = RESETTING;
    ap_wait_done(c);
    ap_tid first = turn(c, a[0], state);
    ap_tell(c, AP_EV_CLEAR, a[0], first, AP_NULL);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret barrier_abort(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    if (state_of(c, a[0]) == ACTION)
        return wait_for_action(c, a[0]);
    ap_wait_done(c);
    ap_tid first = turn(c, a[0], BROKEN);
    ap_tell(c, AP_EV_SET, a[0], first, AP_NULL);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret barrier_parties(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_int_new(c, lib_raw(c, a[0], RAW_MOST), out);
}

static int64_t waiting(const ap_ctx *c, ap_word b)
{
    return state_of(c, b) == FILLING ? inside(c, b) : 0;
}

static ap_ret barrier_n_waiting(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_tell(c, AP_EV_TEST, a[0], -1, ap_from_small(waiting(c, a[0])));
    return ap_int_new(c, waiting(c, a[0]), out);
}

static ap_ret barrier_broken(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_from_bool(state_of(c, a[0]) == BROKEN);
    ap_tell(c, AP_EV_TEST, a[0], -1, *out);
    return AP_OK;
}

static ap_ret barrier_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    const char *type = ap_type_name(c, a[0]);
    unsigned long long at = lib_at(c, a[0]);
    if (state_of(c, a[0]) == BROKEN)
        return ap_str_fmt(c, out, "<threading.%s at 0x%llx: broken>", type,
                          at);
    return ap_str_fmt(c, out, "<threading.%s at 0x%llx: waiters=%lld/%lld>",
                      type, at, (long long)waiting(c, a[0]),
                      (long long)lib_raw(c, a[0], RAW_MOST));
}

const ap_native_fn ap_lib_barrier_methods[] = {
    {.name = "__init__", .fn = barrier_init,
     .params = "self, parties, action=, timeout="},
    {.name = "wait", .fn = barrier_wait, .params = "self, timeout="},
    {.name = "reset", .fn = barrier_reset, .min = 1, .max = 1},
    {.name = "abort", .fn = barrier_abort, .min = 1, .max = 1},
    {.name = "parties", .fn = barrier_parties, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "n_waiting", .fn = barrier_n_waiting, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "broken", .fn = barrier_broken, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "__repr__", .fn = barrier_repr, .min = 1, .max = 1},
    {.name = NULL}};
