/* len, in, and obj[key] in its three forms, for the builtin kinds and for
 * classes that override them. */
#include <string.h>

#include "rune_i.h"
#include "types_i.h"

/* ---- len ----------------------------------------------------------- */

ap_ret ap_kind_len(ap_ctx *c, ap_word w, int64_t *n, bool *has)
{
    *has = true;
    switch (ap_kind_of(c, w)) {
    case AP_KIND_STR:
    case AP_KIND_BYTES: *n = (int64_t)ap_text_of(c, w).runes; return AP_OK;
    case AP_KIND_TUPLE: *n = ap_tuple_len(c, w); return AP_OK;
    case AP_KIND_LIST:
        ap_touch_whole(c, w, false);
        *n = ap_list_len(c, w);
        return AP_OK;
    case AP_KIND_DICT:
        ap_touch_whole(c, w, false);
        *n = ap_dict_len(c, w);
        return AP_OK;
    case AP_KIND_VIEW:
        ap_touch_whole(c, ap_get(c, w, AP_VIEW_DICT), false);
        *n = ap_dict_len(c, ap_get(c, w, AP_VIEW_DICT));
        return AP_OK;
    case AP_KIND_SET:
    case AP_KIND_FROZENSET:
        ap_touch_whole(c, w, false);
        *n = ap_set_len(c, w);
        return AP_OK;
    case AP_KIND_RANGE:
        if (!ap_int_get(c, ap_get(c, w, AP_RANGE_LEN), n))
            return ap_raise(c, AP_X_OverflowError,
                            "Python int too large to convert to C ssize_t");
        return AP_OK;
    default: *has = false; return AP_OK;
    }
}

static ap_ret len_by_method(ap_ctx *c, ap_word method, ap_word w, int64_t *n)
{
    ap_word got;
    AP_TRY(ap_call_override(c, method, w, NULL, 0, &got));
    AP_TRY(ap_index(c, got, &got));
    if (ap_int_sign(c, got) < 0)
        return ap_raise(c, AP_X_ValueError, "__len__() should return >= 0");
    if (!ap_int_get(c, got, n))
        return ap_raise(c, AP_X_OverflowError,
                        "cannot fit 'int' into an index-sized integer");
    return AP_OK;
}

ap_ret ap_len(ap_ctx *c, ap_word w, int64_t *out)
{
    ap_word method = ap_override(c, w, "__len__");
    bool has;
    if (method && method != AP_NONE)
        return len_by_method(c, method, w, out);
    AP_TRY(ap_kind_len(c, w, out, &has));
    if (!has && ap_has_class_method(c, w, "__class_len__")) {
        AP_TRY(ap_class_method(c, w, "__class_len__", NULL, 0, &method));
        ap_int_get(c, method, out);
        return AP_OK;
    }
    if (!has)
        return ap_raise(c, AP_X_TypeError, "object of type '%s' has no len()",
                        ap_type_name(c, w));
    return AP_OK;
}

/* ---- in ------------------------------------------------------------ */

static ap_ret among_items(ap_ctx *c, ap_word item, ap_word w, bool *is)
{
    int64_t n = 1;
    *is = false;
    for (int64_t i = 0; !*is && i < n; i++) {
        const ap_slot *items = ap_items(c, w, &n);
        if (i < n)
            AP_TRY(ap_equal(c, ap_load(items + i), item, is));
    }
    return AP_OK;
}

static ap_ret in_text(ap_ctx *c, ap_word item, ap_word w, bool *is)
{
    if (!ap_is_str(c, item))
        return ap_raise(c, AP_X_TypeError,
                        "'in <string>' requires string as left operand, not %s",
                        ap_type_name(c, item));
    ap_text t = ap_text_of(c, w), part = ap_text_of(c, item);
    *is = memmem(t.s, t.n, part.s, part.n) != NULL;
    return AP_OK;
}

