/* Methods of dict and of its views. */
#include "types_i.h"

static ap_ret dict_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_new(c, AP_KIND_DICT, a[0], 4, out);
}

/* a: self, the iterable or AP_NULL, keywords; into a fresh dict. */
static ap_ret gather(ap_ctx *c, const ap_word *a, ap_word *out)
{
    ap_word source;
    *out = a[2];
    if (!a[1])
        return AP_OK;
    AP_TRY(ap_dict_from(c, a[1], &source));
    AP_TRY(ap_dict_copy(c, source, out));
    return ap_dict_take_all(c, *out, a[2]);
}

static ap_ret bind_one(ap_ctx *c, ap_word *a, const char *name, ap_word *b)
{
    int n = ap_tuple_len(c, a[1]);
    if (n > 1)
        return ap_raise(c, AP_X_TypeError,
                        "%s expected at most 1 argument, got %d", name, n);
    b[0] = a[0];
    b[1] = n ? ap_tuple_at(c, a[1], 0) : AP_NULL;
    b[2] = a[2];
    return AP_OK;
}

/* "self, *args, **kwargs" */
static ap_ret dict_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word b[3], fresh;
    (void)n;
    *out = AP_NONE;
    AP_TRY(bind_one(c, a, "dict", b));
    AP_TRY(gather(c, b, &fresh));
    if (ap_dict_len(c, a[0]))
        return ap_dict_update(c, a[0], fresh);
    ap_dict_become(c, a[0], fresh);
    return AP_OK;
}

static ap_ret update(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word b[3];
    (void)n;
    *out = AP_NONE;
    AP_TRY(bind_one(c, a, "update", b));
    if (b[1])
        AP_TRY(ap_dict_update(c, a[0], b[1]));
    return ap_dict_update(c, a[0], b[2]);
}

static ap_ret get(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    AP_TRY(ap_dict_get(c, a[0], a[1], out));
    ap_touch_item(c, a[0], a[1], false);
    if (!*out)
        *out = n > 2 ? a[2] : AP_NONE;
    return AP_OK;
}

static ap_ret setdefault(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    AP_TRY(ap_dict_get(c, a[0], a[1], out));
    if (c->event)
        ap_touch(c, AP_AT_ITEM, a[0], a[1], true, true);
    if (*out)
        return AP_OK;
    *out = n > 2 ? a[2] : AP_NONE;
    return ap_dict_set(c, a[0], a[1], *out);
}

static ap_ret pop(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t hash, i = -1;
    if (ap_dict_len(c, a[0])) { /* else even a list is only no key */
        AP_TRY(ap_hash_of(c, a[1], &hash));
        AP_TRY(ap_dict_find(c, a[0], a[1], hash, &i));
    }
    if (c->event)
        ap_touch(c, AP_AT_ITEM, a[0], a[1], true, true);
    if (i < 0 && n < 3)
        return ap_raise_arg(c, AP_X_KeyError, a[1]);
    *out = i < 0 ? a[2] : ap_load(ap_dict_value_at(c, a[0], i));
    if (i >= 0)
        ap_dict_drop(c, a[0], i);
    return AP_OK;
}

static ap_ret popitem(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t i = ap_dict_entries(c, a[0]) - 1;
    (void)n;
    ap_touch_whole(c, a[0], true);
    while (i >= 0 && !ap_dict_key_at(c, a[0], i))
        i--;
    if (i < 0)
        return ap_raise(c, AP_X_KeyError, "popitem(): dictionary is empty");
    ap_word pair[2] = {ap_dict_key_at(c, a[0], i),
                       ap_load(ap_dict_value_at(c, a[0], i))};
    AP_TRY(ap_tuple_new(c, pair, 2, out));
    ap_dict_drop(c, a[0], i);
    return AP_OK;
}

