/* What threads share of itertools: count, cycle and repeat, one step an item,
 * as in CPython where they are C. The others are generators that show as
 * classes of their own (py/itertools.py). */
#include "lib_i.h"

#include <string.h>

/* ---- count ---------------------------------------------------------- */

enum { REF_NEXT, REF_STEP };

static ap_ret count_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word start = a[1] ? a[1] : ap_from_small(0);
    ap_word step = a[2] ? a[2] : ap_from_small(1);
    double ignored;
    *out = AP_NONE;
    if (!ap_number_get(c, start, &ignored) || !ap_number_get(c, step, &ignored))
        return ap_raise(c, AP_X_TypeError, "a number is required");
    lib_ref_set(c, a[0], REF_NEXT, start);
    lib_ref_set(c, a[0], REF_STEP, step);
    return AP_OK;
}

static ap_ret self_itself(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)n;
    *out = a[0];
    return AP_OK;
}

/* Small ints here, other numbers by their own __add__. */
static ap_ret sum(ap_ctx *c, ap_word x, ap_word y, ap_word *out)
{
    ap_word add;
    int64_t i, k, s;
    if (ap_is_small(x) && ap_is_small(y)) {
        i = ap_small(x);
        k = ap_small(y);
        if (!__builtin_add_overflow(i, k, &s))
            return ap_int_new(c, s, out);
    }
    if (ap_is_float(c, y) && !ap_is_float(c, x)) {
        ap_word swap = x;
        x = y;
        y = swap;
    }
    AP_TRY(ap_attr_get(c, x, "__add__", &add));
    return ap_sub(c, add, &y, 1, AP_NULL, out);
}

static ap_ret count_next(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word now = lib_ref(c, a[0], REF_NEXT), next;
    AP_TRY(sum(c, now, lib_ref(c, a[0], REF_STEP), &next));
    ap_touch(c, AP_AT_WHOLE, a[0], AP_NULL, true, true);
    lib_ref_set(c, a[0], REF_NEXT, next);
    ap_publish_into(c, a[0], next);
    *out = now;
    return AP_OK;
}

static ap_ret count_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word next, step = lib_ref(c, a[0], REF_STEP);
    AP_TRY(ap_repr(c, lib_ref(c, a[0], REF_NEXT), &next));
    if (step == ap_from_small(1))
        return ap_str_fmt(c, out, "count(%s)", ap_str_bytes(c, next, NULL));
    AP_TRY(ap_repr(c, step, &step));
    return ap_str_fmt(c, out, "count(%s, %s)", ap_str_bytes(c, next, NULL),
                      ap_str_bytes(c, step, NULL));
}

static const ap_native_fn count_methods[] = {
    {.name = "__init__", .fn = count_init, .params = "self, start=, step="},
    {.name = "__iter__", .fn = self_itself, .min = 1, .max = 1},
    {.name = "__next__", .fn = count_next, .min = 1, .max = 1},
    {.name = "__repr__", .fn = count_repr, .min = 1, .max = 1},
    {.name = NULL}};

/* ---- cycle ---------------------------------------------------------- */

enum { RAW_POSITION };
enum { REF_ITEMS };

static ap_ret cycle_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word all, items;
    AP_TRY(ap_sub_list(c, a[1], &all));
    bool is_tuple = ap_is_tuple(c, all);
    int64_t len = is_tuple ? ap_tuple_len(c, all) : ap_list_len(c, all);
    AP_TRY(ap_list_new(c, len, &items));
    for (int64_t i = 0; i < len; i++)
        AP_TRY(ap_list_append(c, items, is_tuple ? ap_tuple_at(c, all, (int)i)
                                                 : ap_list_at(c, all, i)));
    lib_ref_set(c, a[0], REF_ITEMS, items);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret cycle_next(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word items = lib_ref(c, a[0], REF_ITEMS);
    int64_t len = ap_list_len(c, items), at = lib_raw(c, a[0], RAW_POSITION);
    if (len == 0)
        return ap_raise_arg(c, AP_X_StopIteration, AP_NULL);
    ap_touch(c, AP_AT_WHOLE, a[0], AP_NULL, true, true);
    lib_raw_set(c, a[0], RAW_POSITION, (at + 1) % len);
    *out = ap_list_at(c, items, at);
    return AP_OK;
}

static const ap_native_fn cycle_methods[] = {
    {.name = "__init__", .fn = cycle_init, .min = 2, .max = 2},
    {.name = "__iter__", .fn = self_itself, .min = 1, .max = 1},
    {.name = "__next__", .fn = cycle_next, .min = 1, .max = 1},
    {.name = NULL}};

/* ---- repeat --------------------------------------------------------- */

enum { RAW_LEFT }; /* -1: for ever */
enum { REF_OBJECT };

static ap_ret repeat_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t times = -1;
    if (a[2])
        AP_TRY(ap_lib_int(c, a[2], &times));
    lib_raw_set(c, a[0], RAW_LEFT, a[2] && times < 0 ? 0 : times);
    lib_ref_set(c, a[0], REF_OBJECT, a[1]);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret repeat_next(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t left = lib_raw(c, a[0], RAW_LEFT);
    if (left == 0)
        return ap_raise_arg(c, AP_X_StopIteration, AP_NULL);
    if (left > 0) {
        ap_touch(c, AP_AT_WHOLE, a[0], AP_NULL, true, true);
        lib_raw_set(c, a[0], RAW_LEFT, left - 1);
    }
    *out = lib_ref(c, a[0], REF_OBJECT);
    return AP_OK;
}

static ap_ret repeat_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word text;
    int64_t left = lib_raw(c, a[0], RAW_LEFT);
    AP_TRY(ap_repr(c, lib_ref(c, a[0], REF_OBJECT), &text));
    const char *s = ap_str_bytes(c, text, NULL);
    return left < 0 ? ap_str_fmt(c, out, "repeat(%s)", s)
                    : ap_str_fmt(c, out, "repeat(%s, %lld)", s,
                                 (long long)left);
}

static const ap_native_fn repeat_methods[] = {
    {.name = "__init__", .fn = repeat_init, .params = "self, object, times="},
    {.name = "__iter__", .fn = self_itself, .min = 1, .max = 1},
    {.name = "__next__", .fn = repeat_next, .min = 1, .max = 1},
    {.name = "__repr__", .fn = repeat_repr, .min = 1, .max = 1},
    {.name = NULL}};

/* ---- generators in classes of their own ----------------------------- */

/* _shape(generator, class): the generator, whose class is now that one. Its
 * body is what makes it a generator; the class is what type() shows. */
static ap_ret fn_shape(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    AP_ASSERT(strcmp(ap_type_name(c, a[0]), "generator") == 0);
    ap_head_of(c, a[0])->class_ = (uint32_t)(a[1] / 16);
    *out = a[0];
    return AP_OK;
}

static const ap_native_fn functions[] = {
    {.name = "_shape", .fn = fn_shape, .min = 2, .max = 2}, {.name = NULL}};

static const ap_native_class classes[] = {
    {.name = "count", .refs = 2, .methods = count_methods,
     .shown = "itertools.count"},
    {.name = "cycle", .raw = 1, .refs = 1, .methods = cycle_methods,
     .shown = "itertools.cycle"},
    {.name = "repeat", .raw = 1, .refs = 1, .methods = repeat_methods,
     .shown = "itertools.repeat"},
    {.name = NULL}};

const ap_native_module ap_lib_itertools = {.name = "itertools",
                                           .functions = functions,
                                           .classes = classes};
