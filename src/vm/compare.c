/* Comparing: == < and the like, truth, hash, with CPython's rules for who is
 * asked first: the right operand where its class is a subclass of the left
 * one's, else the left; then the other; then identity for == and !=. */
#include <string.h>

#include "types_i.h"

static const char *const method_names[] = {
    [AP_CMP_LT] = "__lt__", [AP_CMP_LE] = "__le__", [AP_CMP_EQ] = "__eq__",
    [AP_CMP_NE] = "__ne__", [AP_CMP_GT] = "__gt__", [AP_CMP_GE] = "__ge__"};
static const char *const signs[] = {"<", "<=", "==", "!=", ">", ">="};

static int mirrored(int cmp)
{
    static const int mirror[] = {
        [AP_CMP_LT] = AP_CMP_GT, [AP_CMP_LE] = AP_CMP_GE,
        [AP_CMP_EQ] = AP_CMP_EQ, [AP_CMP_NE] = AP_CMP_NE,
        [AP_CMP_GT] = AP_CMP_LT, [AP_CMP_GE] = AP_CMP_LE};
    return mirror[cmp];
}

/* What an order of -1, 0, 1 (2: not ordered) means for an operator. */
static ap_word answer(int cmp, int order)
{
    if (order == 2)
        return ap_from_bool(cmp == AP_CMP_NE);
    switch (cmp) {
    case AP_CMP_LT: return ap_from_bool(order < 0);
    case AP_CMP_LE: return ap_from_bool(order <= 0);
    case AP_CMP_EQ: return ap_from_bool(order == 0);
    case AP_CMP_NE: return ap_from_bool(order != 0);
    case AP_CMP_GT: return ap_from_bool(order > 0);
    default: return ap_from_bool(order >= 0);
    }
}

/* ---- builtin kinds ------------------------------------------------- */

/* UTF-8 sorts like its code points. */
static int text_order(const ap_ctx *c, ap_word a, ap_word b)
{
    ap_text s = ap_text_of(c, a), t = ap_text_of(c, b);
    int order = memcmp(s.s, t.s, s.n < t.n ? s.n : t.n);
    if (order == 0)
        return (s.n > t.n) - (s.n < t.n);
    return order < 0 ? -1 : 1;
}

/* Lists and tuples: the first pair that differs decides. */
static ap_ret compare_items(ap_ctx *c, int cmp, ap_word a, ap_word b,
                            ap_word *out)
{
    int64_t n, m;
    ap_items(c, a, &n);
    ap_items(c, b, &m);
    bool is_equality = cmp == AP_CMP_EQ || cmp == AP_CMP_NE;
    if (is_equality && n != m) {
        *out = ap_from_bool(cmp == AP_CMP_NE);
        return AP_OK;
    }
    for (int64_t i = 0; i < n && i < m; i++) {
        const ap_slot *x = ap_items(c, a, &n), *y = ap_items(c, b, &m);
        ap_word p = ap_load(x + i), q = ap_load(y + i);
        bool same;
        AP_TRY(ap_equal(c, p, q, &same));
        if (!same && is_equality) {
            *out = ap_from_bool(cmp == AP_CMP_NE);
            return AP_OK;
        }
        if (!same)
            return ap_compare(c, cmp, p, q, out);
    }
    *out = answer(cmp, (n > m) - (n < m));
    return AP_OK;
}

static ap_ret dicts_equal(ap_ctx *c, ap_word a, ap_word b, bool *is)
{
    *is = ap_dict_len(c, a) == ap_dict_len(c, b);
    int64_t n = ap_dict_entries(c, a), at;
    for (int64_t i = 0; *is && i < n; i++) {
        ap_word key = ap_dict_key_at(c, a, i);
        if (!key)
            continue;
        AP_TRY(ap_dict_find(c, b, key, ap_dict_hash_at(c, a, i), &at));
        if (at < 0)
            *is = false;
        else
            AP_TRY(ap_equal(c, ap_load(ap_dict_value_at(c, a, i)),
                            ap_load(ap_dict_value_at(c, b, at)), is));
    }
    return AP_OK;
}

static ap_ret ranges_equal(ap_ctx *c, ap_word a, ap_word b, bool *is)
{
    ap_word n = ap_get(c, a, AP_RANGE_LEN);
    AP_TRY(ap_equal(c, n, ap_get(c, b, AP_RANGE_LEN), is));
    if (!*is || ap_int_sign(c, n) == 0)
        return AP_OK;
    AP_TRY(ap_equal(c, ap_get(c, a, AP_RANGE_START),
                    ap_get(c, b, AP_RANGE_START), is));
    if (!*is || n == ap_from_small(1))
        return AP_OK;
    return ap_equal(c, ap_get(c, a, AP_RANGE_STEP),
                    ap_get(c, b, AP_RANGE_STEP), is);
}

