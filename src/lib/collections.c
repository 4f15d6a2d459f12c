/* collections.deque: C, one step an operation, as in CPython.
 *
 * Its items lie in a list, from place RAW_HEAD on. A short one always begins
 * at 0, so that equal deques are equal states; a long one is cut at its head
 * without moving the rest, which happens only once in a while. Whoever goes
 * through it holds its marker; every change takes the marker away. */
#include "lib_i.h"

#include <string.h>

enum { RAW_HEAD, RAW_MAXLEN, DEQUE_RAW }; /* maxlen -1: none */
enum { REF_ITEMS, REF_MARKER, DEQUE_REFS };
enum { SHORT = 64 };

enum { DEQUE, ITERATOR, CLASSES };
static const ap_native_class classes[CLASSES + 1];

static bool is_deque(const ap_ctx *c, ap_word w)
{
    return ap_native_is(c, w, &classes[DEQUE]);
}

static ap_word items_of(const ap_ctx *c, ap_word d)
{
    return lib_ref(c, d, REF_ITEMS);
}

static int64_t head_of(const ap_ctx *c, ap_word d)
{
    return lib_raw(c, d, RAW_HEAD);
}

static int64_t len_of(const ap_ctx *c, ap_word d)
{
    ap_word items = items_of(c, d);
    return items ? ap_list_len(c, items) - head_of(c, d) : 0;
}

static int64_t maxlen_of(const ap_ctx *c, ap_word d)
{
    return lib_raw(c, d, RAW_MAXLEN);
}

static ap_word item_at(const ap_ctx *c, ap_word d, int64_t i)
{
    return ap_list_at(c, items_of(c, d), head_of(c, d) + i);
}

static void put_at(const ap_ctx *c, ap_word d, int64_t i, ap_word w)
{
    ap_list_put(c, items_of(c, d), head_of(c, d) + i, w);
}

/* ---- changing it ------------------------------------------------------- */

static void touch(ap_ctx *c, ap_word d, bool is_write)
{
    ap_touch(c, AP_AT_WHOLE, d, AP_NULL, is_write, true);
    if (is_write)
        lib_ref_set(c, d, REF_MARKER, AP_NULL);
}

/* Its items from place 0 on, as a list that may be read as it stands. */
static ap_word settled(const ap_ctx *c, ap_word d)
{
    ap_word items = items_of(c, d);
    int64_t head = head_of(c, d), n = len_of(c, d);
    for (int64_t i = 0; head && i < n; i++)
        ap_list_put(c, items, i, ap_list_at(c, items, head + i));
    if (head)
        ap_list_set_len(c, items, n);
    lib_raw_set(c, d, RAW_HEAD, 0);
    return items;
}

static void cut_head(const ap_ctx *c, ap_word d)
{
    int64_t head = head_of(c, d), n = len_of(c, d);
    ap_list_put(c, items_of(c, d), head, AP_NULL);
    lib_raw_set(c, d, RAW_HEAD, head + 1);
    if (n <= SHORT || head > n)
        settled(c, d);
}

static void cut_tail(const ap_ctx *c, ap_word d)
{
    ap_word items = items_of(c, d);
    ap_list_set_len(c, items, ap_list_len(c, items) - 1);
    if (len_of(c, d) <= SHORT)
        settled(c, d);
}

/* Opens place i for w; the room is made first. */
static ap_ret insert_at(ap_ctx *c, ap_word d, int64_t i, ap_word w)
{
    if (i == 0 && head_of(c, d) > 0) {
        ap_publish_into(c, items_of(c, d), w);
        lib_raw_set(c, d, RAW_HEAD, head_of(c, d) - 1);
        put_at(c, d, 0, w);
        return AP_OK;
    }
    AP_TRY(ap_list_append(c, items_of(c, d), w));
    for (int64_t k = len_of(c, d) - 1; k > i; k--)
        put_at(c, d, k, item_at(c, d, k - 1));
    put_at(c, d, i, w);
    return AP_OK;
}