static ap_ret in_bytes(ap_ctx *c, ap_word item, ap_word w, bool *is)
{
    ap_text t = ap_text_of(c, w);
    int64_t byte;
    if (ap_is_kind(c, item, AP_KIND_BYTES)) {
        ap_text part = ap_text_of(c, item);
        *is = memmem(t.s, t.n, part.s, part.n) != NULL;
        return AP_OK;
    }
    if (!ap_int_get(c, item, &byte))
        return ap_raise(c, AP_X_TypeError,
                        "a bytes-like object is required, not '%s'",
                        ap_type_name(c, item));
    if (byte < 0 || byte > 255)
        return ap_raise(c, AP_X_ValueError, "byte must be in range(0, 256)");
    *is = memchr(t.s, (int)byte, t.n) != NULL;
    return AP_OK;
}

static ap_ret in_dict(ap_ctx *c, ap_word key, ap_word d, bool *is)
{
    ap_word v;
    AP_TRY(ap_dict_get(c, d, key, &v));
    ap_touch_item(c, d, key, false);
    *is = v != AP_NULL;
    return AP_OK;
}

static ap_ret in_view(ap_ctx *c, ap_word item, ap_word w, bool *is)
{
    ap_word d = ap_get(c, w, AP_VIEW_DICT), v;
    *is = false;
    if (ap_get(c, w, AP_VIEW_SORT) == AP_VIEW_KEYS)
        return in_dict(c, item, d, is);
    if (ap_get(c, w, AP_VIEW_SORT) == AP_VIEW_VALUES) {
        ap_word items;
        AP_TRY(ap_sub_list(c, w, &items));
        return among_items(c, item, items, is);
    }
    if (!ap_is_tuple(c, item) || ap_tuple_len(c, item) != 2)
        return AP_OK;
    AP_TRY(ap_dict_get(c, d, ap_tuple_at(c, item, 0), &v));
    return v ? ap_equal(c, v, ap_tuple_at(c, item, 1), is) : AP_OK;
}

static ap_ret in_range(ap_ctx *c, ap_word item, ap_word w, bool *is)
{
    if (ap_is_int(c, item))
        return ap_range_contains(c, w, item, is);
    ap_word items;
    AP_TRY(ap_sub_list(c, w, &items));
    return among_items(c, item, items, is);
}

ap_ret ap_kind_contains(ap_ctx *c, ap_word item, ap_word w, bool *is, bool *has)
{
    *has = true;
    switch (ap_kind_of(c, w)) {
    case AP_KIND_STR: return in_text(c, item, w, is);
    case AP_KIND_BYTES: return in_bytes(c, item, w, is);
    case AP_KIND_LIST: ap_touch_walk(c, w); return among_items(c, item, w, is);
    case AP_KIND_TUPLE: return among_items(c, item, w, is);
    case AP_KIND_DICT: return in_dict(c, item, w, is);
    case AP_KIND_VIEW: return in_view(c, item, w, is);
    case AP_KIND_RANGE: return in_range(c, item, w, is);
    case AP_KIND_SET:
    case AP_KIND_FROZENSET:
        ap_touch_item(c, w, item, false);
        return ap_set_has(c, w, item, is);
    default: *has = false; return AP_OK;
    }
}

static ap_ret is_sought(ap_ctx *c, const void *arg, ap_word item, bool *stop)
{
    return ap_equal(c, item, *(const ap_word *)arg, stop);
}

