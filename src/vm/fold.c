/* sum, min, max: builtins that make one value of many.
 *
 * A list or tuple is read where it lies, a range is counted through, other
 * plain containers are listed; the items of a generator or of a user's
 * iterator come a bunch at a time, since each may run Python code. What was
 * made of the bunches so far is kept as one word (pack), so that no more than
 * a bunch is ever in memory: sum(i * i for i in range(10**8)) needs no list
 * of 10**8 ints. */
#include "calls_i.h"

#include "types_i.h"

#include <math.h>

typedef struct folding {
    ap_ret (*add)(ap_ctx *c, void *state, ap_word item);
    ap_ret (*pack)(ap_ctx *c, const void *state, ap_word *out);
    void (*unpack)(const ap_ctx *c, void *state, ap_word packed);
} folding;

/* ---- going through ------------------------------------------------- */

/* add may run Python code, which may change the list. */
static ap_ret fold_items(ap_ctx *c, const folding *f, void *state,
                         ap_word items)
{
    int64_t n;
    for (int64_t i = 0;; i++) {
        const ap_slot *from = ap_items(c, items, &n);
        if (i >= n)
            return AP_OK;
        AP_TRY(f->add(c, state, ap_load(from + i)));
    }
}

/* Each execution of the instruction begins anew. */
static ap_ret fold_range(ap_ctx *c, const folding *f, void *state,
                         ap_word range)
{
    ap_word iter, item;
    AP_TRY(ap_iter(c, range, &iter));
    for (;;) {
        AP_TRY(ap_next(c, iter, &item));
        if (!item)
            return AP_OK;
        AP_TRY(f->add(c, state, item));
    }
}

static ap_ret fold_bunches(ap_ctx *c, const folding *f, void *state,
                           ap_word iterable)
{
    enum { BUNCH = 256 };
    ap_word iter, items, packed;
    AP_TRY(ap_sub_iter(c, iterable, &iter));
    AP_TRY(f->pack(c, state, &packed));
    f->unpack(c, state, ap_memo(c, packed));
    uint32_t mark = ap_answers_mark(c);
    for (;;) {
        AP_TRY(ap_sub_some(c, iter, BUNCH, &items));
        AP_TRY(fold_items(c, f, state, items));
        if (ap_list_len(c, items) < BUNCH)
            return AP_OK;
        AP_TRY(f->pack(c, state, &packed));
        ap_answers_restart(c, mark, packed);
    }
}

static ap_ret fold(ap_ctx *c, const folding *f, void *state, ap_word iterable)
{
    if (ap_is_kind(c, iterable, AP_KIND_RANGE))
        return fold_range(c, f, state, iterable);
    if (!ap_is_plain_iterable(c, iterable))
        return fold_bunches(c, f, state, iterable);
    AP_TRY(ap_listed(c, iterable, &iterable));
    return fold_items(c, f, state, iterable);
}

/* ---- sum ----------------------------------------------------------- */

/* A sum of floats keeps what each addition lost (Neumaier), as CPython 3.12
 * does. */
typedef struct summing {
    ap_word total;
    bool is_float;
    double f, lost;
} summing;

static void add_float(summing *s, double x)
{
    double t = s->f + x;
    s->lost += fabs(s->f) >= fabs(x) ? (s->f - t) + x : (x - t) + s->f;
    s->f = t;
}

static ap_ret settle(ap_ctx *c, summing *s)
{
    if (!s->is_float)
        return AP_OK;
    s->is_float = false;
    double f = s->lost != 0 && isfinite(s->lost) ? s->f + s->lost : s->f;
    return ap_float_new(c, f, &s->total);
}

static ap_ret add_item(ap_ctx *c, void *state, ap_word item)
{
    summing *s = state;
    bool plain = !ap_is_user(c, item);
    int64_t i;
    if (s->is_float && plain && ap_is_float(c, item)) {
        add_float(s, ap_float_get(c, item));
        return AP_OK;
    }
    if (s->is_float && plain && ap_int_get(c, item, &i)) {
        s->f += (double)i;
        return AP_OK;
    }
    AP_TRY(settle(c, s));
    AP_TRY(ap_binary(c, AP_BIN_ADD, s->total, item, &s->total));
    if (ap_is_float(c, s->total) && !ap_is_user(c, s->total)) {
        s->is_float = true;
        s->f = ap_float_get(c, s->total);
        s->lost = 0;
    }
    return AP_OK;
}

