/* Methods of list and tuple. */
#include <string.h>

#include "types_i.h"

static ap_ret list_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_new(c, AP_KIND_LIST, a[0], 2, out);
}

static ap_ret list_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word items, fresh;
    *out = AP_NONE;
    AP_TRY(ap_list_new(c, 0, &fresh));
    if (n > 1) {
        AP_TRY(ap_listed(c, a[1], &items));
        int64_t len;
        const ap_slot *from = ap_items(c, items, &len);
        AP_TRY(ap_list_of(c, from, len, &fresh));
    }
    ap_list_become(c, a[0], fresh);
    return AP_OK;
}

static ap_ret append(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    AP_TRY(ap_list_append(c, a[0], a[1]));
    ap_touch_whole(c, a[0], true);
    return AP_OK;
}

static ap_ret extend(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return ap_list_extend(c, a[0], a[1]);
}

static ap_ret insert(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t at, len;
    AP_TRY(ap_index_exact(c, a[1], &at));
    len = ap_list_len(c, a[0]);
    if (at < 0)
        at = at + len < 0 ? 0 : at + len;
    if (at > len)
        at = len;
    (void)n;
    *out = AP_NONE;
    AP_TRY(ap_list_reserve(c, a[0], len + 1));
    ap_touch_whole(c, a[0], true);
    ap_publish_into(c, a[0], a[2]);
    ap_list_set_len(c, a[0], len + 1);
    for (int64_t i = len; i > at; i--)
        ap_list_put(c, a[0], i, ap_list_at(c, a[0], i - 1));
    ap_list_put(c, a[0], at, a[2]);
    return AP_OK;
}

static ap_ret pop(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t len, at = -1;
    if (n > 1)
        AP_TRY(ap_index_exact(c, a[1], &at));
    len = ap_list_len(c, a[0]);
    ap_touch_whole(c, a[0], true);
    if (!len)
        return ap_raise(c, AP_X_IndexError, "pop from empty list");
    if (at < 0)
        at += len;
    if (at < 0 || at >= len)
        return ap_raise(c, AP_X_IndexError, "pop index out of range");
    *out = ap_list_at(c, a[0], at);
    ap_list_cut(c, a[0], at);
    return AP_OK;
}

/* -> the first index in [from, to) whose item equals w, -1. */
static ap_ret find(ap_ctx *c, ap_word seq, ap_word w, int64_t from, int64_t to,
                   int64_t *at)
{
    int64_t len = to;
    bool same = false;
    for (*at = from; *at < to && *at < len; ++*at) {
        const ap_slot *items = ap_items(c, seq, &len);
        if (*at >= len)
            break;
        AP_TRY(ap_equal(c, ap_load(items + *at), w, &same));
        if (same)
            return AP_OK;
    }
    *at = -1;
    return AP_OK;
}