ap_ret ap_contains(ap_ctx *c, ap_word item, ap_word container, bool *out)
{
    ap_word method = ap_override(c, container, "__contains__"), got;
    bool has = false;
    if (ap_has_class_method(c, container, "__class_contains__")) {
        AP_TRY(ap_class_method(c, container, "__class_contains__", &item, 1,
                               &got));
        return ap_truth(c, got, out);
    }
    if (method && method != AP_NONE) {
        AP_TRY(ap_call_override(c, method, container, &item, 1, &got));
        return ap_truth(c, got, out);
    }
    if (!ap_override(c, container, "__iter__"))
        AP_TRY(ap_kind_contains(c, item, container, out, &has));
    if (has)
        return AP_OK;
    ap_kind kind = ap_kind_of(c, container);
    bool can = kind == AP_KIND_ITER || kind == AP_KIND_GENERATOR
        || ap_has_class_method(c, container, "__class_iter__")
        || ap_override(c, container, "__iter__")
        || ap_override(c, container, "__getitem__");
    if (!can)
        return ap_raise(c, AP_X_TypeError,
                        "argument of type '%s' is not iterable",
                        ap_type_name(c, container));
    return ap_walk(c, container, is_sought, &item, out);
}

/* ---- obj[key] ------------------------------------------------------ */

/* An index into n items; `what` opens the messages ("list"). */
static ap_ret index_into(ap_ctx *c, ap_word key, int64_t n, const char *what,
                         const char *out_of_range, int64_t *at)
{
    if (ap_is_small(key)) {
        *at = ap_small(key);
    } else {
        if (!ap_is_int(c, key) && !ap_override(c, key, "__index__"))
            return ap_raise(c, AP_X_TypeError,
                            "%s indices must be integers or slices, not %s",
                            what, ap_type_name(c, key));
        AP_TRY(ap_index(c, key, &key));
        if (!ap_int_get(c, key, at))
            return ap_raise(c, AP_X_IndexError,
                            "cannot fit 'int' into an index-sized integer");
    }
    if (*at < 0)
        *at += n;
    if (*at < 0 || *at >= n)
        return ap_raise(c, AP_X_IndexError, "%s", out_of_range);
    return AP_OK;
}

static ap_ret slice_items(ap_ctx *c, ap_word w, ap_word slice, ap_word *out)
{
    int64_t n, start, stop, step, count;
    const ap_slot *items = ap_items(c, w, &n);
    bool is_list = ap_is_list(c, w);
    AP_TRY(ap_slice_bounds(c, slice, n, &start, &stop, &step, &count));
    if (!is_list && step == 1 && count == n && !ap_is_user(c, w)) {
        *out = w;
        return AP_OK;
    }
    if (is_list) {
        ap_touch_whole(c, w, false);
        AP_TRY(ap_list_new(c, count, out));
        ap_list_set_len(c, *out, count);
    } else {
        AP_TRY(ap_tuple_room(c, AP_NULL, count, out));
    }
    for (int64_t i = 0; i < count; i++) {
        ap_word item = ap_load(items + start + i * step);
        if (is_list)
            ap_list_put(c, *out, i, item);
        else
            ap_tuple_put(c, *out, i, item);
    }
    return AP_OK;
}

static ap_ret item_of(ap_ctx *c, ap_word w, ap_word key, ap_word *out)
{
    if (ap_is_kind(c, key, AP_KIND_SLICE))
        return slice_items(c, w, key, out);
    int64_t n, at;
    bool is_list = ap_is_list(c, w);
    const ap_slot *items = ap_items(c, w, &n);
    AP_TRY(index_into(c, key, n, is_list ? "list" : "tuple",
                      is_list ? "list index out of range"
                              : "tuple index out of range",
                      &at));
    *out = ap_load(items + at);
    if (is_list)
        ap_touch_item(c, w, ap_from_small(at), false);
    return AP_OK;
}

static ap_ret missing(ap_ctx *c, ap_word d, ap_word key, ap_word *out)
{
    bool found;
    AP_TRY(ap_special(c, d, "__missing__", &key, 1, out, &found));
    return found ? AP_OK : ap_raise_arg(c, AP_X_KeyError, key);
}

static ap_ret value_of(ap_ctx *c, ap_word d, ap_word key, ap_word *out)
{
    AP_TRY(ap_dict_get(c, d, key, out));
    ap_touch_item(c, d, key, false);
    return *out ? AP_OK : missing(c, d, key, out);
}

