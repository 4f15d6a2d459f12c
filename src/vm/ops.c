/* Operators: + - * and the others, unary and in place.
 *
 * First the overrides, in CPython's order: the right operand's reflected
 * method where its class is a subclass of the left one's and defines it, the
 * left operand's method, then the right one's reflected. What the builtin
 * kinds do by themselves is ap_kind_binary. */
#include <string.h>

#include "types_i.h"

static const char *const signs[] = {
#define X(name, sign, dunder) sign,
    AP_BINARIES(X)
#undef X
};
static const char *const plain_names[] = {
#define X(name, sign, dunder) "__" dunder "__",
    AP_BINARIES(X)
#undef X
};
static const char *const reflected_names[] = {
#define X(name, sign, dunder) "__r" dunder "__",
    AP_BINARIES(X)
#undef X
};
static const char *const inplace_names[] = {
#define X(name, sign, dunder) "__i" dunder "__",
    AP_BINARIES(X)
#undef X
};

/* ---- builtin kinds ------------------------------------------------- */

static bool is_number(const ap_ctx *c, ap_word w)
{
    return ap_is_int(c, w) || ap_is_float(c, w);
}

static ap_ret binary_numbers(ap_ctx *c, int op, ap_word a, ap_word b,
                             ap_word *out)
{
    if (!ap_is_float(c, a) && !ap_is_float(c, b)) {
        AP_TRY(ap_int_binary(c, op, a, b, out));
        bool is_logic = op == AP_BIN_AND || op == AP_BIN_OR || op == AP_BIN_XOR;
        if (is_logic && ap_is_bool(a) && ap_is_bool(b))
            *out = ap_from_bool(*out == ap_from_small(1));
        return AP_OK;
    }
    double f, g;
    if (!ap_number_get(c, a, &f) || !ap_number_get(c, b, &g))
        return ap_raise(c, AP_X_OverflowError,
                        "int too large to convert to float");
    return ap_float_binary(c, op, f, g, out);
}

static bool is_sequence(ap_kind kind)
{
    return kind == AP_KIND_STR || kind == AP_KIND_BYTES
        || kind == AP_KIND_LIST || kind == AP_KIND_TUPLE;
}

static ap_ret join_texts(ap_ctx *c, ap_kind kind, ap_word a, ap_word b,
                         ap_word *out)
{
    ap_text s = ap_text_of(c, a), t = ap_text_of(c, b);
    if (!ap_class_is_user(c, ap_class_of(c, a)) && !t.n) {
        *out = a;
        return AP_OK;
    }
    return ap_text_join(c, kind, s, t, out);
}

static ap_ret join_items(ap_ctx *c, ap_kind kind, ap_word a, ap_word b,
                         ap_word *out)
{
    int64_t n, m;
    ap_items(c, a, &n);
    ap_items(c, b, &m);
    bool is_list = kind == AP_KIND_LIST;
    if (is_list) {
        ap_touch_walk(c, a);
        ap_touch_walk(c, b);
        AP_TRY(ap_list_new(c, n + m, out));
        ap_list_set_len(c, *out, n + m);
    } else {
        AP_TRY(ap_tuple_room(c, AP_NULL, n + m, out));
    }
    for (int64_t i = 0; i < n + m; i++) {
        const ap_slot *from = i < n ? ap_items(c, a, &n) + i
                                    : ap_items(c, b, &m) + (i - n);
        if (is_list)
            ap_list_put(c, *out, i, ap_load(from));
        else
            ap_tuple_put(c, *out, i, ap_load(from));
    }
    return AP_OK;
}

static ap_ret repeat_text(ap_ctx *c, ap_kind kind, ap_word w, int64_t times,
                          ap_word *out)
{
    ap_text t = ap_text_of(c, w);
    if (t.n && times > (int64_t)(UINT32_MAX / 4 / t.n))
        return ap_raise_arg(c, AP_X_MemoryError, AP_NULL);
    size_t n = t.n * (size_t)times;
    AP_TRY(ap_text_room(c, kind, n, out));
    char *to = (char *)(ap_body(c, *out) + AP_STR_TEXT);
    for (size_t i = 0; i < n; i += t.n)
        memcpy(to + i, t.s, t.n);
    ap_text_done(c, *out, n, t.runes * (size_t)times);
    return AP_OK;
}