static ap_ret clear(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_touch_whole(c, a[0], true);
    ap_dict_clear(c, a[0]);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret copy(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_touch_whole(c, a[0], false);
    return ap_dict_copy(c, a[0], out);
}

static ap_ret view(ap_ctx *c, ap_word dict, int sort, ap_word *out)
{
    ap_word class_ = ap_class_of_kind(c, AP_CLASS_OF_VIEWS + sort);
    AP_TRY(ap_new(c, AP_KIND_VIEW, class_, AP_VIEW_WORDS, out));
    ap_set(c, *out, AP_VIEW_SORT, (ap_word)sort);
    ap_set(c, *out, AP_VIEW_DICT, dict);
    return AP_OK;
}

static ap_ret keys(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return view(c, a[0], AP_VIEW_KEYS, out);
}

static ap_ret values(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return view(c, a[0], AP_VIEW_VALUES, out);
}

static ap_ret items(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return view(c, a[0], AP_VIEW_ITEMS, out);
}

/* a: class, keys, value */
static ap_ret fromkeys(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word list;
    int64_t len;
    AP_TRY(ap_listed(c, a[1], &list));
    AP_TRY(ap_new(c, AP_KIND_DICT, a[0], 4, out));
    ap_items(c, list, &len);
    for (int64_t i = 0; i < len; i++)
        AP_TRY(ap_dict_set(c, *out, ap_load(ap_items(c, list, &len) + i),
                           n > 2 ? a[2] : AP_NONE));
    return AP_OK;
}

const ap_native_fn ap_dict_methods[] = {
    {"__new__", dict_new, 0, 0, "cls, *args, **kwargs", 0},
    {"__init__", dict_init, 0, 0, "self, *args, **kwargs", 0},
    {"update", update, 0, 0, "self, *args, **kwargs", 0},
    {"get", get, 2, 3, NULL, 0},
    {"setdefault", setdefault, 2, 3, NULL, 0},
    {"pop", pop, 2, 3, NULL, 0},
    {"popitem", popitem, 1, 1, NULL, 0},
    {"clear", clear, 1, 1, NULL, 0},
    {"copy", copy, 1, 1, NULL, 0},
    {"keys", keys, 1, 1, NULL, 0},
    {"values", values, 1, 1, NULL, 0},
    {"items", items, 1, 1, NULL, 0},
    {"fromkeys", fromkeys, 2, 3, NULL, AP_FN_CLASS},
    AP_ROW(repr, 1), AP_ROW(len, 1), AP_ROW(iter, 1), AP_ROW(contains, 2),
    AP_ROW(getitem, 2), AP_ROW(setitem, 3), AP_ROW(delitem, 2), AP_ROW(eq, 2),
    AP_ROW(ne, 2), AP_ROW(or, 2), AP_ROW(ror, 2), AP_ROW(ior, 2),
    AP_ROW(reversed, 1),
    {0}};

static ap_ret view_mapping(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_get(c, a[0], AP_VIEW_DICT);
    return AP_OK;
}

static ap_ret view_isdisjoint(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word both;
    AP_TRY(ap_kind_binary(c, AP_BIN_AND, a[0], a[1], &both));
    if (both == AP_NOTIMPL)
        return ap_raise(c, AP_X_TypeError, "'%s' object is not iterable",
                        ap_type_name(c, a[1]));
    *out = ap_from_bool(ap_set_len(c, both) == 0);
    return AP_OK;
}

const ap_native_fn ap_view_methods[] = {
    {"mapping", view_mapping, 1, 1, NULL, AP_FN_GETTER},
    {"isdisjoint", view_isdisjoint, 2, 2, NULL, 0},
    AP_ROW(repr, 1), AP_ROW(len, 1), AP_ROW(iter, 1), AP_ROW(contains, 2),
    AP_ROW(eq, 2), AP_ROW(ne, 2), AP_ROW(lt, 2), AP_ROW(le, 2), AP_ROW(gt, 2),
    AP_ROW(ge, 2), AP_ROW(and, 2), AP_ROW(or, 2), AP_ROW(sub, 2),
    AP_ROW(xor, 2), AP_ROW(reversed, 1),
    {0}};