/* Before an item comes in at one end, a full one loses one at the other. */
static ap_ret add(ap_ctx *c, ap_word d, ap_word w, bool left)
{
    int64_t most = maxlen_of(c, d);
    if (most == 0)
        return AP_OK;
    AP_TRY(insert_at(c, d, left ? 0 : len_of(c, d), w));
    if (most > 0 && len_of(c, d) > most) {
        if (left)
            cut_tail(c, d);
        else
            cut_head(c, d);
    }
    return AP_OK;
}

static ap_ret append_either(ap_ctx *c, ap_word *a, bool left, ap_word *out)
{
    *out = AP_NONE;
    AP_TRY(add(c, a[0], a[1], left));
    touch(c, a[0], true);
    return AP_OK;
}

static ap_ret append(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return append_either(c, a, false, out);
}

static ap_ret appendleft(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return append_either(c, a, true, out);
}

static ap_ret pop_either(ap_ctx *c, ap_word d, bool left, ap_word *out)
{
    int64_t n = len_of(c, d);
    touch(c, d, n > 0);
    if (n == 0)
        return ap_raise(c, AP_X_IndexError, "pop from an empty deque");
    *out = item_at(c, d, left ? 0 : n - 1);
    if (left)
        cut_head(c, d);
    else
        cut_tail(c, d);
    return AP_OK;
}

static ap_ret pop(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return pop_either(c, a[0], false, out);
}

static ap_ret popleft(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return pop_either(c, a[0], true, out);
}

/* The items of an iterable as a list or tuple; those of the deque itself as
 * they are now. */
static ap_ret listed(ap_ctx *c, ap_word iterable, ap_word *all, int64_t *n)
{
    if (is_deque(c, iterable)) {
        *all = settled(c, iterable);
        *n = len_of(c, iterable);
        return AP_OK;
    }
    AP_TRY(ap_sub_list(c, iterable, all));
    *n = ap_is_tuple(c, *all) ? ap_tuple_len(c, *all) : ap_list_len(c, *all);
    return AP_OK;
}

static ap_ret extend_with(ap_ctx *c, ap_word d, ap_word iterable, bool left)
{
    ap_word all;
    int64_t n;
    AP_TRY(listed(c, iterable, &all, &n));
    int64_t room = ap_list_len(c, items_of(c, d)) + n + 1;
    AP_TRY(ap_list_reserve(c, items_of(c, d), room));
    touch(c, d, true);
    for (int64_t i = 0; i < n; i++)
        AP_TRY(add(c, d, ap_is_tuple(c, all) ? ap_tuple_at(c, all, (int)i)
                                             : ap_list_at(c, all, i), left));
    return AP_OK;
}

static ap_ret extend(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return extend_with(c, a[0], a[1], false);
}

static ap_ret extendleft(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return extend_with(c, a[0], a[1], true);
}

static ap_ret iadd(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = a[0];
    return extend_with(c, a[0], a[1], false);
}

static ap_ret clear(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    touch(c, a[0], true);
    ap_list_set_len(c, items_of(c, a[0]), 0);
    lib_raw_set(c, a[0], RAW_HEAD, 0);
    *out = AP_NONE;
    return AP_OK;
}

/* The items from..to in the opposite order. */
static void turn(const ap_ctx *c, ap_word d, int64_t from, int64_t to)
{
    for (to--; from < to; from++, to--) {
        ap_word w = item_at(c, d, from);
        put_at(c, d, from, item_at(c, d, to));
        put_at(c, d, to, w);
    }
}

static ap_ret reverse(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    touch(c, a[0], true);
    turn(c, a[0], 0, len_of(c, a[0]));
    *out = AP_NONE;
    return AP_OK;
}

/* Turning both parts and then the whole moves the parts past each other. */
static ap_ret rotate(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t by = 1, len = len_of(c, a[0]);
    *out = AP_NONE;
    if (a[1])
        AP_TRY(ap_lib_int(c, a[1], &by));
    if (len == 0)
        return AP_OK;
    touch(c, a[0], true);
    by = (by % len + len) % len;
    turn(c, a[0], 0, len - by);
    turn(c, a[0], len - by, len);
    turn(c, a[0], 0, len);
    return AP_OK;
}

