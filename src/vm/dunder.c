/* Dunder methods of the builtin kinds as functions, for the tables of rows:
 * `list.__len__(x)` and super().__len__() in a subclass end here. Each does
 * what the kind itself does, whatever the object's class overrides. */
#include "types_i.h"

ap_ret ap_do_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_kind_repr(c, a[0], out);
}

ap_ret ap_do_str(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_kind_str(c, a[0], out);
}

ap_ret ap_do_hash(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t hash;
    (void)n;
    AP_TRY(ap_kind_hash(c, a[0], &hash));
    return ap_int_new(c, hash, out);
}

ap_ret ap_do_bool(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool truth;
    (void)n;
    AP_TRY(ap_kind_truth(c, a[0], &truth));
    *out = ap_from_bool(truth);
    return AP_OK;
}

ap_ret ap_do_len(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t len = 0;
    bool has;
    (void)n;
    AP_TRY(ap_kind_len(c, a[0], &len, &has));
    return ap_int_new(c, len, out);
}

ap_ret ap_do_iter(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_kind_iter(c, a[0], out);
}

ap_ret ap_do_reversed(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_reversed(c, a[0], out);
}

ap_ret ap_do_next(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    AP_TRY(ap_next(c, a[0], out));
    return *out ? AP_OK : ap_raise_arg(c, AP_X_StopIteration, AP_NULL);
}

ap_ret ap_do_contains(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool is = false, has;
    (void)n;
    AP_TRY(ap_kind_contains(c, a[1], a[0], &is, &has));
    *out = ap_from_bool(is);
    return AP_OK;
}

ap_ret ap_do_getitem(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_kind_getitem(c, a[0], a[1], out);
}

ap_ret ap_do_setitem(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return ap_kind_setitem(c, a[0], a[1], a[2]);
}

ap_ret ap_do_delitem(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return ap_kind_delitem(c, a[0], a[1]);
}

ap_ret ap_do_format(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    if (!ap_is_str(c, a[1]))
        return ap_raise(c, AP_X_TypeError,
                        "__format__() argument must be str, not %s",
                        ap_type_name(c, a[1]));
    return ap_kind_format(c, a[0], a[1], out);
}

/* ---- comparing ----------------------------------------------------- */

#define COMPARE(cmp, name)                                                     \
    ap_ret ap_do_##name(ap_ctx *c, ap_word *a, int n, ap_word *out)            \
    {                                                                          \
        (void)n;                                                               \
        return ap_kind_compare(c, cmp, a[0], a[1], out);                       \
    }
COMPARE(AP_CMP_EQ, eq)
COMPARE(AP_CMP_NE, ne)
COMPARE(AP_CMP_LT, lt)
COMPARE(AP_CMP_LE, le)
COMPARE(AP_CMP_GT, gt)
COMPARE(AP_CMP_GE, ge)

/* ---- operators ----------------------------------------------------- */

#define BINARY(op, name)                                                       \
    ap_ret ap_do_##name(ap_ctx *c, ap_word *a, int n, ap_word *out)            \
    {                                                                          \
        (void)n;                                                               \
        return ap_kind_binary(c, AP_BIN_##op, a[0], a[1], out);                \
    }                                                                          \
    ap_ret ap_do_r##name(ap_ctx *c, ap_word *a, int n, ap_word *out)           \
    {                                                                          \
        (void)n;                                                               \
        return ap_kind_binary(c, AP_BIN_##op, a[1], a[0], out);                \
    }                                                                          \
    ap_ret ap_do_i##name(ap_ctx *c, ap_word *a, int n, ap_word *out)           \
    {                                                                          \
        (void)n;                                                               \
        return ap_kind_inplace(c, AP_BIN_##op, a[0], a[1], out);               \
    }
AP_BINARY_DUNDERS(BINARY)

/* The number itself, without what a subclass overrides. */
static ap_ret plain_number(ap_ctx *c, ap_word w, ap_word *out)
{
    *out = w;
    if (ap_is_float(c, w))
        return ap_is_user(c, w) ? ap_float_new(c, ap_float_get(c, w), out)
                                : AP_OK;
    return ap_int_binary(c, AP_BIN_ADD, w, ap_from_small(0), out);
}

ap_ret ap_do_neg(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    AP_TRY(plain_number(c, a[0], out));
    return ap_unary(c, AP_OP_UNARY_NEGATIVE, *out, out);
}

ap_ret ap_do_pos(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return plain_number(c, a[0], out);
}

ap_ret ap_do_abs(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    AP_TRY(plain_number(c, a[0], out));
    return ap_absolute(c, *out, out);
}

ap_ret ap_do_invert(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    AP_TRY(plain_number(c, a[0], out));
    return ap_unary(c, AP_OP_UNARY_INVERT, *out, out);
}

ap_ret ap_do_int(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_is_float(c, a[0]) ? ap_int_of_float(c, ap_float_get(c, a[0]), out)
                                : plain_number(c, a[0], out);
}

ap_ret ap_do_index(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return plain_number(c, a[0], out);
}

ap_ret ap_do_float(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    double f;
    (void)n;
    if (!ap_number_get(c, a[0], &f))
        return ap_raise(c, AP_X_OverflowError,
                        "int too large to convert to float");
    return ap_float_new(c, f, out);
}

ap_ret ap_do_round(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    AP_TRY(plain_number(c, a[0], out));
    return ap_round_half_even(c, *out, n > 1 ? a[1] : AP_NULL, out);
}
