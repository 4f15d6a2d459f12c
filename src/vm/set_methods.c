/* Methods of set and frozenset. Those that take iterables make sets of them
 * first; those that change the set work on a copy and swap it in at the end. */
#include "types_i.h"

static ap_ret set_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_set_new(c, AP_KIND_SET, a[0], out);
}

static ap_ret set_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word fresh;
    *out = AP_NONE;
    if (n > 1)
        AP_TRY(ap_set_from(c, AP_KIND_SET, AP_NULL, a[1], &fresh));
    else
        AP_TRY(ap_set_new(c, AP_KIND_SET, AP_NULL, &fresh));
    ap_set_become(c, a[0], fresh);
    return AP_OK;
}

static ap_ret frozenset_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    if (n < 2)
        return ap_set_new(c, AP_KIND_FROZENSET, a[0], out);
    if (ap_is_kind(c, a[1], AP_KIND_FROZENSET) && !ap_is_user(c, a[1])
        && !ap_class_is_user(c, a[0])) {
        *out = a[1];
        return AP_OK;
    }
    return ap_set_from(c, AP_KIND_FROZENSET, a[0], a[1], out);
}

static ap_ret add(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    AP_TRY(ap_set_add(c, a[0], a[1]));
    if (c->event)
        ap_touch(c, AP_AT_ITEM, a[0], a[1], true, true);
    return AP_OK;
}

static ap_ret take_out(ap_ctx *c, ap_word *a, bool *had)
{
    ap_word key = a[1];
    if (ap_is_kind(c, key, AP_KIND_SET) && !ap_is_user(c, key))
        AP_TRY(ap_set_copy(c, AP_KIND_FROZENSET, AP_NULL, key, &key));
    AP_TRY(ap_set_discard(c, a[0], key, had));
    if (c->event)
        ap_touch(c, AP_AT_ITEM, a[0], a[1], true, true);
    return AP_OK;
}

static ap_ret discard(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool had;
    (void)n;
    *out = AP_NONE;
    return take_out(c, a, &had);
}

static ap_ret remove_key(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool had;
    (void)n;
    *out = AP_NONE;
    AP_TRY(take_out(c, a, &had));
    return had ? AP_OK : ap_raise_arg(c, AP_X_KeyError, a[1]);
}

static ap_ret pop(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_touch_whole(c, a[0], true);
    return ap_set_pop(c, a[0], out);
}