static ap_ret insert(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t at, len = len_of(c, a[0]);
    AP_TRY(ap_lib_int(c, a[1], &at));
    if (maxlen_of(c, a[0]) >= 0 && len >= maxlen_of(c, a[0]))
        return ap_raise(c, AP_X_IndexError,
                        "deque already at its maximum size");
    at = at < 0 ? (at + len < 0 ? 0 : at + len) : at > len ? len : at;
    *out = AP_NONE;
    AP_TRY(insert_at(c, a[0], at, a[2]));
    touch(c, a[0], true);
    return AP_OK;
}

static void remove_at(const ap_ctx *c, ap_word d, int64_t i)
{
    for (int64_t n = len_of(c, d); i + 1 < n; i++)
        put_at(c, d, i, item_at(c, d, i + 1));
    cut_tail(c, d);
}

/* ---- looking for items -------------------------------------------------- */

/* The place of an equal item in from..to, -1: none. */
static ap_ret find(ap_ctx *c, ap_word d, ap_word w, int64_t from, int64_t to,
                   int64_t *at)
{
    ap_word marker = lib_ref(c, d, REF_MARKER);
    touch(c, d, false);
    for (*at = from; *at < to && *at < len_of(c, d); ++*at) {
        bool same;
        AP_TRY(ap_equal(c, item_at(c, d, *at), w, &same));
        if (lib_ref(c, d, REF_MARKER) != marker)
            return ap_raise(c, AP_X_RuntimeError,
                            "deque mutated during iteration");
        if (same)
            return AP_OK;
    }
    *at = -1;
    return AP_OK;
}

static ap_ret is_missing(ap_ctx *c, ap_word w)
{
    ap_word text;
    AP_TRY(ap_repr(c, w, &text));
    return ap_raise(c, AP_X_ValueError, "%s is not in deque",
                    ap_str_bytes(c, text, NULL));
}