static ap_ret words_equal(ap_ctx *c, ap_word a, ap_word b, int n, bool *is)
{
    *is = true;
    for (int i = 0; *is && i < n; i++)
        AP_TRY(ap_equal(c, ap_get(c, a, i), ap_get(c, b, i), is));
    return AP_OK;
}

static ap_ret compare_sets(ap_ctx *c, int cmp, ap_word a, ap_word b,
                           ap_word *out)
{
    bool is;
    AP_TRY(ap_set_from_view(c, a, &a));
    AP_TRY(ap_set_from_view(c, b, &b));
    if (!ap_is_set(c, a) || !ap_is_set(c, b)) {
        *out = AP_NOTIMPL;
        return AP_OK;
    }
    AP_TRY(ap_set_compare(c, cmp, a, b, &is));
    *out = ap_from_bool(is);
    return AP_OK;
}

/* Kinds that know only == and !=. */
static ap_ret equal_kinds(ap_ctx *c, ap_kind kind, ap_word a, ap_word b,
                          bool *is, bool *knows)
{
    *knows = true;
    switch (kind) {
    case AP_KIND_DICT:
        ap_touch_walk(c, a);
        ap_touch_walk(c, b);
        return dicts_equal(c, a, b, is);
    case AP_KIND_RANGE: return ranges_equal(c, a, b, is);
    case AP_KIND_SLICE: return words_equal(c, a, b, AP_SLICE_WORDS, is);
    case AP_KIND_METHOD:
        *is = ap_get(c, a, 0) == ap_get(c, b, 0)
            && ap_get(c, a, 1) == ap_get(c, b, 1);
        return AP_OK;
    case AP_KIND_CFUNC:
        *is = ap_get(c, a, AP_CFUNC_NUMBER) == ap_get(c, b, AP_CFUNC_NUMBER)
            && ap_get(c, a, AP_CFUNC_SELF) == ap_get(c, b, AP_CFUNC_SELF);
        return AP_OK;
    default: *knows = false; return AP_OK;
    }
}

static ap_ret compare_same_kind(ap_ctx *c, int cmp, ap_kind kind, ap_word a,
                                ap_word b, ap_word *out)
{
    bool is = false, knows;
    switch (kind) {
    case AP_KIND_STR:
    case AP_KIND_BYTES: *out = answer(cmp, text_order(c, a, b)); return AP_OK;
    case AP_KIND_LIST:
        ap_touch_walk(c, a);
        ap_touch_walk(c, b);
        return compare_items(c, cmp, a, b, out);
    case AP_KIND_TUPLE: return compare_items(c, cmp, a, b, out);
    default: break;
    }
    *out = AP_NOTIMPL;
    if (cmp != AP_CMP_EQ && cmp != AP_CMP_NE)
        return AP_OK;
    AP_TRY(equal_kinds(c, kind, a, b, &is, &knows));
    if (knows)
        *out = ap_from_bool(is == (cmp == AP_CMP_EQ));
    return AP_OK;
}

static ap_ret compare_kinds(ap_ctx *c, int cmp, ap_word a, ap_word b,
                            ap_word *out)
{
    ap_kind x = ap_kind_of(c, a), y = ap_kind_of(c, b);
    *out = AP_NOTIMPL;
    if ((ap_is_int(c, a) || x == AP_KIND_FLOAT)
        && (ap_is_int(c, b) || y == AP_KIND_FLOAT)) {
        *out = answer(cmp, ap_number_compare(c, a, b));
        return AP_OK;
    }
    bool sets = (ap_is_set(c, a) || x == AP_KIND_VIEW)
        && (ap_is_set(c, b) || y == AP_KIND_VIEW);
    if (sets)
        return compare_sets(c, cmp, a, b, out);
    return x == y && x ? compare_same_kind(c, cmp, x, a, b, out) : AP_OK;
}

ap_ret ap_kind_compare(ap_ctx *c, int cmp, ap_word a, ap_word b, ap_word *out)
{
    AP_TRY(ap_enter(c, " in comparison"));
    ap_ret r = compare_kinds(c, cmp, a, b, out);
    ap_leave(c);
    return r;
}

/* ---- overrides ----------------------------------------------------- */