static ap_ret byte_of(ap_ctx *c, ap_word w, ap_word key, ap_word *out)
{
    ap_text t = ap_text_of(c, w);
    int64_t at;
    if (ap_is_kind(c, key, AP_KIND_SLICE))
        return ap_str_slice(c, w, key, out);
    AP_TRY(index_into(c, key, (int64_t)t.n, "byte", "index out of range", &at));
    *out = ap_from_small((unsigned char)t.s[at]);
    return AP_OK;
}

static ap_ret rune_of(ap_ctx *c, ap_word w, ap_word key, ap_word *out)
{
    ap_text t = ap_text_of(c, w);
    int64_t at;
    int used;
    if (ap_is_kind(c, key, AP_KIND_SLICE))
        return ap_str_slice(c, w, key, out);
    if (!ap_is_int(c, key) && !ap_override(c, key, "__index__"))
        return ap_raise(c, AP_X_TypeError,
                        "string indices must be integers, not '%s'",
                        ap_type_name(c, key));
    AP_TRY(index_into(c, key, (int64_t)t.runes, "string",
                      "string index out of range", &at));
    size_t byte = ap_text_offset(t, (size_t)at);
    return ap_rune_new(c, ap_utf8_decode(t.s + byte, t.n - byte, &used), out);
}

static ap_ret in_range_at(ap_ctx *c, ap_word w, ap_word key, ap_word *out)
{
    if (ap_is_kind(c, key, AP_KIND_SLICE))
        return ap_range_slice(c, w, key, out);
    int64_t n, at;
    ap_word len = ap_get(c, w, AP_RANGE_LEN);
    bool is_short = ap_int_get(c, len, &n);
    if (!ap_is_int(c, key) || (is_short && ap_int_get(c, key, &at))) {
        AP_TRY(index_into(c, key, is_short ? n : INT64_MAX, "range",
                          "range object index out of range", &at));
        return ap_range_item(c, w, ap_from_small(at), out);
    }
    if (ap_int_sign(c, key) < 0)
        AP_TRY(ap_int_binary(c, AP_BIN_ADD, key, len, &key));
    if (ap_int_sign(c, key) < 0 || ap_int_compare(c, key, len) >= 0)
        return ap_raise(c, AP_X_IndexError,
                        "range object index out of range");
    return ap_range_item(c, w, key, out);
}

ap_ret ap_kind_getitem(ap_ctx *c, ap_word w, ap_word key, ap_word *out)
{
    switch (ap_kind_of(c, w)) {
    case AP_KIND_LIST:
    case AP_KIND_TUPLE: return item_of(c, w, key, out);
    case AP_KIND_DICT: return value_of(c, w, key, out);
    case AP_KIND_STR: return rune_of(c, w, key, out);
    case AP_KIND_BYTES: return byte_of(c, w, key, out);
    case AP_KIND_RANGE: return in_range_at(c, w, key, out);
    default: break;
    }
    if (!ap_is_kind(c, w, AP_KIND_CLASS))
        return ap_raise(c, AP_X_TypeError, "'%s' object is not subscriptable",
                        ap_type_name(c, w));
    /* list[int] and the like stand in annotations: the class itself. */
    *out = w;
    if (!ap_class_is_user(c, w))
        return AP_OK;
    return ap_raise(c, AP_X_TypeError, "type '%s' is not subscriptable",
                    ap_str_bytes(c, ap_get(c, w, AP_CLASS_NAME), NULL));
}

static ap_ret getitem_by_class(ap_ctx *c, ap_word w, ap_word key, bool *found,
                               ap_word *out)
{
    ap_word name = ap_interned(c, "__class_getitem__");
    ap_word method = name ? ap_type_lookup(c, w, name) : AP_NULL;
    *found = method != AP_NULL;
    if (!method)
        return AP_OK;
    if (ap_is_kind(c, method, AP_KIND_CLASSMETHOD))
        method = ap_get(c, method, 0);
    ap_word args[2] = {w, key};
    return ap_sub(c, method, args, 2, AP_NULL, out);
}

