/* Ranges and slices. A range's four words are ints of any size. */
#include "types_i.h"

ap_ret ap_range_new(ap_ctx *c, ap_word start, ap_word stop, ap_word step,
                    ap_word *out)
{
    int sign = ap_int_sign(c, step);
    if (!sign)
        return ap_raise(c, AP_X_ValueError, "range() arg 3 must not be zero");
    ap_word low = sign > 0 ? start : stop, high = sign > 0 ? stop : start;
    ap_word span, by = step, n = ap_from_small(0), r;
    if (ap_int_compare(c, low, high) < 0) {
        AP_TRY(ap_int_binary(c, AP_BIN_SUB, high, low, &span));
        AP_TRY(ap_int_binary(c, AP_BIN_SUB, span, ap_from_small(1), &span));
        if (sign < 0)
            AP_TRY(ap_int_negate(c, step, &by));
        AP_TRY(ap_int_divmod(c, span, by, &n, &r));
        AP_TRY(ap_int_binary(c, AP_BIN_ADD, n, ap_from_small(1), &n));
    }
    AP_TRY(ap_new(c, AP_KIND_RANGE, AP_NULL, AP_RANGE_WORDS, out));
    ap_set(c, *out, AP_RANGE_START, start);
    ap_set(c, *out, AP_RANGE_STOP, stop);
    ap_set(c, *out, AP_RANGE_STEP, step);
    ap_set(c, *out, AP_RANGE_LEN, n);
    return AP_OK;
}

ap_ret ap_range_item(ap_ctx *c, ap_word range, ap_word i, ap_word *out)
{
    AP_TRY(ap_int_binary(c, AP_BIN_MUL, ap_get(c, range, AP_RANGE_STEP), i,
                         out));
    return ap_int_binary(c, AP_BIN_ADD, ap_get(c, range, AP_RANGE_START), *out,
                         out);
}

/* -> its index in *at, or -1. */
ap_ret ap_range_find(ap_ctx *c, ap_word range, ap_word i, ap_word *at)
{
    ap_word away, rest;
    AP_TRY(ap_int_binary(c, AP_BIN_SUB, i, ap_get(c, range, AP_RANGE_START),
                         &away));
    AP_TRY(ap_int_divmod(c, away, ap_get(c, range, AP_RANGE_STEP), at, &rest));
    if (ap_int_sign(c, rest) || ap_int_sign(c, *at) < 0
        || ap_int_compare(c, *at, ap_get(c, range, AP_RANGE_LEN)) >= 0)
        *at = ap_from_small(-1);
    return AP_OK;
}

ap_ret ap_range_contains(ap_ctx *c, ap_word range, ap_word i, bool *is)
{
    ap_word at;
    AP_TRY(ap_range_find(c, range, i, &at));
    *is = at != ap_from_small(-1);
    return AP_OK;
}

ap_ret ap_range_slice(ap_ctx *c, ap_word range, ap_word slice, ap_word *out)
{
    int64_t len, start, stop, step, n;
    if (!ap_int_get(c, ap_get(c, range, AP_RANGE_LEN), &len))
        return ap_raise(c, AP_X_OverflowError,
                        "Python int too large to convert to C ssize_t");
    AP_TRY(ap_slice_bounds(c, slice, len, &start, &stop, &step, &n));
    ap_word first, last, by;
    AP_TRY(ap_range_item(c, range, ap_from_small(start), &first));
    AP_TRY(ap_range_item(c, range, ap_from_small(stop), &last));
    AP_TRY(ap_int_binary(c, AP_BIN_MUL, ap_get(c, range, AP_RANGE_STEP),
                         ap_from_small(step), &by));
    return ap_range_new(c, first, last, by, out);
}

ap_ret ap_slice_new(ap_ctx *c, ap_word start, ap_word stop, ap_word step,
                    ap_word *out)
{
    AP_TRY(ap_new(c, AP_KIND_SLICE, AP_NULL, AP_SLICE_WORDS, out));
    ap_set(c, *out, AP_SLICE_START, start);
    ap_set(c, *out, AP_SLICE_STOP, stop);
    ap_set(c, *out, AP_SLICE_STEP, step);
    return AP_OK;
}

static ap_ret slice_index(ap_ctx *c, ap_word w, int64_t *out)
{
    if (!ap_is_int(c, w) && !ap_override(c, w, "__index__"))
        return ap_raise(c, AP_X_TypeError,
                        "slice indices must be integers or None or have an "
                        "__index__ method");
    return ap_index_clamp(c, w, out);
}

/* One end of a slice: None is `unset`, others are counted from the end if
 * negative and kept within [low, high]. */
static ap_ret slice_end(ap_ctx *c, ap_word w, int64_t len, int64_t unset,
                        int64_t low, int64_t high, int64_t *out)
{
    *out = unset;
    if (w == AP_NONE)
        return AP_OK;
    AP_TRY(slice_index(c, w, out));
    if (*out < 0)
        *out = *out < -len ? low : *out + len;
    *out = *out < low ? low : *out > high ? high : *out;
    return AP_OK;
}

ap_ret ap_slice_bounds(ap_ctx *c, ap_word slice, int64_t len, int64_t *start,
                       int64_t *stop, int64_t *step, int64_t *count)
{
    ap_word by = ap_get(c, slice, AP_SLICE_STEP);
    *step = 1;
    if (by != AP_NONE)
        AP_TRY(slice_index(c, by, step));
    if (!*step)
        return ap_raise(c, AP_X_ValueError, "slice step cannot be zero");
    bool down = *step < 0;
    int64_t low = down ? -1 : 0, high = down ? len - 1 : len;
    AP_TRY(slice_end(c, ap_get(c, slice, AP_SLICE_START), len,
                     down ? high : low, low, high, start));
    AP_TRY(slice_end(c, ap_get(c, slice, AP_SLICE_STOP), len,
                     down ? low : high, low, high, stop));
    uint64_t by_many = down ? -(uint64_t)*step : (uint64_t)*step;
    int64_t span = down ? *start - *stop : *stop - *start;
    *count = span <= 0 ? 0 : (int64_t)(((uint64_t)span - 1) / by_many) + 1;
    return AP_OK;
}