static ap_ret repeat_items(ap_ctx *c, ap_kind kind, ap_word w, int64_t times,
                           ap_word *out)
{
    int64_t n;
    const ap_slot *items = ap_items(c, w, &n);
    if (n && times > (int64_t)UINT32_MAX / n)
        return ap_raise_arg(c, AP_X_MemoryError, AP_NULL);
    int64_t all = n * times;
    if (kind == AP_KIND_TUPLE) {
        AP_TRY(ap_tuple_room(c, AP_NULL, all, out));
        for (int64_t i = 0; i < all; i++)
            ap_tuple_put(c, *out, i, ap_load(items + i % n));
        return AP_OK;
    }
    ap_touch_walk(c, w);
    AP_TRY(ap_list_new(c, all, out));
    ap_list_set_len(c, *out, all);
    for (int64_t i = 0; i < all; i++)
        ap_list_put(c, *out, i, ap_load(items + i % n));
    return AP_OK;
}

static ap_ret repeat(ap_ctx *c, ap_kind kind, ap_word w, ap_word by,
                     ap_word *out)
{
    int64_t times;
    AP_TRY(ap_index(c, by, &by));
    if (!ap_int_get(c, by, &times))
        return ap_raise(c, AP_X_OverflowError,
                        "cannot fit 'int' into an index-sized integer");
    if (times < 0)
        times = 0;
    if (kind == AP_KIND_STR || kind == AP_KIND_BYTES)
        return repeat_text(c, kind, w, times, out);
    return repeat_items(c, kind, w, times, out);
}

static ap_ret merge_dicts(ap_ctx *c, ap_word a, ap_word b, ap_word *out)
{
    ap_touch_walk(c, a);
    ap_touch_walk(c, b);
    AP_TRY(ap_dict_copy(c, a, out));
    return ap_dict_take_all(c, *out, b);
}

ap_ret ap_kind_divmod(ap_ctx *c, ap_word a, ap_word b, ap_word pair[2])
{
    double f, g;
    bool any_float = ap_is_float(c, a) || ap_is_float(c, b);
    pair[0] = pair[1] = AP_NOTIMPL;
    if (!is_number(c, a) || !is_number(c, b))
        return AP_OK;
    if (any_float && ap_number_get(c, a, &f) && ap_number_get(c, b, &g)
        && g == 0)
        return ap_raise(c, AP_X_ZeroDivisionError, "float divmod()");
    AP_TRY(ap_kind_binary(c, AP_BIN_FLOORDIV, a, b, &pair[0]));
    return ap_kind_binary(c, AP_BIN_MOD, a, b, &pair[1]);
}

static bool can_index(const ap_ctx *c, ap_word w)
{
    return ap_is_int(c, w) || ap_override(c, w, "__index__");
}

static bool is_setlike(const ap_ctx *c, ap_word w)
{
    return ap_is_set(c, w)
        || (ap_is_kind(c, w, AP_KIND_VIEW)
            && ap_get(c, w, AP_VIEW_SORT) != AP_VIEW_VALUES);
}

static bool is_set_operator(int op)
{
    return op == AP_BIN_AND || op == AP_BIN_OR || op == AP_BIN_SUB
        || op == AP_BIN_XOR;
}

static ap_ret binary_sets(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out)
{
    *out = AP_NOTIMPL;
    if (!is_set_operator(op))
        return AP_OK;
    if (ap_is_set(c, a) != ap_is_set(c, b) && ap_is_set(c, a))
        return AP_OK; /* set | dict.keys(): the view's business */
    AP_TRY(ap_set_from_view(c, a, &a));
    AP_TRY(ap_set_from_view(c, b, &b));
    ap_touch_walk(c, a);
    ap_touch_walk(c, b);
    return ap_set_binary(c, op, a, b, out);
}

/* d.keys() & any iterable, and the other way round. */
static ap_ret view_with_any(ap_ctx *c, int op, ap_word a, ap_word b,
                            ap_word *out)
{
    if (ap_is_set(c, a) || ap_is_set(c, b)) /* a set and a values view */
        return AP_OK;
    ap_word *other = is_setlike(c, a) ? &b : &a;
    AP_TRY(ap_set_from(c, AP_KIND_SET, AP_NULL, *other, other));
    AP_TRY(ap_set_from_view(c, a, &a));
    AP_TRY(ap_set_from_view(c, b, &b));
    return ap_set_binary(c, op, a, b, out);
}

