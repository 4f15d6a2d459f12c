/* sorted() and list.sort(): a stable merge sort that may call Python for
 * keys and comparisons.
 *
 * It works on a copy that stays the same in every execution of the
 * instruction (ap_memo), with an order of indices on the host; nothing is
 * written before the last comparison. */
#include "types_i.h"

typedef struct ap_order {
    int64_t *at, *spare; /* indices into keys, in the order so far */
    int64_t n;
    ap_word keys;        /* list or tuple */
    bool reverse;
} ap_order;

static ap_word key_at(ap_ctx *c, const ap_order *o, int64_t i)
{
    int64_t n;
    return ap_load(ap_items(c, o->keys, &n) + i);
}

/* Must the item on the right come first? Equal ones stay as they are. */
static ap_ret right_first(ap_ctx *c, const ap_order *o, int64_t left,
                          int64_t right, bool *yes)
{
    ap_word a = key_at(c, o, left), b = key_at(c, o, right), less;
    if (o->reverse)
        AP_TRY(ap_compare(c, AP_CMP_LT, a, b, &less));
    else
        AP_TRY(ap_compare(c, AP_CMP_LT, b, a, &less));
    return ap_truth(c, less, yes);
}

static ap_ret merge(ap_ctx *c, ap_order *o, int64_t from, int64_t mid,
                    int64_t to)
{
    int64_t i = from, j = mid, k = from;
    bool swap = false;
    if (mid < to)
        AP_TRY(right_first(c, o, o->at[mid - 1], o->at[mid], &swap));
    if (!swap) /* in order already: what is sorted costs n comparisons */
        return AP_OK;
    while (i < mid && j < to) {
        AP_TRY(right_first(c, o, o->at[i], o->at[j], &swap));
        o->spare[k++] = swap ? o->at[j++] : o->at[i++];
    }
    while (i < mid)
        o->spare[k++] = o->at[i++];
    for (i = from; i < k; i++)
        o->at[i] = o->spare[i];
    return AP_OK;
}

static ap_ret order_by_keys(ap_ctx *c, ap_order *o)
{
    for (int64_t i = 0; i < o->n; i++)
        o->at[i] = i;
    for (int64_t width = 1; width < o->n; width *= 2)
        for (int64_t from = 0; from + width < o->n; from += 2 * width) {
            int64_t to = from + 2 * width;
            AP_TRY(merge(c, o, from, from + width, to < o->n ? to : o->n));
        }
    return AP_OK;
}

/* key(item) of every item, one step each (a map that is drained). */
static ap_ret keys_of(ap_ctx *c, ap_word list, ap_word key, ap_word *out)
{
    ap_word iter, sources, mapped;
    *out = list;
    if (!key)
        return AP_OK;
    AP_TRY(ap_kind_iter(c, list, &iter));
    AP_TRY(ap_tuple_new(c, &iter, 1, &sources));
    AP_TRY(ap_iter_make(c, AP_ITER_MAP, 0, sources, key, &mapped));
    return ap_sub_list(c, mapped, out);
}

ap_ret ap_sort(ap_ctx *c, ap_word list, ap_word key, bool reverse)
{
    int64_t n;
    ap_word sorted;
    ap_order o = {.reverse = reverse};
    AP_TRY(keys_of(c, list, key, &o.keys));
    const ap_slot *items = ap_items(c, list, &o.n);
    AP_TRY(ap_list_of(c, items, o.n, &sorted));
    o.at = ap_alloc(((size_t)o.n * 2 + 1) * sizeof *o.at);
    o.spare = o.at + o.n;
    ap_ret r = order_by_keys(c, &o);
    items = ap_items(c, list, &n);
    for (int64_t i = 0; r == AP_OK && i < o.n; i++)
        ap_list_put(c, sorted, i, ap_load(items + o.at[i]));
    ap_free(o.at);
    if (r == AP_OK)
        ap_list_become(c, list, sorted);
    return r;
}
