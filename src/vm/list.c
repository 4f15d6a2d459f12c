/* Lists: a length and an ARRAY with room to grow.
 *
 * A list without room has no array (AP_NULL). Readers take the array first
 * and never look beyond its end, whatever the length says meanwhile. */
#include "types_i.h"

static int64_t room_of(const ap_ctx *c, ap_word array)
{
    return array ? (int64_t)ap_head_of(c, array)->units - 2 : 0;
}

bool ap_is_list(const ap_ctx *c, ap_word w)
{
    return ap_is_kind(c, w, AP_KIND_LIST);
}

ap_ret ap_list_new(ap_ctx *c, int64_t room, ap_word *out)
{
    ap_word array = AP_NULL;
    if (room > 0)
        AP_TRY(ap_array_new(c, room, &array));
    AP_TRY(ap_new(c, AP_KIND_LIST, AP_NULL, 2, out));
    ap_set(c, *out, AP_LIST_ITEMS, array);
    return AP_OK;
}

int64_t ap_list_len(const ap_ctx *c, ap_word list)
{
    return (int64_t)ap_get(c, list, AP_LIST_LEN);
}

const ap_slot *ap_items(const ap_ctx *c, ap_word w, int64_t *n)
{
    if (ap_is_tuple(c, w)) {
        *n = ap_tuple_len(c, w);
        return ap_body(c, w) + 1;
    }
    ap_word array = ap_get(c, w, AP_LIST_ITEMS);
    int64_t len = ap_list_len(c, w), room = room_of(c, array);
    *n = len < room ? len : room;
    return array ? ap_body(c, array) : NULL;
}

ap_word ap_list_at(const ap_ctx *c, ap_word list, int64_t i)
{
    int64_t n;
    const ap_slot *items = ap_items(c, list, &n);
    return i >= 0 && i < n ? ap_load(items + i) : AP_NULL;
}

void ap_list_put(const ap_ctx *c, ap_word list, int64_t i, ap_word item)
{
    int64_t n;
    ap_items(c, list, &n);
    if (i >= 0 && i < n)
        ap_set(c, ap_get(c, list, AP_LIST_ITEMS), (int)i, item);
}

ap_ret ap_list_reserve(ap_ctx *c, ap_word list, int64_t room)
{
    ap_word old = ap_get(c, list, AP_LIST_ITEMS), fresh;
    if (room <= room_of(c, old))
        return AP_OK;
    int64_t n;
    const ap_slot *items = ap_items(c, list, &n);
    AP_TRY(ap_array_new(c, room + room / 2 + 4, &fresh));
    for (int64_t i = 0; i < n; i++)
        ap_set(c, fresh, (int)i, ap_load(items + i));
    ap_set(c, list, AP_LIST_ITEMS, fresh);
    return AP_OK;
}

void ap_list_set_len(const ap_ctx *c, ap_word list, int64_t n)
{
    ap_word array = ap_get(c, list, AP_LIST_ITEMS);
    int64_t old = ap_list_len(c, list), room = room_of(c, array);
    ap_set(c, list, AP_LIST_LEN, (ap_word)n);
    for (int64_t i = n; i < old && i < room; i++)
        ap_set(c, array, (int)i, AP_NULL);
}

ap_ret ap_list_append(ap_ctx *c, ap_word list, ap_word item)
{
    int64_t n = ap_list_len(c, list);
    AP_TRY(ap_list_reserve(c, list, n + 1));
    ap_publish_into(c, list, item);
    ap_set(c, ap_get(c, list, AP_LIST_ITEMS), (int)n, item);
    ap_set(c, list, AP_LIST_LEN, (ap_word)(n + 1));
    return AP_OK;
}

ap_ret ap_list_of(ap_ctx *c, const ap_slot *items, int64_t n, ap_word *out)
{
    AP_TRY(ap_list_new(c, n, out));
    ap_word array = ap_get(c, *out, AP_LIST_ITEMS);
    for (int64_t i = 0; i < n; i++)
        ap_set(c, array, (int)i, ap_load(items + i));
    ap_set(c, *out, AP_LIST_LEN, (ap_word)n);
    return AP_OK;
}

void ap_list_become(ap_ctx *c, ap_word list, ap_word other)
{
    ap_word array = ap_get(c, other, AP_LIST_ITEMS);
    if (array)
        ap_publish_into(c, list, array);
    ap_set(c, list, AP_LIST_LEN, 0);
    ap_set(c, list, AP_LIST_ITEMS, array);
    ap_set(c, list, AP_LIST_LEN, ap_get(c, other, AP_LIST_LEN));
}

void ap_list_cut(const ap_ctx *c, ap_word list, int64_t at)
{
    int64_t n;
    ap_items(c, list, &n);
    for (int64_t i = at; i + 1 < n; i++)
        ap_list_put(c, list, i, ap_list_at(c, list, i + 1));
    ap_list_set_len(c, list, n - 1);
}

ap_ret ap_list_extend(ap_ctx *c, ap_word list, ap_word iterable)
{
    ap_word items;
    if (!ap_is_plain_iterable(c, iterable)) {
        ap_touch_whole(c, list, true);
        return ap_sub_drain(c, iterable, list);
    }
    AP_TRY(ap_listed(c, iterable, &items));
    int64_t n = ap_list_len(c, list), more;
    ap_items(c, items, &more);
    AP_TRY(ap_list_reserve(c, list, n + more));
    ap_touch_whole(c, list, true);
    ap_list_set_len(c, list, n + more);
    for (int64_t i = 0; i < more; i++) {
        int64_t unused;
        ap_word item = ap_load(ap_items(c, items, &unused) + i);
        ap_publish_into(c, list, item);
        ap_list_put(c, list, n + i, item);
    }
    return AP_OK;
}