ap_ret ap_kind_binary(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out)
{
    *out = AP_NOTIMPL;
    if (is_number(c, a) && is_number(c, b))
        return binary_numbers(c, op, a, b, out);
    ap_kind x = ap_kind_of(c, a), y = ap_kind_of(c, b);
    if (op == AP_BIN_MOD && x == AP_KIND_STR)
        return ap_percent(c, a, b, out);
    if (op == AP_BIN_ADD && x == y && is_sequence(x))
        return x == AP_KIND_STR || x == AP_KIND_BYTES
            ? join_texts(c, x, a, b, out)
            : join_items(c, x, a, b, out);
    if (op == AP_BIN_MUL && is_sequence(x) && can_index(c, b))
        return repeat(c, x, a, b, out);
    if (op == AP_BIN_MUL && is_sequence(y) && can_index(c, a))
        return repeat(c, y, b, a, out);
    if (op == AP_BIN_OR && x == AP_KIND_DICT && y == AP_KIND_DICT)
        return merge_dicts(c, a, b, out);
    if (is_setlike(c, a) && is_setlike(c, b))
        return binary_sets(c, op, a, b, out);
    if ((x == AP_KIND_VIEW || y == AP_KIND_VIEW) && is_set_operator(op)
        && (is_setlike(c, a) || is_setlike(c, b)))
        return view_with_any(c, op, a, b, out);
    return AP_OK;
}

ap_ret ap_kind_inplace(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out)
{
    ap_kind kind = ap_kind_of(c, a);
    ap_word made;
    *out = AP_NOTIMPL;
    if (kind == AP_KIND_LIST && op == AP_BIN_ADD) {
        AP_TRY(ap_list_extend(c, a, b));
    } else if (kind == AP_KIND_LIST && op == AP_BIN_MUL && can_index(c, b)) {
        AP_TRY(repeat(c, kind, a, b, &made));
        ap_touch_whole(c, a, true);
        ap_list_become(c, a, made);
    } else if (kind == AP_KIND_SET && ap_is_set(c, b)) {
        if (!is_set_operator(op))
            return AP_OK;
        AP_TRY(ap_set_change(c, op, a, b, &made));
        ap_touch_whole(c, a, true);
        ap_set_become(c, a, made);
    } else if (kind == AP_KIND_DICT && op == AP_BIN_OR) {
        AP_TRY(ap_dict_update(c, a, b));
    } else {
        return AP_OK;
    }
    *out = a;
    return AP_OK;
}

/* ---- what does not go together ------------------------------------- */

static ap_ret refuse(ap_ctx *c, int op, bool in_place, ap_word a, ap_word b)
{
    ap_kind x = ap_kind_of(c, a), y = ap_kind_of(c, b);
    const char *s = ap_type_name(c, a), *t = ap_type_name(c, b);
    if (op == AP_BIN_ADD && x == AP_KIND_BYTES)
        return ap_raise(c, AP_X_TypeError, "can't concat %s to bytes", t);
    if (op == AP_BIN_ADD && is_sequence(x))
        return ap_raise(c, AP_X_TypeError,
                        "can only concatenate %s (not \"%s\") to %s", s, t, s);
    /* What is a container but no sequence is never repeated in place. */
    bool is_other = in_place
        && (x == AP_KIND_DICT || x == AP_KIND_SET || x == AP_KIND_FROZENSET
            || x == AP_KIND_VIEW || x == AP_KIND_RANGE
            || x == AP_KIND_INSTANCE);
    if (op == AP_BIN_MUL && !is_other && (is_sequence(x) || is_sequence(y)))
        return ap_raise(c, AP_X_TypeError,
                        "can't multiply sequence by non-int of type '%s'",
                        is_sequence(x) ? t : s);
    if (op == AP_BIN_POW)
        return ap_raise(c, AP_X_TypeError,
                        "unsupported operand type(s) for %s: '%s' and '%s'",
                        in_place ? "**=" : "** or pow()", s, t);
    return ap_raise(c, AP_X_TypeError,
                    "unsupported operand type(s) for %s%s: '%s' and '%s'",
                    signs[op], in_place ? "=" : "", s, t);
}

/* ---- overrides ----------------------------------------------------- */

static ap_ret binary_users(ap_ctx *c, int op, ap_word a, ap_word b,
                           ap_word *out)
{
    ap_word ca = ap_class_of(c, a), cb = ap_class_of(c, b);
    ap_word reflected = ca == cb ? AP_NULL
                                 : ap_override(c, b, reflected_names[op]);
    bool right_first = reflected && ap_issubclass(c, cb, ca)
        && reflected != ap_override(c, a, reflected_names[op]);
    *out = AP_NOTIMPL;
    if (right_first)
        AP_TRY(ap_call_override(c, reflected, b, &a, 1, out));
    if (*out != AP_NOTIMPL)
        return AP_OK;
    bool found;
    AP_TRY(ap_special(c, a, plain_names[op], &b, 1, out, &found));
    if (!found)
        *out = AP_NOTIMPL;
    if (*out == AP_NOTIMPL && reflected && !right_first)
        AP_TRY(ap_call_override(c, reflected, b, &a, 1, out));
    if (*out == AP_NOTIMPL && !found)
        return ap_kind_binary(c, op, a, b, out);
    return AP_OK;
}