static ap_ret clear(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_touch_whole(c, a[0], true);
    ap_set_clear(c, a[0]);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret copy(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_touch_whole(c, a[0], false);
    return ap_set_copy(c, ap_kind_of(c, a[0]), AP_NULL, a[0], out);
}

/* ---- with other iterables ------------------------------------------ */

/* self op each of the others, one after another. */
static ap_ret combine(ap_ctx *c, int op, ap_word *a, int n, ap_word *out)
{
    ap_touch_walk(c, a[0]);
    AP_TRY(ap_set_copy(c, ap_kind_of(c, a[0]), AP_NULL, a[0], out));
    for (int i = 1; i < n; i++) {
        ap_word other = a[i];
        if (!ap_is_set(c, other) && op != AP_BIN_OR && op != AP_BIN_AND)
            AP_TRY(ap_set_from(c, AP_KIND_SET, AP_NULL, other, &other));
        if (op == AP_BIN_OR)
            AP_TRY(ap_set_change(c, op, *out, other, out));
        else if (op == AP_BIN_AND)
            AP_TRY(ap_set_meet(c, *out, other, out));
        else
            AP_TRY(ap_set_binary(c, op, *out, other, out));
    }
    if (op == AP_BIN_OR && ap_is_kind(c, a[0], AP_KIND_FROZENSET))
        return ap_set_copy(c, AP_KIND_FROZENSET, AP_NULL, *out, out);
    return AP_OK;
}

static ap_ret combine_in_place(ap_ctx *c, int op, ap_word *a, int n,
                               ap_word *out)
{
    ap_word made = a[0];
    ap_ret r = AP_OK;
    for (int i = 1; i < n && r == AP_OK; i++)
        r = ap_set_change(c, op, made, a[i], &made);
    if (r != AP_OK && r != AP_RAISE)
        return r;
    ap_touch_whole(c, a[0], true);
    if (made != a[0]) /* what came before an exception stays */
        ap_set_become(c, a[0], made);
    *out = AP_NONE;
    return r;
}

#define COMBINE(name, op)                                                      \
    static ap_ret name(ap_ctx *c, ap_word *a, int n, ap_word *out)             \
    {                                                                          \
        return combine(c, op, a, n, out);                                      \
    }                                                                          \
    static ap_ret name##_update(ap_ctx *c, ap_word *a, int n, ap_word *out)    \
    {                                                                          \
        return combine_in_place(c, op, a, n, out);                             \
    }
COMBINE(union_of, AP_BIN_OR)
COMBINE(intersection, AP_BIN_AND)
COMBINE(difference, AP_BIN_SUB)
COMBINE(symmetric_difference, AP_BIN_XOR)

static ap_ret compared(ap_ctx *c, int cmp, ap_word *a, ap_word *out)
{
    bool is;
    ap_word other = a[1];
    if (!ap_is_set(c, other))
        AP_TRY(ap_set_from(c, AP_KIND_SET, AP_NULL, other, &other));
    ap_touch_walk(c, a[0]);
    AP_TRY(ap_set_compare(c, cmp, a[0], other, &is));
    *out = ap_from_bool(is);
    return AP_OK;
}

static ap_ret issubset(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return compared(c, AP_CMP_LE, a, out);
}

static ap_ret issuperset(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return compared(c, AP_CMP_GE, a, out);
}

static ap_ret isdisjoint(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word both;
    AP_TRY(combine(c, AP_BIN_AND, a, n, &both));
    *out = ap_from_bool(ap_set_len(c, both) == 0);
    return AP_OK;
}

#define BOTH_SORTS                                                             \
    {"copy", copy, 1, 1, NULL, 0}, {"union", union_of, 1, -1, NULL, 0},        \
        {"intersection", intersection, 1, -1, NULL, 0},                        \
        {"difference", difference, 1, -1, NULL, 0},                            \
        {"symmetric_difference", symmetric_difference, 2, 2, NULL, 0},         \
        {"issubset", issubset, 2, 2, NULL, 0},                                 \
        {"issuperset", issuperset, 2, 2, NULL, 0},                             \
        {"isdisjoint", isdisjoint, 2, 2, NULL, 0}, AP_ROW(repr, 1),            \
        AP_ROW(len, 1), AP_ROW(iter, 1), AP_ROW(contains, 2), AP_ROW(eq, 2),   \
        AP_ROW(ne, 2), AP_ROW(lt, 2), AP_ROW(le, 2), AP_ROW(gt, 2),            \
        AP_ROW(ge, 2), AP_ROW(and, 2), AP_ROW(or, 2), AP_ROW(sub, 2),          \
        AP_ROW(xor, 2)

const ap_native_fn ap_set_methods[] = {
    {"__new__", set_new, 1, -1, NULL, 0},
    {"__init__", set_init, 1, 2, NULL, 0},
    {"add", add, 2, 2, NULL, 0},
    {"discard", discard, 2, 2, NULL, 0},
    {"remove", remove_key, 2, 2, NULL, 0},
    {"pop", pop, 1, 1, NULL, 0},
    {"clear", clear, 1, 1, NULL, 0},
    {"update", union_of_update, 1, -1, NULL, 0},
    {"intersection_update", intersection_update, 1, -1, NULL, 0},
    {"difference_update", difference_update, 1, -1, NULL, 0},
    {"symmetric_difference_update", symmetric_difference_update, 2, 2, NULL, 0},
    BOTH_SORTS, AP_ROW(iand, 2), AP_ROW(ior, 2), AP_ROW(isub, 2),
    AP_ROW(ixor, 2),
    {0}};

const ap_native_fn ap_frozenset_methods[] = {
    {"__new__", frozenset_new, 1, 2, NULL, 0},
    BOTH_SORTS, AP_ROW(hash, 1),
    {0}};