/* a's own opinion. Without __ne__ it is the contrary of __eq__'s. */
static ap_ret ask(ap_ctx *c, int cmp, ap_word a, ap_word b, ap_word *out)
{
    bool found;
    AP_TRY(ap_special(c, a, method_names[cmp], &b, 1, out, &found));
    if (found)
        return AP_OK;
    if (cmp == AP_CMP_NE) {
        AP_TRY(ap_special(c, a, "__eq__", &b, 1, out, &found));
        bool is;
        if (found && *out != AP_NOTIMPL) {
            AP_TRY(ap_truth(c, *out, &is));
            *out = ap_from_bool(!is);
        }
        if (found)
            return AP_OK;
    }
    return ap_kind_compare(c, cmp, a, b, out);
}

static ap_ret compare_users(ap_ctx *c, int cmp, ap_word a, ap_word b,
                            ap_word *out)
{
    ap_word ca = ap_class_of(c, a), cb = ap_class_of(c, b);
    bool right_first = ca != cb && ap_issubclass(c, cb, ca)
        && ap_override(c, b, method_names[mirrored(cmp)]);
    if (right_first) {
        AP_TRY(ask(c, mirrored(cmp), b, a, out));
        if (*out != AP_NOTIMPL)
            return AP_OK;
    }
    AP_TRY(ask(c, cmp, a, b, out));
    if (*out != AP_NOTIMPL || right_first)
        return AP_OK;
    return ask(c, mirrored(cmp), b, a, out);
}

static inline bool may_override(const ap_ctx *c, ap_word w)
{
    return ap_is_obj(w)
        && (ap_head_of(c, w)->kind == AP_KIND_NATIVE || ap_is_user(c, w));
}

ap_ret ap_compare(ap_ctx *c, int cmp, ap_word a, ap_word b, ap_word *out)
{
    if (ap_is_small(a) && ap_is_small(b)) {
        *out = answer(cmp, ap_int_compare(c, a, b));
        return AP_OK;
    }
    if (may_override(c, a) || may_override(c, b))
        AP_TRY(compare_users(c, cmp, a, b, out));
    else
        AP_TRY(ap_kind_compare(c, cmp, a, b, out));
    if (*out != AP_NOTIMPL)
        return AP_OK;
    if (cmp == AP_CMP_EQ || cmp == AP_CMP_NE) {
        *out = ap_from_bool((a == b) == (cmp == AP_CMP_EQ));
        return AP_OK;
    }
    return ap_raise(c, AP_X_TypeError,
                    "'%s' not supported between instances of '%s' and '%s'",
                    signs[cmp], ap_type_name(c, a), ap_type_name(c, b));
}

ap_ret ap_equal(ap_ctx *c, ap_word w, ap_word v, bool *out)
{
    *out = true;
    if (w == v)
        return AP_OK;
    ap_word answered;
    AP_TRY(ap_compare(c, AP_CMP_EQ, w, v, &answered));
    return ap_truth(c, answered, out);
}

/* ---- truth --------------------------------------------------------- */

ap_ret ap_kind_truth(ap_ctx *c, ap_word w, bool *out)
{
    int64_t n = 1;
    bool has;
    *out = true;
    if (ap_is_int(c, w))
        *out = ap_int_sign(c, w) != 0;
    else if (ap_is_float(c, w))
        *out = ap_float_get(c, w) != 0;
    else if (w == AP_NONE)
        *out = false;
    else if (ap_is_obj(w)) {
        AP_TRY(ap_kind_len(c, w, &n, &has));
        *out = !has || n != 0;
    }
    return AP_OK;
}

ap_ret ap_truth(ap_ctx *c, ap_word w, bool *out)
{
    if (!may_override(c, w)) {
        if (ap_is_bool(w)) {
            *out = w == AP_TRUE;
            return AP_OK;
        }
        return ap_kind_truth(c, w, out);
    }
    ap_word answered;
    bool found;
    AP_TRY(ap_special(c, w, "__bool__", NULL, 0, &answered, &found));
    if (found && !ap_is_bool(answered))
        return ap_raise(c, AP_X_TypeError,
                        "__bool__ should return bool, returned %s",
                        ap_type_name(c, answered));
    if (found) {
        *out = answered == AP_TRUE;
        return AP_OK;
    }
    if (!ap_override(c, w, "__len__"))
        return ap_kind_truth(c, w, out);
    int64_t n;
    AP_TRY(ap_len(c, w, &n));
    *out = n != 0;
    return AP_OK;
}

/* ---- hash ---------------------------------------------------------- */

/* CPython's tuple hash (xxHash's mixing), so that sets of tuples of numbers
 * iterate in the same order. */