static inline bool may_override(const ap_ctx *c, ap_word w)
{
    return ap_is_obj(w)
        && (ap_head_of(c, w)->kind == AP_KIND_NATIVE || ap_is_user(c, w));
}

static ap_ret try_inplace(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out)
{
    bool found;
    AP_TRY(ap_special(c, a, inplace_names[op], &b, 1, out, &found));
    if (found && *out != AP_NOTIMPL)
        return AP_OK;
    return ap_kind_inplace(c, op, a, b, out);
}

ap_ret ap_binary(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out)
{
    if (ap_is_small(a) && ap_is_small(b) && op != AP_BIN_MATMUL
        && op != AP_BIN_MATMUL + AP_BIN_INPLACE)
        return ap_int_binary(c, op % AP_BIN_INPLACE, a, b, out);
    bool in_place = op >= AP_BIN_INPLACE;
    op %= AP_BIN_INPLACE;
    if (in_place) {
        AP_TRY(try_inplace(c, op, a, b, out));
        if (*out != AP_NOTIMPL)
            return AP_OK;
    }
    if (may_override(c, a) || may_override(c, b))
        AP_TRY(binary_users(c, op, a, b, out));
    else
        AP_TRY(ap_kind_binary(c, op, a, b, out));
    return *out == AP_NOTIMPL ? refuse(c, op, in_place, a, b) : AP_OK;
}

/* ---- one operand --------------------------------------------------- */

static ap_ret unary_number(ap_ctx *c, char sign, ap_word a, ap_word *out)
{
    if (ap_is_float(c, a) && sign != '~') {
        double f = ap_float_get(c, a);
        return ap_float_new(c, sign == '-' ? -f : f, out);
    }
    if (!ap_is_int(c, a)) {
        *out = AP_NOTIMPL;
        return AP_OK;
    }
    if (sign == '+')
        return ap_int_binary(c, AP_BIN_ADD, a, ap_from_small(0), out);
    AP_TRY(ap_int_negate(c, a, out));
    return sign == '~'
        ? ap_int_binary(c, AP_BIN_SUB, *out, ap_from_small(1), out)
        : AP_OK;
}

static ap_ret unary_sign(ap_ctx *c, char sign, const char *name, ap_word a,
                         ap_word *out)
{
    bool found = false;
    if (may_override(c, a))
        AP_TRY(ap_special(c, a, name, NULL, 0, out, &found));
    if (found)
        return AP_OK;
    AP_TRY(unary_number(c, sign, a, out));
    if (*out == AP_NOTIMPL)
        return ap_raise(c, AP_X_TypeError,
                        "bad operand type for unary %c: '%s'", sign,
                        ap_type_name(c, a));
    return AP_OK;
}

ap_ret ap_unary(ap_ctx *c, ap_opcode op, ap_word a, ap_word *out)
{
    bool truth;
    switch (op) {
    case AP_OP_UNARY_NEGATIVE: return unary_sign(c, '-', "__neg__", a, out);
    case AP_OP_UNARY_INVERT: return unary_sign(c, '~', "__invert__", a, out);
    case AP_OP_CALL_INTRINSIC_1: return unary_sign(c, '+', "__pos__", a, out);
    default:
        AP_ASSERT(op == AP_OP_UNARY_NOT);
        AP_TRY(ap_truth(c, a, &truth));
        *out = ap_from_bool(!truth);
        return AP_OK;
    }
}

ap_ret ap_absolute(ap_ctx *c, ap_word a, ap_word *out)
{
    bool found = false;
    if (may_override(c, a))
        AP_TRY(ap_special(c, a, "__abs__", NULL, 0, out, &found));
    if (found)
        return AP_OK;
    if (ap_is_float(c, a)) {
        double f = ap_float_get(c, a);
        return ap_float_new(c, __builtin_fabs(f), out);
    }
    if (!ap_is_int(c, a))
        return ap_raise(c, AP_X_TypeError, "bad operand type for abs(): '%s'",
                        ap_type_name(c, a));
    return ap_int_sign(c, a) < 0
        ? ap_int_negate(c, a, out)
        : ap_int_binary(c, AP_BIN_ADD, a, ap_from_small(0), out);
}