ap_ret ap_getitem(ap_ctx *c, ap_word obj, ap_word key, ap_word *out)
{
    bool found;
    AP_TRY(ap_special(c, obj, "__getitem__", &key, 1, out, &found));
    if (!found && ap_is_kind(c, obj, AP_KIND_CLASS)
        && ap_class_is_user(c, obj))
        AP_TRY(getitem_by_class(c, obj, key, &found, out));
    return found ? AP_OK : ap_kind_getitem(c, obj, key, out);
}

/* ---- obj[key] = v -------------------------------------------------- */

/* list[start:stop:step] = items */
static ap_ret put_slice(ap_ctx *c, ap_word w, ap_word slice, ap_word v)
{
    int64_t n, m, start, stop, step, count;
    ap_word items, fresh;
    if (!ap_is_list(c, v) && !ap_is_tuple(c, v)) {
        ap_ret r = ap_sub_list(c, v, &items);
        if (r == AP_RAISE && ap_raised_is(c, AP_X_TypeError)
            && !ap_override(c, v, "__iter__")) {
            ap_clear(c);
            return ap_raise(c, AP_X_TypeError, "can only assign an iterable");
        }
        AP_TRY(r);
    } else {
        items = v;
    }
    AP_TRY(ap_slice_bounds(c, slice, ap_list_len(c, w), &start, &stop, &step,
                           &count));
    const ap_slot *from = ap_items(c, items, &m);
    const ap_slot *old = ap_items(c, w, &n);
    if (step != 1 && m != count)
        return ap_raise(c, AP_X_ValueError,
                        "attempt to assign sequence of size %lld to extended "
                        "slice of size %lld",
                        (long long)m, (long long)count);
    if (step == 1) {
        AP_TRY(ap_list_new(c, n - count + m, &fresh));
        ap_list_set_len(c, fresh, n - count + m);
        for (int64_t i = 0; i < n - count + m; i++)
            ap_list_put(c, fresh, i,
                        i < start           ? ap_load(old + i)
                            : i < start + m ? ap_load(from + (i - start))
                                            : ap_load(old + (i - m + count)));
    } else {
        AP_TRY(ap_list_of(c, old, n, &fresh));
        for (int64_t i = 0; i < m; i++)
            ap_list_put(c, fresh, start + i * step, ap_load(from + i));
    }
    ap_touch_whole(c, w, true);
    ap_list_become(c, w, fresh);
    return AP_OK;
}

static ap_ret put_item(ap_ctx *c, ap_word w, ap_word key, ap_word v)
{
    if (ap_is_kind(c, key, AP_KIND_SLICE))
        return put_slice(c, w, key, v);
    int64_t n, at;
    ap_items(c, w, &n);
    AP_TRY(index_into(c, key, n, "list", "list assignment index out of range",
                      &at));
    ap_touch_item(c, w, ap_from_small(at), true);
    ap_publish_into(c, w, v);
    ap_list_put(c, w, at, v);
    return AP_OK;
}

/* Has its type CPython's table of sequence functions (tp_as_sequence)? Two
 * texts of one error depend on it. */
static bool is_like_sequence(const ap_ctx *c, ap_word w)
{
    switch (ap_kind_of(c, w)) {
    case AP_KIND_STR: case AP_KIND_BYTES: case AP_KIND_TUPLE:
    case AP_KIND_SET: case AP_KIND_FROZENSET: case AP_KIND_RANGE:
    case AP_KIND_VIEW: case AP_KIND_INSTANCE:
        return true;
    default:
        return ap_is_user(c, w);
    }
}

