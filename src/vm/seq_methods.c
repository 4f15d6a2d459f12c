/* The smaller tables: range, slice, iterators, None. */
#include "types_i.h"

/* ---- range --------------------------------------------------------- */

/* a: class, then stop, or start, stop[, step] */
static ap_ret range_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word part[3] = {ap_from_small(0), AP_NULL, ap_from_small(1)};
    if (n == 1)
        return ap_raise(c, AP_X_TypeError,
                        "range expected at least 1 argument, got 0");
    if (n > 4)
        return ap_raise(c, AP_X_TypeError,
                        "range expected at most 3 arguments, got %d", n - 1);
    for (int i = 1; i < n; i++) {
        ap_word *at = &part[n == 2 ? 1 : i - 1];
        AP_TRY(ap_index(c, a[i], at));
        if (*at == AP_TRUE || *at == AP_FALSE)
            *at = ap_from_small(*at == AP_TRUE);
    }
    return ap_range_new(c, part[0], part[1], part[2], out);
}

static ap_ret word_of(ap_ctx *c, ap_word *a, int i, ap_word *out)
{
    *out = ap_get(c, a[0], i);
    return AP_OK;
}

static ap_ret readonly(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n, (void)out;
    return ap_raise(c, AP_X_AttributeError, "readonly attribute");
}

static ap_ret start_of(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return word_of(c, a, AP_RANGE_START, out);
}

static ap_ret stop_of(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return word_of(c, a, AP_RANGE_STOP, out);
}

static ap_ret step_of(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return word_of(c, a, AP_RANGE_STEP, out);
}

static ap_ret range_index(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word repr;
    (void)n;
    *out = ap_from_small(-1);
    if (ap_is_int(c, a[1]))
        AP_TRY(ap_range_find(c, a[0], a[1], out));
    if (*out != ap_from_small(-1))
        return AP_OK;
    AP_TRY(ap_repr(c, a[1], &repr));
    return ap_raise(c, AP_X_ValueError, "%s is not in range",
                    ap_str_bytes(c, repr, NULL));
}

static ap_ret range_count(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool is = false;
    (void)n;
    if (ap_is_int(c, a[1]))
        AP_TRY(ap_range_contains(c, a[0], a[1], &is));
    *out = ap_from_small(is);
    return AP_OK;
}

const ap_native_fn ap_range_methods[] = {
    {"__new__", range_new, 1, -1, NULL, 0},
    {"start", start_of, 1, 1, NULL, AP_FN_GETTER},
    {"start", readonly, 2, 2, NULL, AP_FN_SETTER},
    {"stop", stop_of, 1, 1, NULL, AP_FN_GETTER},
    {"stop", readonly, 2, 2, NULL, AP_FN_SETTER},
    {"step", step_of, 1, 1, NULL, AP_FN_GETTER},
    {"step", readonly, 2, 2, NULL, AP_FN_SETTER},
    {"index", range_index, 2, 2, NULL, 0},
    {"count", range_count, 2, 2, NULL, 0},
    AP_ROW(repr, 1), AP_ROW(len, 1), AP_ROW(iter, 1), AP_ROW(contains, 2),
    AP_ROW(getitem, 2), AP_ROW(eq, 2), AP_ROW(ne, 2), AP_ROW(hash, 1),
    AP_ROW(reversed, 1),
    {0}};

/* ---- slice --------------------------------------------------------- */

static ap_ret slice_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    if (n == 1)
        return ap_raise(c, AP_X_TypeError,
                        "slice expected at least 1 argument, got 0");
    if (n > 4)
        return ap_raise(c, AP_X_TypeError,
                        "slice expected at most 3 arguments, got %d", n - 1);
    if (n == 2)
        return ap_slice_new(c, AP_NONE, a[1], AP_NONE, out);
    return ap_slice_new(c, a[1], a[2], n > 3 ? a[3] : AP_NONE, out);
}

static ap_ret slice_indices(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t len, start, stop, step, count;
    ap_word w[3];
    (void)n;
    AP_TRY(ap_index_clamp(c, a[1], &len));
    if (len < 0)
        return ap_raise(c, AP_X_ValueError, "length should not be negative");
    AP_TRY(ap_slice_bounds(c, a[0], len, &start, &stop, &step, &count));
    AP_TRY(ap_int_new(c, start, &w[0]));
    AP_TRY(ap_int_new(c, stop, &w[1]));
    AP_TRY(ap_int_new(c, step, &w[2]));
    return ap_tuple_new(c, w, 3, out);
}

const ap_native_fn ap_slice_methods[] = {
    {"__new__", slice_new, 1, -1, NULL, 0},
    {"start", start_of, 1, 1, NULL, AP_FN_GETTER},
    {"start", readonly, 2, 2, NULL, AP_FN_SETTER},
    {"stop", stop_of, 1, 1, NULL, AP_FN_GETTER},
    {"stop", readonly, 2, 2, NULL, AP_FN_SETTER},
    {"step", step_of, 1, 1, NULL, AP_FN_GETTER},
    {"step", readonly, 2, 2, NULL, AP_FN_SETTER},
    {"indices", slice_indices, 2, 2, NULL, 0},
    AP_ROW(repr, 1), AP_ROW(eq, 2), AP_ROW(ne, 2),
    {0}};

/* ---- iterators, None ----------------------------------------------- */

const ap_native_fn ap_iter_methods[] = {
    AP_ROW(iter, 1), AP_ROW(next, 1), AP_ROW(repr, 1),
    {0}};

static ap_ret none_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)a, (void)n;
    *out = AP_NONE;
    return AP_OK;
}

const ap_native_fn ap_none_methods[] = {
    {"__new__", none_new, 1, 1, NULL, 0},
    AP_ROW(repr, 1), AP_ROW(bool, 1), AP_ROW(hash, 1),
    {0}};