static ap_ret tuple_hash(ap_ctx *c, ap_word w, int64_t *out)
{
    uint64_t acc = 2870177450012600261u;
    int n = ap_tuple_len(c, w);
    for (int i = 0; i < n; i++) {
        int64_t h;
        AP_TRY(ap_hash_of(c, ap_tuple_at(c, w, i), &h));
        acc += (uint64_t)h * 14029467366897019727u;
        acc = acc << 31 | acc >> 33;
        acc *= 11400714785074694791u;
    }
    acc += (uint64_t)n ^ (2870177450012600261u ^ 3527539u);
    *out = acc == UINT64_MAX ? 1546275796 : (int64_t)acc;
    return AP_OK;
}

/* The same for every order of the items. */
static int64_t frozenset_hash(const ap_ctx *c, ap_word w)
{
    uint64_t h = 0;
    int64_t each;
    for (int64_t i = 0, n = ap_set_slots(c, w); i < n; i++)
        if (ap_set_key_at(c, w, i, &each)) {
            uint64_t x = (uint64_t)each;
            h ^= ((x ^ 89869747u) ^ x << 16) * 3644798167u;
        }
    h ^= ((uint64_t)ap_set_len(c, w) + 1) * 1927868237u;
    h ^= h >> 11 ^ h >> 25;
    h = h * 69069u + 907133923u;
    return h == UINT64_MAX ? 590923713 : (int64_t)h;
}

static ap_ret range_hash(ap_ctx *c, ap_word w, int64_t *out)
{
    ap_word part[3] = {ap_get(c, w, AP_RANGE_LEN), AP_NONE, AP_NONE}, t;
    if (ap_int_sign(c, part[0]) != 0)
        part[1] = ap_get(c, w, AP_RANGE_START);
    if (part[1] != AP_NONE && part[0] != ap_from_small(1))
        part[2] = ap_get(c, w, AP_RANGE_STEP);
    AP_TRY(ap_tuple_new(c, part, 3, &t));
    return tuple_hash(c, t, out);
}

ap_ret ap_kind_hash(ap_ctx *c, ap_word w, int64_t *out)
{
    if (ap_is_int(c, w)) {
        *out = ap_int_hash(c, w);
        return AP_OK;
    }
    if (w == AP_NONE) {
        *out = 0xfca86420; /* CPython 3.12's */
        return AP_OK;
    }
    switch (ap_kind_of(c, w)) {
    case AP_KIND_FLOAT:
        *out = ap_float_hash(ap_float_get(c, w));
        return AP_OK;
    case AP_KIND_STR:
    case AP_KIND_BYTES: *out = (int64_t)ap_get(c, w, AP_STR_HASH); return AP_OK;
    case AP_KIND_TUPLE: {
        AP_TRY(ap_enter(c, ""));
        ap_ret r = tuple_hash(c, w, out);
        ap_leave(c);
        return r;
    }
    case AP_KIND_FROZENSET: *out = frozenset_hash(c, w); return AP_OK;
    case AP_KIND_RANGE: return range_hash(c, w, out);
    case AP_KIND_LIST:
    case AP_KIND_DICT:
    case AP_KIND_SET:
    case AP_KIND_VIEW:
        return ap_raise(c, AP_X_TypeError, "unhashable type: '%s'",
                        ap_type_name(c, w));
    default: *out = ap_id_of(c, w) >> 4; return AP_OK;
    }
}

/* A class that defines __eq__ without __hash__ has none. */
static bool loses_hash(const ap_ctx *c, ap_word w)
{
    ap_word mro = ap_get(c, ap_class_of(c, w), AP_CLASS_MRO);
    ap_word eq = ap_interned(c, "__eq__"), hash = ap_interned(c, "__hash__");
    for (int i = 0; i < ap_tuple_len(c, mro); i++) {
        ap_word dict = ap_get(c, ap_tuple_at(c, mro, i), AP_CLASS_DICT);
        if (!ap_class_is_user(c, ap_tuple_at(c, mro, i))
            || ap_dict_find_str(c, dict, hash) >= 0)
            return false;
        if (ap_dict_find_str(c, dict, eq) >= 0)
            return true;
    }
    return false;
}

ap_ret ap_hash_of(ap_ctx *c, ap_word w, int64_t *out)
{
    if (!may_override(c, w))
        return ap_kind_hash(c, w, out);
    ap_word method = ap_override(c, w, "__hash__"), h;
    if (method == AP_NONE || loses_hash(c, w))
        return ap_raise(c, AP_X_TypeError, "unhashable type: '%s'",
                        ap_type_name(c, w));
    if (!method)
        return ap_kind_hash(c, w, out);
    AP_TRY(ap_call_override(c, method, w, NULL, 0, &h));
    if (!ap_is_int(c, h))
        return ap_raise(c, AP_X_TypeError,
                        "__hash__ method should return an integer");
    if (!ap_int_get(c, h, out))
        *out = ap_int_hash(c, h);
    if (*out == -1)
        *out = -2;
    return AP_OK;
}