/* (total, None), or of floats (total, what was lost). */
static ap_ret pack_sum(ap_ctx *c, const void *state, ap_word *out)
{
    const summing *s = state;
    ap_word pair[2] = {s->total, AP_NONE};
    if (s->is_float) {
        AP_TRY(ap_float_new(c, s->f, &pair[0]));
        AP_TRY(ap_float_new(c, s->lost, &pair[1]));
    }
    return ap_tuple_new(c, pair, 2, out);
}

static void unpack_sum(const ap_ctx *c, void *state, ap_word packed)
{
    summing *s = state;
    ap_word lost = ap_tuple_at(c, packed, 1);
    *s = (summing){.total = ap_tuple_at(c, packed, 0)};
    s->is_float = lost != AP_NONE;
    if (s->is_float) {
        s->f = ap_float_get(c, s->total);
        s->lost = ap_float_get(c, lost);
    }
}

ap_ret ap_sum(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    static const folding how = {add_item, pack_sum, unpack_sum};
    summing s = {.total = a[1] ? a[1] : ap_from_small(0)};
    (void)n;
    if (ap_is_str(c, s.total))
        return ap_raise(c, AP_X_TypeError,
                        "sum() can't sum strings [use ''.join(seq) instead]");
    if (ap_is_float(c, s.total)) {
        s.is_float = true;
        s.f = ap_float_get(c, s.total);
    }
    AP_TRY(fold(c, &how, &s, a[0]));
    AP_TRY(settle(c, &s));
    *out = s.total;
    return AP_OK;
}

/* ---- min, max ------------------------------------------------------ */

typedef struct choosing {
    int cmp;
    ap_word best, best_key; /* AP_NULL: none yet */
} choosing;

static ap_ret choose(ap_ctx *c, choosing *s, ap_word item, ap_word key)
{
    ap_word is_better = AP_TRUE;
    bool better;
    if (s->best_key)
        AP_TRY(ap_compare(c, s->cmp, key, s->best_key, &is_better));
    AP_TRY(ap_truth(c, is_better, &better));
    if (better) {
        s->best = item;
        s->best_key = key;
    }
    return AP_OK;
}

static ap_ret choose_item(ap_ctx *c, void *state, ap_word item)
{
    return choose(c, state, item, item);
}

/* (best,) or (). */
static ap_ret pack_best(ap_ctx *c, const void *state, ap_word *out)
{
    const choosing *s = state;
    return ap_tuple_new(c, &s->best, s->best_key != AP_NULL, out);
}

static void unpack_best(const ap_ctx *c, void *state, ap_word packed)
{
    choosing *s = state;
    s->best_key = AP_NULL;
    if (ap_tuple_len(c, packed))
        s->best = s->best_key = ap_tuple_at(c, packed, 0);
}

static ap_ret choose_by_key(ap_ctx *c, choosing *s, ap_word iterable,
                            ap_word key)
{
    ap_word items, keys;
    AP_TRY(ap_listed(c, iterable, &items));
    AP_TRY(ap_keys_of(c, items, key, &items, &keys));
    for (int64_t i = 0, n;; i++) {
        const ap_slot *from = ap_items(c, items, &n);
        if (i >= n)
            return AP_OK;
        ap_word item = ap_load(from + i);
        AP_TRY(choose(c, s, item, ap_load(ap_items(c, keys, &n) + i)));
    }
}

ap_word ap_key_function(ap_word given)
{
    return given == AP_NONE ? AP_NULL : given;
}

ap_ret ap_extreme(ap_ctx *c, const ap_word *a, int cmp, const char *who,
                  ap_word *out)
{
    static const folding how = {choose_item, pack_best, unpack_best};
    choosing s = {.cmp = cmp};
    ap_word items = a[2], key = ap_key_function(a[0]);
    int64_t n = ap_tuple_len(c, items);
    if (!n)
        return ap_raise(c, AP_X_TypeError,
                        "%s expected at least 1 argument, got 0", who);
    if (n > 1 && a[1])
        return ap_raise(c, AP_X_TypeError,
                        "Cannot specify a default for %s() with multiple "
                        "positional arguments",
                        who);
    if (n == 1)
        items = ap_tuple_at(c, items, 0);
    AP_TRY(key ? choose_by_key(c, &s, items, key)
               : fold(c, &how, &s, items));
    *out = s.best_key ? s.best : a[1];
    if (!*out)
        return ap_raise(c, AP_X_ValueError, "%s() iterable argument is empty",
                        who);
    return AP_OK;
}
