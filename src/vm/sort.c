/* sorted() and list.sort(): a stable sort that may call Python for keys and
 * comparisons. Up to 63 items are put in by binary search behind the first
 * run, more are merged.
 *
 * It sorts numbers of items by their keys. Where comparisons cannot call
 * Python the order lies on the host; else each half and each stretch of a
 * merge is a part of its own (ap_sub_part) with its result in the world, so
 * that what is done is not gone through again after every comparison. Nothing
 * that others can see is written. */
#include <string.h>

#include "types_i.h"

typedef struct ap_order {
    ap_word keys; /* list or tuple */
    bool reverse;
    int64_t from, to;
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

/* ---- few items --------------------------------------------------------- */

/* What CPython does below 64 items (Objects/listobject.c: count_run,
 * binarysort), comparison by comparison, since a user's __lt__ and the text
 * of an error show which two were compared. */
enum { FEW = 64 };

static ap_ret is_less(ap_ctx *c, const ap_order *o, int64_t a, int64_t b,
                      bool *yes)
{
    ap_word less;
    AP_TRY(ap_compare(c, AP_CMP_LT, key_at(c, o, a), key_at(c, o, b), &less));
    return ap_truth(c, less, yes);
}

static void reverse(int64_t *at, int64_t n)
{
    for (int64_t i = 0, j = n - 1; i < j; i++, j--) {
        int64_t kept = at[i];
        at[i] = at[j];
        at[j] = kept;
    }
}

/* How many items in front are in order, or (then turned round) strictly in
 * the opposite order. */
static ap_ret first_run(ap_ctx *c, const ap_order *o, int64_t *at, int64_t n,
                        int64_t *run)
{
    bool down = false, less = false;
    *run = n < 2 ? n : 2;
    if (n < 2)
        return AP_OK;
    AP_TRY(is_less(c, o, at[1], at[0], &down));
    for (; *run < n; ++*run) {
        AP_TRY(is_less(c, o, at[*run], at[*run - 1], &less));
        if (less != down)
            break;
    }
    if (down)
        reverse(at, *run);
    return AP_OK;
}

/* Puts item `next` in its place among those in front of it. */
static ap_ret put_in(ap_ctx *c, const ap_order *o, int64_t *at, int64_t next)
{
    int64_t from = 0, to = next, pivot = at[next];
    while (from < to) {
        int64_t mid = from + (to - from) / 2;
        bool less;
        AP_TRY(is_less(c, o, pivot, at[mid], &less));
        if (less)
            to = mid;
        else
            from = mid + 1;
    }
    memmove(at + from + 1, at + from, (size_t)(next - from) * sizeof *at);
    at[from] = pivot;
    return AP_OK;
}

/* How many are in order, then the order so far: one word. */
static ap_ret pack_few(ap_ctx *c, const int64_t *at, int64_t n, int64_t done,
                       ap_word *out)
{
    ap_word words[FEW + 1] = {ap_from_small(done)};
    for (int64_t i = 0; i < n; i++)
        words[i + 1] = ap_from_small(at[i]);
    return ap_tuple_new(c, words, (int)n + 1, out);
}

static int64_t unpack_few(const ap_ctx *c, ap_word packed, int64_t *at,
                          int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        at[i] = ap_small(ap_tuple_at(c, packed, (int)i + 1));
    return ap_small(ap_tuple_at(c, packed, 0));
}

static ap_ret order_few(ap_ctx *c, const ap_order *o, int64_t *at)
{
    int64_t n = o->to, done;
    ap_word packed;
    for (int64_t i = 0; i < n; i++)
        at[i] = o->reverse ? n - 1 - i : i;
    AP_TRY(first_run(c, o, at, n, &done));
    AP_TRY(pack_few(c, at, n, done, &packed));
    done = unpack_few(c, ap_memo(c, packed), at, n);
    uint32_t mark = ap_answers_mark(c);
    while (done < n) {
        AP_TRY(put_in(c, o, at, done++));
        if (ap_answers_mark(c) == mark)
            continue; /* no Python code was asked */
        AP_TRY(pack_few(c, at, n, done, &packed));
        ap_answers_restart(c, mark, packed);
    }
    if (o->reverse)
        reverse(at, n);
    return AP_OK;
}

static ap_ret sort_few(ap_ctx *c, const ap_order *o, ap_word items,
                       ap_word out)
{
    int64_t at[FEW], n;
    AP_TRY(order_few(c, o, at));
    const ap_slot *from = ap_items(c, items, &n);
    for (int64_t i = 0; i < o->to; i++)
        ap_list_put(c, out, i, ap_load(from + at[i]));
    return AP_OK;
}

/* ---- keys that compare without Python --------------------------------- */

static bool is_simple(const ap_ctx *c, ap_word w)
{
    return ap_is_small(w) || ap_is_bool(w)
        || (ap_is_obj(w) && !ap_is_user(c, w)
            && (ap_is_int(c, w) || ap_is_float(c, w) || ap_is_str(c, w)));
}

static bool is_plain_key(const ap_ctx *c, ap_word w)
{
    if (!ap_is_tuple(c, w) || ap_is_user(c, w))
        return is_simple(c, w);
    for (int i = 0; i < ap_tuple_len(c, w); i++)
        if (!is_simple(c, ap_tuple_at(c, w, i)))
            return false;
    return true;
}

static bool are_plain(ap_ctx *c, const ap_order *o)
{
    for (int64_t i = o->from; i < o->to; i++)
        if (!is_plain_key(c, key_at(c, o, i)))
            return false;
    return true;
}

static ap_ret merge_plain(ap_ctx *c, const ap_order *o, int64_t *at,
                          int64_t *spare, int64_t mid, int64_t n)
{
    int64_t i = 0, j = mid, k = 0;
    bool swap = false;
    AP_TRY(right_first(c, o, at[mid - 1], at[mid], &swap));
    if (!swap) /* in order already: what is sorted costs n comparisons */
        return AP_OK;
    while (i < mid && j < n) {
        AP_TRY(right_first(c, o, at[i], at[j], &swap));
        spare[k++] = swap ? at[j++] : at[i++];
    }
    memcpy(spare + k, at + i, (size_t)(mid - i) * sizeof *at);
    memcpy(at, spare, (size_t)(k + mid - i) * sizeof *at);
    return AP_OK;
}

static ap_ret order_plain(ap_ctx *c, const ap_order *o, int64_t *at,
                          int64_t *spare)
{
    int64_t n = o->to;
    for (int64_t i = 0; i < n; i++)
        at[i] = i;
    for (int64_t width = 1; width < n; width *= 2)
        for (int64_t from = 0; from + width < n; from += 2 * width) {
            int64_t left = n - from;
            AP_TRY(merge_plain(c, o, at + from, spare, width,
                               left < 2 * width ? left : 2 * width));
        }
    return AP_OK;
}

static ap_ret sort_plain(ap_ctx *c, const ap_order *o, ap_word items,
                         ap_word out)
{
    int64_t *at = ap_alloc(((size_t)o->to * 2 + 1) * sizeof *at), n;
    ap_ret r = order_plain(c, o, at, at + o->to);
    const ap_slot *from = ap_items(c, items, &n);
    for (int64_t i = 0; r == AP_OK && i < o->to; i++)
        ap_list_put(c, out, i, ap_load(from + at[i]));
    ap_free(at);
    return r;
}

/* ---- keys that may ask Python ------------------------------------------- */

/* A merge of two sorted tuples of item numbers, from places i and j on. */
typedef struct ap_merging {
    const ap_order *o;
    ap_word left, right;
    int64_t i, j;
} ap_merging;

static int64_t number_at(const ap_ctx *c, ap_word tuple, int64_t i)
{
    return ap_small(ap_tuple_at(c, tuple, (int)i));
}

/* The next few of the merge, as a tuple: how many came from the left, then
 * the item numbers. */
static ap_ret merge_some(ap_ctx *c, void *arg, ap_word *out)
{
    enum { SOME = 32 };
    ap_merging m = *(const ap_merging *)arg;
    ap_word some[SOME + 1];
    int n = 0;
    int64_t lefts = ap_tuple_len(c, m.left), i = m.i;
    while (n < SOME && i < lefts && m.j < ap_tuple_len(c, m.right)) {
        int64_t a = number_at(c, m.left, i), b = number_at(c, m.right, m.j);
        bool swap;
        AP_TRY(right_first(c, m.o, a, b, &swap));
        some[++n] = ap_from_small(swap ? b : a);
        i += !swap;
        m.j += swap;
    }
    some[0] = ap_from_small(i - m.i);
    return ap_tuple_new(c, some, n + 1, out);
}

/* The whole merge. Stretches that are done come from memory: the first round
 * goes past them, the second, at the end, copies them. */
static ap_ret merge(ap_ctx *c, ap_merging *m, ap_word *out)
{
    int64_t lefts = ap_tuple_len(c, m->left);
    int64_t rights = ap_tuple_len(c, m->right), to = 0;
    ap_word some, chain = AP_NULL;
    bool mixed;
    AP_TRY(right_first(c, m->o, number_at(c, m->left, lefts - 1),
                       number_at(c, m->right, 0), &mixed));
    AP_TRY(ap_list_new(c, (lefts + rights) / 32 + 1, &chain));
    while (mixed && m->i < lefts && m->j < rights) {
        AP_TRY(ap_sub_part(c, merge_some, m, &some));
        int64_t n = ap_tuple_len(c, some) - 1, left = number_at(c, some, 0);
        AP_TRY(ap_list_append(c, chain, some));
        m->i += left;
        m->j += n - left;
    }
    AP_TRY(ap_tuple_room(c, AP_NULL, lefts + rights, out));
    for (int64_t k = 0; k < ap_list_len(c, chain); k++) {
        some = ap_list_at(c, chain, k);
        for (int i = 1; i < ap_tuple_len(c, some); i++)
            ap_tuple_put(c, *out, to++, ap_tuple_at(c, some, i));
    }
    for (; m->i < lefts; m->i++)
        ap_tuple_put(c, *out, to++, ap_tuple_at(c, m->left, (int)m->i));
    for (; m->j < rights; m->j++)
        ap_tuple_put(c, *out, to++, ap_tuple_at(c, m->right, (int)m->j));
    return AP_OK;
}

/* The numbers from..to in order, as a tuple. */
static ap_ret order_of(ap_ctx *c, void *arg, ap_word *out)
{
    const ap_order *o = arg;
    ap_word one = ap_from_small(o->from);
    if (o->to - o->from <= 1)
        return ap_tuple_new(c, &one, (int)(o->to - o->from), out);
    ap_order low = *o, high = *o;
    low.to = high.from = o->from + (o->to - o->from + 1) / 2;
    ap_merging m = {.o = o};
    AP_TRY(ap_sub_part(c, order_of, &low, &m.left));
    AP_TRY(ap_sub_part(c, order_of, &high, &m.right));
    return merge(c, &m, out);
}

static ap_ret sort_asking(ap_ctx *c, ap_order *o, ap_word items, ap_word out)
{
    ap_word order;
    int64_t n;
    AP_TRY(ap_sub_part(c, order_of, o, &order));
    const ap_slot *from = ap_items(c, items, &n);
    for (int64_t i = 0; i < o->to; i++)
        ap_list_put(c, out, i, ap_load(from + number_at(c, order, i)));
    return AP_OK;
}

/* ---- for everybody ------------------------------------------------------- */

ap_ret ap_keys_of(ap_ctx *c, ap_word items, ap_word key, ap_word *before,
                  ap_word *keys)
{
    ap_word iter, sources, mapped;
    int64_t n;
    const ap_slot *from = ap_items(c, items, &n);
    AP_TRY(ap_list_of(c, from, n, before));
    *before = ap_memo(c, *before);
    *keys = *before;
    if (!key)
        return AP_OK;
    AP_TRY(ap_kind_iter(c, *before, &iter));
    AP_TRY(ap_tuple_new(c, &iter, 1, &sources));
    AP_TRY(ap_iter_make(c, AP_ITER_MAP, 0, sources, key, &mapped));
    return ap_sub_list(c, mapped, keys);
}

ap_ret ap_sort(ap_ctx *c, ap_word items, ap_word key, bool reverse,
               ap_word *before, ap_word *out)
{
    ap_order o = {.reverse = reverse};
    AP_TRY(ap_keys_of(c, items, key, before, &o.keys));
    const ap_slot *from = ap_items(c, *before, &o.to);
    AP_TRY(ap_list_of(c, from, o.to, out));
    if (o.to < FEW)
        return sort_few(c, &o, *before, *out);
    return are_plain(c, &o) ? sort_plain(c, &o, *before, *out)
                            : sort_asking(c, &o, *before, *out);
}