static ap_ret remove_item(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t at;
    AP_TRY(find(c, a[0], a[1], 0, INT64_MAX, &at));
    if (at < 0)
        return is_missing(c, a[1]);
    touch(c, a[0], true);
    remove_at(c, a[0], at);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret bound(ap_ctx *c, ap_word w, int64_t len, int64_t *i)
{
    AP_TRY(ap_lib_int(c, w, i));
    if (*i < 0)
        *i = *i + len < 0 ? 0 : *i + len;
    return AP_OK;
}

static ap_ret index_of(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t from = 0, to = INT64_MAX, at, len = len_of(c, a[0]);
    if (n > 2)
        AP_TRY(bound(c, a[2], len, &from));
    if (n > 3)
        AP_TRY(bound(c, a[3], len, &to));
    AP_TRY(find(c, a[0], a[1], from, to, &at));
    return at < 0 ? is_missing(c, a[1]) : ap_int_new(c, at, out);
}

static ap_ret contains(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t at;
    AP_TRY(find(c, a[0], a[1], 0, INT64_MAX, &at));
    *out = ap_from_bool(at >= 0);
    return AP_OK;
}

static ap_ret count(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t total = 0, at = -1;
    do {
        AP_TRY(find(c, a[0], a[1], at + 1, INT64_MAX, &at));
        total += at >= 0;
    } while (at >= 0);
    return ap_int_new(c, total, out);
}

/* ---- items by number ---------------------------------------------------- */

static ap_ret place_of(ap_ctx *c, ap_word *a, int64_t *i)
{
    int64_t len = len_of(c, a[0]);
    if (!ap_is_int(c, a[1]))
        return ap_raise(c, AP_X_TypeError,
                        "sequence index must be integer, not '%s'",
                        ap_type_name(c, a[1]));
    if (!ap_int_get(c, a[1], i))
        *i = INT64_MAX;
    if (*i < 0)
        *i += len;
    if (*i >= 0 && *i < len)
        return AP_OK;
    return ap_raise(c, AP_X_IndexError, "deque index out of range");
}

static ap_ret getitem(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t i;
    AP_TRY(place_of(c, a, &i));
    touch(c, a[0], false);
    *out = item_at(c, a[0], i);
    return AP_OK;
}

static ap_ret setitem(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t i;
    AP_TRY(place_of(c, a, &i));
    ap_touch(c, AP_AT_WHOLE, a[0], AP_NULL, true, true);
    ap_publish_into(c, items_of(c, a[0]), a[2]);
    put_at(c, a[0], i, a[2]);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret delitem(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t i;
    AP_TRY(place_of(c, a, &i));
    touch(c, a[0], true);
    remove_at(c, a[0], i);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret length(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    touch(c, a[0], false);
    return ap_int_new(c, len_of(c, a[0]), out);
}

static ap_ret get_maxlen(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return maxlen_of(c, a[0]) < 0 ? AP_OK
                                  : ap_int_new(c, maxlen_of(c, a[0]), out);
}

static ap_ret set_maxlen(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n, (void)out;
    return ap_raise(c, AP_X_AttributeError,
                    "attribute 'maxlen' of 'collections.deque' objects is "
                    "not writable");
}

/* ---- making others ------------------------------------------------------ */

static ap_ret new_deque(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word items;
    AP_TRY(ap_list_new(c, 0, &items));
    AP_TRY(ap_native_new(c, a[0], out));
    lib_raw_set(c, *out, RAW_MAXLEN, -1);
    lib_ref_set(c, *out, REF_ITEMS, items);
    return AP_OK;
}

static ap_ret init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t most = -1;
    if (a[2] && a[2] != AP_NONE) {
        if (!ap_is_int(c, a[2]))
            return ap_raise(c, AP_X_TypeError, "an integer is required");
        AP_TRY(ap_lib_int(c, a[2], &most));
        if (most < 0)
            return ap_raise(c, AP_X_ValueError, "maxlen must be non-negative");
    }
    ap_word all;
    int64_t len;
    if (a[1])
        AP_TRY(listed(c, a[1], &all, &len));
    ap_list_set_len(c, items_of(c, a[0]), 0);
    lib_raw_set(c, a[0], RAW_HEAD, 0);
    lib_raw_set(c, a[0], RAW_MAXLEN, most);
    *out = AP_NONE;
    return a[1] ? extend_with(c, a[0], a[1], false) : AP_OK;
}

/* A deque of the same class and length limit with the same items. */
static ap_ret copy_of(ap_ctx *c, ap_word d, ap_word *out)
{
    ap_word class_ = (ap_word)ap_head_of(c, d)->class_ * 16;
    AP_TRY(new_deque(c, &class_, 1, out));
    lib_raw_set(c, *out, RAW_MAXLEN, maxlen_of(c, d));
    touch(c, d, false);
    return extend_with(c, *out, d, false);
}

static ap_ret copy(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return copy_of(c, a[0], out);
}

static ap_ret plus(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    if (!is_deque(c, a[1]))
        return ap_raise(c, AP_X_TypeError,
                        "can only concatenate deque (not \"%s\") to deque",
                        ap_type_name(c, a[1]));
    AP_TRY(copy_of(c, a[0], out));
    return extend_with(c, *out, a[1], false);
}

static ap_ret times_into(ap_ctx *c, ap_word d, ap_word number, ap_word to)
{
    int64_t times, n = len_of(c, d);
    AP_TRY(ap_lib_int(c, number, &times));
    if (times > 0 && n > 0 && times > (int64_t)1 << 32)
        return ap_raise_arg(c, AP_X_MemoryError, AP_NULL);
    if (times < 0)
        times = 0;
    AP_TRY(ap_list_reserve(c, items_of(c, to), head_of(c, to) + n * times + 1));
    if (times == 0)
        ap_list_set_len(c, items_of(c, to), head_of(c, to));
    for (int64_t i = to == d ? 1 : 0; i < times; i++)
        for (int64_t k = 0; k < n; k++)
            AP_TRY(add(c, to, item_at(c, d, k), false));
    return AP_OK;
}

static ap_ret times(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word class_ = (ap_word)ap_head_of(c, a[0])->class_ * 16;
    if (!ap_is_int(c, a[1])) {
        *out = AP_NOTIMPL;
        return AP_OK;
    }
    AP_TRY(new_deque(c, &class_, 1, out));
    lib_raw_set(c, *out, RAW_MAXLEN, maxlen_of(c, a[0]));
    touch(c, a[0], false);
    return times_into(c, a[0], a[1], *out);
}

static ap_ret imul(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word made;
    AP_TRY(times(c, a, 2, &made));
    *out = made;
    if (made == AP_NOTIMPL)
        return AP_OK;
    touch(c, a[0], true);
    lib_ref_set(c, a[0], REF_ITEMS, settled(c, made));
    ap_publish_into(c, a[0], items_of(c, a[0]));
    lib_raw_set(c, a[0], RAW_HEAD, 0);
    *out = a[0];
    return AP_OK;
}

/* ---- comparing, showing ------------------------------------------------- */

/* Two deques compare as the lists of their items do. */
static ap_ret compare(ap_ctx *c, ap_word *a, const char *how, ap_word *out)
{
    ap_word method, other;
    *out = AP_NOTIMPL;
    if (!is_deque(c, a[1]))
        return AP_OK;
    touch(c, a[0], false);
    touch(c, a[1], false);
    other = settled(c, a[1]);
    AP_TRY(ap_attr_get(c, settled(c, a[0]), how, &method));
    return ap_sub(c, method, &other, 1, AP_NULL, out);
}

#define COMPARISON(name)                                                       \
    static ap_ret compare_##name(ap_ctx *c, ap_word *a, int n, ap_word *out)   \
    {                                                                          \
        (void)n;                                                               \
        return compare(c, a, "__" #name "__", out);                            \
    }
COMPARISON(eq)
COMPARISON(ne)
COMPARISON(lt)
COMPARISON(le)
COMPARISON(gt)
COMPARISON(ge)

static ap_ret no_hash(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n, (void)out;
    return ap_raise(c, AP_X_TypeError,
                    "unhashable type: 'collections.deque'");
}

static ap_ret show(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word text;
    touch(c, a[0], false);
    AP_TRY(ap_repr(c, settled(c, a[0]), &text));
    const char *s = ap_str_bytes(c, text, NULL);
    const char *name = ap_type_name(c, a[0]);
    const char *dot = strrchr(name, '.');
    name = dot ? dot + 1 : name;
    if (maxlen_of(c, a[0]) < 0)
        return ap_str_fmt(c, out, "%s(%s)", name, s);
    return ap_str_fmt(c, out, "%s(%s, maxlen=%lld)", name, s,
                      (long long)maxlen_of(c, a[0]));
}

/* ---- going through it --------------------------------------------------- */

enum { RAW_AT, RAW_BACK };
enum { REF_DEQUE, REF_SEEN };

static ap_ret walk(ap_ctx *c, ap_word d, bool back, ap_word *out)
{
    ap_word marker = lib_ref(c, d, REF_MARKER);
    AP_TRY(ap_native_new(c, ap_native_class_of(c, &classes[ITERATOR]), out));
    if (!marker)
        AP_TRY(ap_list_new(c, 0, &marker));
    lib_ref_set(c, d, REF_MARKER, marker);
    ap_publish_into(c, d, marker);
    lib_ref_set(c, *out, REF_DEQUE, d);
    lib_ref_set(c, *out, REF_SEEN, marker);
    lib_raw_set(c, *out, RAW_BACK, back);
    return AP_OK;
}

static ap_ret iter(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return walk(c, a[0], false, out);
}

static ap_ret iter_back(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return walk(c, a[0], true, out);
}

static ap_ret iter_self(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)n;
    *out = a[0];
    return AP_OK;
}

static ap_ret iter_next(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word d = lib_ref(c, a[0], REF_DEQUE);
    int64_t at = lib_raw(c, a[0], RAW_AT), len = len_of(c, d);
    touch(c, d, false);
    if (lib_ref(c, d, REF_MARKER) != lib_ref(c, a[0], REF_SEEN))
        return ap_raise(c, AP_X_RuntimeError,
                        "deque mutated during iteration");
    if (at >= len)
        return ap_raise_arg(c, AP_X_StopIteration, AP_NULL);
    *out = item_at(c, d, lib_raw(c, a[0], RAW_BACK) ? len - 1 - at : at);
    lib_raw_set(c, a[0], RAW_AT, at + 1);
    return AP_OK;
}

static const ap_native_fn deque_methods[] = {
    {.name = "__new__", .fn = new_deque, .min = 1, .max = -1,
     .params = "cls, *args, **kwargs"},
    {.name = "__init__", .fn = init, .params = "self, iterable=, maxlen="},
    {.name = "append", .fn = append, .min = 2, .max = 2},
    {.name = "appendleft", .fn = appendleft, .min = 2, .max = 2},
    {.name = "pop", .fn = pop, .min = 1, .max = 1},
    {.name = "popleft", .fn = popleft, .min = 1, .max = 1},
    {.name = "extend", .fn = extend, .min = 2, .max = 2},
    {.name = "extendleft", .fn = extendleft, .min = 2, .max = 2},
    {.name = "clear", .fn = clear, .min = 1, .max = 1},
    {.name = "reverse", .fn = reverse, .min = 1, .max = 1},
    {.name = "rotate", .fn = rotate, .params = "self, n="},
    {.name = "insert", .fn = insert, .min = 3, .max = 3},
    {.name = "remove", .fn = remove_item, .min = 2, .max = 2},
    {.name = "index", .fn = index_of, .min = 2, .max = 4},
    {.name = "count", .fn = count, .min = 2, .max = 2},
    {.name = "copy", .fn = copy, .min = 1, .max = 1},
    {.name = "__copy__", .fn = copy, .min = 1, .max = 1},
    {.name = "maxlen", .fn = get_maxlen, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "maxlen", .fn = set_maxlen, .min = 2, .max = 2,
     .flags = AP_FN_SETTER},
    {.name = "__len__", .fn = length, .min = 1, .max = 1},
    {.name = "__contains__", .fn = contains, .min = 2, .max = 2},
    {.name = "__getitem__", .fn = getitem, .min = 2, .max = 2},
    {.name = "__setitem__", .fn = setitem, .min = 3, .max = 3},
    {.name = "__delitem__", .fn = delitem, .min = 2, .max = 2},
    {.name = "__iter__", .fn = iter, .min = 1, .max = 1},
    {.name = "__reversed__", .fn = iter_back, .min = 1, .max = 1},
    {.name = "__add__", .fn = plus, .min = 2, .max = 2},
    {.name = "__iadd__", .fn = iadd, .min = 2, .max = 2},
    {.name = "__mul__", .fn = times, .min = 2, .max = 2},
    {.name = "__rmul__", .fn = times, .min = 2, .max = 2},
    {.name = "__imul__", .fn = imul, .min = 2, .max = 2},
    {.name = "__eq__", .fn = compare_eq, .min = 2, .max = 2},
    {.name = "__ne__", .fn = compare_ne, .min = 2, .max = 2},
    {.name = "__lt__", .fn = compare_lt, .min = 2, .max = 2},
    {.name = "__le__", .fn = compare_le, .min = 2, .max = 2},
    {.name = "__gt__", .fn = compare_gt, .min = 2, .max = 2},
    {.name = "__ge__", .fn = compare_ge, .min = 2, .max = 2},
    {.name = "__hash__", .fn = no_hash, .min = 1, .max = 1},
    {.name = "__repr__", .fn = show, .min = 1, .max = 1},
    {.name = NULL}};

static const ap_native_fn iterator_methods[] = {
    {.name = "__iter__", .fn = iter_self, .min = 1, .max = 1},
    {.name = "__next__", .fn = iter_next, .min = 1, .max = 1},
    {.name = NULL}};

static const ap_native_class classes[CLASSES + 1] = {
    [DEQUE] = {.name = "deque", .raw = DEQUE_RAW, .refs = DEQUE_REFS,
               .has_dict = true, .methods = deque_methods,
               .shown = "collections.deque"},
    [ITERATOR] = {.name = "_deque_iterator", .raw = 2, .refs = 2,
                  .methods = iterator_methods,
                  .shown = "_collections._deque_iterator"},
    [CLASSES] = {.name = NULL}};

const ap_native_module ap_lib_collections = {.name = "collections",
                                             .classes = classes};