static ap_ret remove_item(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t at;
    (void)n;
    AP_TRY(find(c, a[0], a[1], 0, INT64_MAX, &at));
    if (at < 0)
        return ap_raise(c, AP_X_ValueError, "list.remove(x): x not in list");
    ap_touch_whole(c, a[0], true);
    ap_list_cut(c, a[0], at);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret clear(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_touch_whole(c, a[0], true);
    ap_list_set_len(c, a[0], 0);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret copy(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t len;
    (void)n;
    const ap_slot *items = ap_items(c, a[0], &len);
    ap_touch_whole(c, a[0], false);
    return ap_list_of(c, items, len, out);
}

static ap_ret reverse(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t len = ap_list_len(c, a[0]);
    (void)n;
    ap_touch_whole(c, a[0], true);
    for (int64_t i = 0, j = len - 1; i < j; i++, j--) {
        ap_word w = ap_list_at(c, a[0], i);
        ap_list_put(c, a[0], i, ap_list_at(c, a[0], j));
        ap_list_put(c, a[0], j, w);
    }
    *out = AP_NONE;
    return AP_OK;
}

static bool is_changed(const ap_ctx *c, ap_word list, ap_word copy_of)
{
    int64_t n, m;
    const ap_slot *x = ap_items(c, list, &n), *y = ap_items(c, copy_of, &m);
    for (int64_t i = 0; n == m && i < n; i++)
        if (ap_load(x + i) != ap_load(y + i))
            return true;
    return n != m;
}

/* "self, *, key=, reverse=" */
static ap_ret sort(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool down = false;
    ap_word before, sorted;
    (void)n;
    if (a[2])
        AP_TRY(ap_truth(c, a[2], &down));
    AP_TRY(ap_sort(c, a[0], a[1] == AP_NONE ? AP_NULL : a[1], down, &before,
                   &sorted));
    if (is_changed(c, a[0], before))
        return ap_raise(c, AP_X_ValueError, "list modified during sort");
    ap_touch_whole(c, a[0], true);
    ap_list_become(c, a[0], sorted);
    *out = AP_NONE;
    return AP_OK;
}

/* An end of index()'s range: clamped like a slice's. */
static ap_ret bound(ap_ctx *c, ap_word w, int64_t len, int64_t *at)
{
    AP_TRY(ap_index_clamp(c, w, at));
    if (*at < 0)
        *at = *at + len < 0 ? 0 : *at + len;
    return AP_OK;
}

static ap_ret index_of(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t len, from = 0, to = INT64_MAX, at;
    ap_items(c, a[0], &len);
    if (n > 2)
        AP_TRY(bound(c, a[2], len, &from));
    if (n > 3)
        AP_TRY(bound(c, a[3], len, &to));
    if (ap_is_list(c, a[0]))
        ap_touch_walk(c, a[0]);
    AP_TRY(find(c, a[0], a[1], from, to, &at));
    if (at >= 0)
        return ap_int_new(c, at, out);
    if (ap_is_tuple(c, a[0]))
        return ap_raise(c, AP_X_ValueError, "tuple.index(x): x not in tuple");
    ap_word repr;
    AP_TRY(ap_repr(c, a[1], &repr));
    return ap_raise(c, AP_X_ValueError, "%s is not in list",
                    ap_str_bytes(c, repr, NULL));
}

static ap_ret count(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t total = 0, len = 1;
    (void)n;
    if (ap_is_list(c, a[0]))
        ap_touch_walk(c, a[0]);
    for (int64_t i = 0; i < len; i++) {
        bool same = false;
        const ap_slot *items = ap_items(c, a[0], &len);
        if (i < len)
            AP_TRY(ap_equal(c, ap_load(items + i), a[1], &same));
        total += same;
    }
    return ap_int_new(c, total, out);
}

const ap_native_fn ap_list_methods[] = {
    {"__new__", list_new, 1, -1, NULL, 0},
    {"__init__", list_init, 1, 2, NULL, 0},
    {"append", append, 2, 2, NULL, AP_FN_UNCHECKED},
    {"extend", extend, 2, 2, NULL, 0},
    {"insert", insert, 3, 3, NULL, 0},
    {"pop", pop, 1, 2, NULL, 0},
    {"remove", remove_item, 2, 2, NULL, 0},
    {"clear", clear, 1, 1, NULL, 0},
    {"copy", copy, 1, 1, NULL, 0},
    {"reverse", reverse, 1, 1, NULL, 0},
    {"sort", sort, 0, 0, "self, *, key=, reverse=", 0},
    {"index", index_of, 2, 4, NULL, 0},
    {"count", count, 2, 2, NULL, 0},
    AP_ROW(repr, 1), AP_ROW(len, 1), AP_ROW(iter, 1), AP_ROW(contains, 2),
    AP_ROW(getitem, 2), AP_ROW(setitem, 3), AP_ROW(delitem, 2), AP_ROW(eq, 2),
    AP_ROW(ne, 2), AP_ROW(lt, 2), AP_ROW(le, 2), AP_ROW(gt, 2), AP_ROW(ge, 2),
    AP_ROW(add, 2), AP_ROW(mul, 2), AP_ROW(rmul, 2), AP_ROW(iadd, 2),
    AP_ROW(imul, 2), AP_ROW(reversed, 1),
    {0}};

/* ---- tuple --------------------------------------------------------- */

static ap_ret tuple_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word items = AP_NULL;
    int64_t len = 0;
    if (n > 1 && ap_is_tuple(c, a[1]) && !ap_is_user(c, a[1])
        && !ap_class_is_user(c, a[0])) {
        *out = a[1];
        return AP_OK;
    }
    if (n > 1)
        AP_TRY(ap_listed(c, a[1], &items));
    const ap_slot *from = items ? ap_items(c, items, &len) : NULL;
    AP_TRY(ap_tuple_room(c, a[0], len, out));
    for (int64_t i = 0; i < len; i++)
        ap_tuple_put(c, *out, i, ap_load(from + i));
    return AP_OK;
}

const ap_native_fn ap_tuple_methods[] = {
    {"__new__", tuple_new, 1, 2, NULL, 0},
    {"index", index_of, 2, 4, NULL, 0},
    {"count", count, 2, 2, NULL, 0},
    AP_ROW(repr, 1), AP_ROW(len, 1), AP_ROW(iter, 1), AP_ROW(contains, 2),
    AP_ROW(getitem, 2), AP_ROW(eq, 2), AP_ROW(ne, 2), AP_ROW(lt, 2),
    AP_ROW(le, 2), AP_ROW(gt, 2), AP_ROW(ge, 2), AP_ROW(hash, 1),
    AP_ROW(add, 2), AP_ROW(mul, 2), AP_ROW(rmul, 2),
    {0}};