/* An index that no sequence could have is told before the rest. */
static ap_ret check_index(ap_ctx *c, ap_word w, ap_word key)
{
    int64_t at;
    if (is_like_sequence(c, w) && ap_is_int(c, key) && !ap_int_get(c, key, &at))
        return ap_raise(c, AP_X_IndexError,
                        "cannot fit 'int' into an index-sized integer");
    return AP_OK;
}

ap_ret ap_kind_setitem(ap_ctx *c, ap_word w, ap_word key, ap_word v)
{
    switch (ap_kind_of(c, w)) {
    case AP_KIND_LIST: return put_item(c, w, key, v);
    case AP_KIND_DICT:
        AP_TRY(ap_dict_set(c, w, key, v));
        ap_touch_item(c, w, key, true);
        return AP_OK;
    default:
        AP_TRY(check_index(c, w, key));
        return ap_raise(c, AP_X_TypeError,
                        "'%s' object does not support item assignment",
                        ap_type_name(c, w));
    }
}

ap_ret ap_setitem(ap_ctx *c, ap_word obj, ap_word key, ap_word value)
{
    ap_word args[2] = {key, value}, none;
    bool found;
    AP_TRY(ap_special(c, obj, "__setitem__", args, 2, &none, &found));
    return found ? AP_OK : ap_kind_setitem(c, obj, key, value);
}

/* ---- del obj[key] -------------------------------------------------- */

static ap_ret drop_slice(ap_ctx *c, ap_word w, ap_word slice)
{
    int64_t n, start, stop, step, count;
    ap_word fresh;
    AP_TRY(ap_slice_bounds(c, slice, ap_list_len(c, w), &start, &stop, &step,
                           &count));
    if (step < 0) { /* the same items, from the lowest up */
        start += (count - 1) * step;
        step = -step;
    }
    const ap_slot *old = ap_items(c, w, &n);
    AP_TRY(ap_list_new(c, n - count, &fresh));
    ap_list_set_len(c, fresh, n - count);
    int64_t to = 0;
    for (int64_t i = 0; i < n; i++) {
        bool drop = count > 0 && i >= start && (i - start) % step == 0
            && (i - start) / step < count;
        if (!drop)
            ap_list_put(c, fresh, to++, ap_load(old + i));
    }
    ap_touch_whole(c, w, true);
    ap_list_become(c, w, fresh);
    return AP_OK;
}

static ap_ret drop_item(ap_ctx *c, ap_word w, ap_word key)
{
    if (ap_is_kind(c, key, AP_KIND_SLICE))
        return drop_slice(c, w, key);
    int64_t n, at;
    ap_items(c, w, &n);
    AP_TRY(index_into(c, key, n, "list", "list assignment index out of range",
                      &at));
    ap_touch_whole(c, w, true);
    ap_list_cut(c, w, at);
    return AP_OK;
}

ap_ret ap_kind_delitem(ap_ctx *c, ap_word w, ap_word key)
{
    bool found;
    switch (ap_kind_of(c, w)) {
    case AP_KIND_LIST: return drop_item(c, w, key);
    case AP_KIND_DICT:
        AP_TRY(ap_dict_del(c, w, key, &found));
        ap_touch_item(c, w, key, true);
        return found ? AP_OK : ap_raise_arg(c, AP_X_KeyError, key);
    default:
        AP_TRY(check_index(c, w, key));
        return ap_raise(c, AP_X_TypeError,
                        "'%s' object %s support item deletion",
                        ap_type_name(c, w),
                        is_like_sequence(c, w) && ap_is_int(c, key)
                            ? "doesn't" : "does not");
    }
}

ap_ret ap_delitem(ap_ctx *c, ap_word obj, ap_word key)
{
    ap_word none;
    bool found;
    AP_TRY(ap_special(c, obj, "__delitem__", &key, 1, &none, &found));
    return found ? AP_OK : ap_kind_delitem(c, obj, key);
}
