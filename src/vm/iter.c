/* Iterators of the builtin kinds, enumerate, zip, map, filter, and the
 * protocol: ap_iter, ap_next.
 *
 * An ITER: raw words sort and position; values source and extra. What extra
 * holds: dicts and sets, how many live items there were at the start;
 * enumerate, the next number; zip, whether it is strict; map and filter, the
 * function; callable, the sentinel.
 *
 * One next may pass through several iterators (zip of a map and a list), and
 * any of them may need Python code before the item is known. So nothing
 * moves until the end: new positions are *pending* in a list on the host's
 * stack, where the steps of the same next see them, and are written when
 * nothing can fail any more. */
#include "rune_i.h"
#include "types_i.h"

enum { MOST_PENDING = 96 };

typedef struct ap_pending {
    int n;
    struct {
        ap_word iter, w;
        int field;
    } row[MOST_PENDING];
} ap_pending;

static ap_word field(const ap_ctx *c, const ap_pending *p, ap_word it, int f)
{
    for (int i = 0; i < p->n; i++)
        if (p->row[i].iter == it && p->row[i].field == f)
            return p->row[i].w;
    return ap_get(c, it, f);
}

static ap_ret change(ap_ctx *c, ap_pending *p, ap_word it, int f, ap_word w)
{
    int i = 0;
    while (i < p->n && (p->row[i].iter != it || p->row[i].field != f))
        i++;
    if (i == MOST_PENDING)
        return ap_raise(c, AP_X_RecursionError,
                        "maximum recursion depth exceeded");
    p->row[i].iter = it;
    p->row[i].field = f;
    p->row[i].w = w;
    if (i == p->n)
        p->n++;
    return AP_OK;
}

static void write_pending(ap_ctx *c, const ap_pending *p)
{
    for (int i = 0; i < p->n; i++) {
        if (p->row[i].field >= AP_IT_SOURCE)
            ap_publish_into(c, p->row[i].iter, p->row[i].w);
        ap_set(c, p->row[i].iter, p->row[i].field, p->row[i].w);
    }
}

ap_ret ap_iter_make(ap_ctx *c, ap_iter_sort sort, int64_t position,
                    ap_word source, ap_word extra, ap_word *out)
{
    ap_word class_ = ap_class_of_kind(c, AP_CLASS_OF_ITERS + (int)sort);
    AP_TRY(ap_new(c, AP_KIND_ITER, class_, AP_IT_WORDS, out));
    ap_set(c, *out, AP_IT_SORT, sort);
    ap_set(c, *out, AP_IT_AT, (ap_word)position);
    ap_set(c, *out, AP_IT_SOURCE, source);
    ap_set(c, *out, AP_IT_EXTRA, extra);
    return AP_OK;
}

/* ---- the next item, by sort ---------------------------------------- */

static ap_ret next_of(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out);

/* Exhausted for good: it stays so even if the container grows. */
static ap_ret finish(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    *out = AP_NULL;
    return change(c, p, it, AP_IT_SOURCE, AP_NULL);
}

static ap_ret next_item(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    ap_word source = field(c, p, it, AP_IT_SOURCE);
    int64_t at = (int64_t)field(c, p, it, AP_IT_AT), n;
    const ap_slot *items = ap_items(c, source, &n);
    if (ap_is_list(c, source))
        ap_touch_walk(c, source);
    if (at >= n)
        return finish(c, p, it, out);
    *out = ap_load(items + at);
    return change(c, p, it, AP_IT_AT, (ap_word)(at + 1));
}

static ap_ret item_before(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    ap_word source = field(c, p, it, AP_IT_SOURCE);
    int64_t at = (int64_t)field(c, p, it, AP_IT_AT), n;
    const ap_slot *items = ap_items(c, source, &n);
    if (ap_is_list(c, source))
        ap_touch_walk(c, source);
    if (at < 0 || at >= n)
        return finish(c, p, it, out);
    *out = ap_load(items + at);
    return change(c, p, it, AP_IT_AT, (ap_word)(at - 1));
}

static ap_ret next_rune(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    ap_text t = ap_text_of(c, field(c, p, it, AP_IT_SOURCE));
    size_t at = (size_t)field(c, p, it, AP_IT_AT);
    if (at >= t.n)
        return finish(c, p, it, out);
    int used;
    uint32_t rune = ap_utf8_decode(t.s + at, t.n - at, &used);
    AP_TRY(ap_rune_new(c, rune, out));
    return change(c, p, it, AP_IT_AT, (ap_word)(at + (size_t)used));
}

static ap_ret next_byte(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    ap_text t = ap_text_of(c, field(c, p, it, AP_IT_SOURCE));
    size_t at = (size_t)field(c, p, it, AP_IT_AT);
    if (at >= t.n)
        return finish(c, p, it, out);
    *out = ap_from_small((unsigned char)t.s[at]);
    return change(c, p, it, AP_IT_AT, (ap_word)(at + 1));
}

static ap_ret next_in_range(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    ap_word range = field(c, p, it, AP_IT_SOURCE);
    ap_word at = ap_from_small((int64_t)field(c, p, it, AP_IT_AT));
    if (ap_int_compare(c, at, ap_get(c, range, AP_RANGE_LEN)) >= 0)
        return finish(c, p, it, out);
    AP_TRY(ap_range_item(c, range, at, out));
    return change(c, p, it, AP_IT_AT, (ap_word)(ap_small(at) + 1));
}

static ap_ret next_entry(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    ap_word dict = field(c, p, it, AP_IT_SOURCE);
    int64_t at = (int64_t)field(c, p, it, AP_IT_AT);
    ap_touch_walk(c, dict);
    if (ap_from_small(ap_dict_len(c, dict)) != field(c, p, it, AP_IT_EXTRA))
        return ap_raise(c, AP_X_RuntimeError,
                        "dictionary changed size during iteration");
    int64_t n = ap_dict_entries(c, dict);
    while (at < n && !ap_dict_key_at(c, dict, at))
        at++;
    if (at >= n)
        return finish(c, p, it, out);
    ap_word key = ap_dict_key_at(c, dict, at);
    ap_word pair[2] = {key, ap_load(ap_dict_value_at(c, dict, at))};
    switch ((ap_iter_sort)ap_get(c, it, AP_IT_SORT)) {
    case AP_ITER_KEYS: *out = key; break;
    case AP_ITER_VALUES: *out = pair[1]; break;
    default: AP_TRY(ap_tuple_new(c, pair, 2, out));
    }
    return change(c, p, it, AP_IT_AT, (ap_word)(at + 1));
}

static ap_ret next_key(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    ap_word set = field(c, p, it, AP_IT_SOURCE);
    int64_t at = (int64_t)field(c, p, it, AP_IT_AT), n = ap_set_slots(c, set);
    ap_touch_walk(c, set);
    if (ap_from_small(ap_set_len(c, set)) != field(c, p, it, AP_IT_EXTRA))
        return ap_raise(c, AP_X_RuntimeError,
                        "Set changed size during iteration");
    while (at < n && !ap_set_key_at(c, set, at, NULL))
        at++;
    if (at >= n)
        return finish(c, p, it, out);
    *out = ap_set_key_at(c, set, at, NULL);
    return change(c, p, it, AP_IT_AT, (ap_word)(at + 1));
}

/* The old protocol: obj[0], obj[1], … until IndexError. */
static ap_ret next_getitem(ap_ctx *c, ap_pending *p, ap_word it, int64_t by,
                           ap_word *out)
{
    int64_t at = (int64_t)field(c, p, it, AP_IT_AT);
    if (at < 0)
        return finish(c, p, it, out);
    ap_ret r = ap_getitem(c, field(c, p, it, AP_IT_SOURCE), ap_from_small(at),
                          out);
    if (r == AP_RAISE
        && (ap_raised_is(c, AP_X_IndexError)
            || ap_raised_is(c, AP_X_StopIteration))) {
        ap_clear(c);
        return finish(c, p, it, out);
    }
    AP_TRY(r);
    return change(c, p, it, AP_IT_AT, (ap_word)(at + by));
}

static ap_ret next_number(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    ap_word pair[2] = {field(c, p, it, AP_IT_EXTRA)}, more;
    AP_TRY(next_of(c, p, field(c, p, it, AP_IT_SOURCE), &pair[1]));
    *out = AP_NULL;
    if (!pair[1])
        return AP_OK;
    AP_TRY(ap_tuple_new(c, pair, 2, out));
    AP_TRY(ap_int_binary(c, AP_BIN_ADD, pair[0], ap_from_small(1), &more));
    return change(c, p, it, AP_IT_EXTRA, more);
}

static ap_ret zip_uneven(ap_ctx *c, int i, const char *how)
{
    return i == 1
        ? ap_raise(c, AP_X_ValueError, "zip() argument 2 is %s than argument 1",
                   how)
        : ap_raise(c, AP_X_ValueError,
                   "zip() argument %d is %s than arguments 1-%d", i + 1, how,
                   i);
}

static ap_ret zip_end(ap_ctx *c, ap_pending *p, ap_word it, int i)
{
    ap_word sources = field(c, p, it, AP_IT_SOURCE), w;
    if (field(c, p, it, AP_IT_EXTRA) != AP_TRUE)
        return AP_OK;
    if (i > 0)
        return zip_uneven(c, i, "shorter");
    for (i = 1; i < ap_tuple_len(c, sources); i++) {
        AP_TRY(next_of(c, p, ap_tuple_at(c, sources, i), &w));
        if (w)
            return zip_uneven(c, i, "longer");
    }
    return AP_OK;
}

/* One item of each source into a tuple; AP_NULL when one has ended. */
static ap_ret next_row(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    ap_word sources = field(c, p, it, AP_IT_SOURCE), row, w;
    int n = ap_tuple_len(c, sources);
    *out = AP_NULL;
    if (!n)
        return AP_OK;
    AP_TRY(ap_tuple_room(c, AP_NULL, n, &row));
    for (int i = 0; i < n; i++) {
        AP_TRY(next_of(c, p, ap_tuple_at(c, sources, i), &w));
        if (!w)
            return ap_get(c, it, AP_IT_SORT) == AP_ITER_ZIP
                ? zip_end(c, p, it, i)
                : AP_OK;
        ap_tuple_put(c, row, i, w);
    }
    *out = row;
    return AP_OK;
}

enum { MAP_MOST = 16 };

static ap_ret next_mapped(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    ap_word row, args[MAP_MOST];
    AP_TRY(next_row(c, p, it, &row));
    *out = AP_NULL;
    if (!row)
        return AP_OK;
    int n = ap_tuple_len(c, row);
    for (int i = 0; i < n; i++)
        args[i] = ap_tuple_at(c, row, i);
    return ap_sub(c, field(c, p, it, AP_IT_EXTRA), args, n, AP_NULL, out);
}

static ap_ret next_filtered(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    ap_word f = field(c, p, it, AP_IT_EXTRA);
    ap_word source = field(c, p, it, AP_IT_SOURCE);
    bool good = false;
    while (!good) {
        AP_TRY(next_of(c, p, source, out));
        if (!*out)
            return AP_OK;
        ap_word verdict = *out;
        if (f != AP_NONE)
            AP_TRY(ap_sub(c, f, out, 1, AP_NULL, &verdict));
        AP_TRY(ap_truth(c, verdict, &good));
    }
    return AP_OK;
}

static ap_ret next_called(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    bool over;
    AP_TRY(ap_sub(c, field(c, p, it, AP_IT_SOURCE), NULL, 0, AP_NULL, out));
    AP_TRY(ap_equal(c, *out, field(c, p, it, AP_IT_EXTRA), &over));
    return over ? finish(c, p, it, out) : AP_OK;
}

static ap_ret next_by_sort(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    *out = AP_NULL;
    if (!field(c, p, it, AP_IT_SOURCE))
        return AP_OK;
    switch ((ap_iter_sort)ap_get(c, it, AP_IT_SORT)) {
    case AP_ITER_LIST:
    case AP_ITER_TUPLE: return next_item(c, p, it, out);
    case AP_ITER_LIST_BACK:
    case AP_ITER_TUPLE_BACK: return item_before(c, p, it, out);
    case AP_ITER_STR: return next_rune(c, p, it, out);
    case AP_ITER_BYTES: return next_byte(c, p, it, out);
    case AP_ITER_RANGE: return next_in_range(c, p, it, out);
    case AP_ITER_KEYS:
    case AP_ITER_VALUES:
    case AP_ITER_ITEMS: return next_entry(c, p, it, out);
    case AP_ITER_SET: return next_key(c, p, it, out);
    case AP_ITER_SEQ: return next_getitem(c, p, it, 1, out);
    case AP_ITER_SEQ_BACK: return next_getitem(c, p, it, -1, out);
    case AP_ITER_ENUMERATE: return next_number(c, p, it, out);
    case AP_ITER_ZIP: return next_row(c, p, it, out);
    case AP_ITER_MAP: return next_mapped(c, p, it, out);
    case AP_ITER_FILTER: return next_filtered(c, p, it, out);
    case AP_ITER_CALLABLE: return next_called(c, p, it, out);
    case AP_ITER_COUNT: break;
    }
    return AP_OK;
}

/* An iterator of Python or of lib. */
static ap_ret next_user(ap_ctx *c, ap_word it, ap_word *out)
{
    bool found;
    ap_ret r = ap_special(c, it, "__next__", NULL, 0, out, &found);
    if (r == AP_RAISE && ap_raised_is(c, AP_X_StopIteration)) {
        ap_clear(c);
        *out = AP_NULL;
        return AP_OK;
    }
    AP_TRY(r);
    if (!found)
        return ap_raise(c, AP_X_TypeError, "'%s' object is not an iterator",
                        ap_type_name(c, it));
    return AP_OK;
}

static ap_ret next_of(ap_ctx *c, ap_pending *p, ap_word it, ap_word *out)
{
    if (ap_is_kind(c, it, AP_KIND_GENERATOR))
        return ap_gen_next(c, it, out);
    if (!ap_is_kind(c, it, AP_KIND_ITER))
        return next_user(c, it, out);
    AP_TRY(ap_enter(c, ""));
    ap_ret r = next_by_sort(c, p, it, out);
    ap_leave(c);
    return r;
}

/* A range of small ints, the commonest loop, without more ado. */
static bool next_small(const ap_ctx *c, ap_word it, ap_word *out)
{
    ap_word range = ap_get(c, it, AP_IT_SOURCE);
    if (ap_get(c, it, AP_IT_SORT) != AP_ITER_RANGE || !range)
        return false;
    ap_word start = ap_get(c, range, AP_RANGE_START);
    ap_word step = ap_get(c, range, AP_RANGE_STEP);
    ap_word len = ap_get(c, range, AP_RANGE_LEN);
    int64_t at = (int64_t)ap_get(c, it, AP_IT_AT), away, i;
    if (!(start & step & len & 1) || at >= ap_small(len)
        || __builtin_mul_overflow(at, ap_small(step), &away)
        || __builtin_add_overflow(away, ap_small(start), &i)
        || i > AP_SMALL_MAX || i < AP_SMALL_MIN)
        return false;
    *out = ap_from_small(i);
    ap_set(c, it, AP_IT_AT, (ap_word)(at + 1));
    return true;
}

ap_ret ap_next(ap_ctx *c, ap_word iter, ap_word *out)
{
    if (ap_is_kind(c, iter, AP_KIND_ITER) && next_small(c, iter, out))
        return AP_OK;
    ap_pending p;
    p.n = 0;
    AP_TRY(next_of(c, &p, iter, out));
    write_pending(c, &p);
    return AP_OK;
}

/* ---- making iterators ---------------------------------------------- */

ap_ret ap_kind_iter(ap_ctx *c, ap_word w, ap_word *out)
{
    ap_iter_sort sort;
    ap_word extra = AP_NULL, source = w;
    switch (ap_kind_of(c, w)) {
    case AP_KIND_ITER:
    case AP_KIND_GENERATOR: *out = w; return AP_OK;
    case AP_KIND_LIST: sort = AP_ITER_LIST; break;
    case AP_KIND_TUPLE: sort = AP_ITER_TUPLE; break;
    case AP_KIND_STR: sort = AP_ITER_STR; break;
    case AP_KIND_BYTES: sort = AP_ITER_BYTES; break;
    case AP_KIND_RANGE: sort = AP_ITER_RANGE; break;
    case AP_KIND_SET:
    case AP_KIND_FROZENSET:
        sort = AP_ITER_SET;
        extra = ap_from_small(ap_set_len(c, w));
        break;
    case AP_KIND_DICT:
        sort = AP_ITER_KEYS;
        extra = ap_from_small(ap_dict_len(c, w));
        break;
    case AP_KIND_VIEW:
        sort = (ap_iter_sort)(AP_ITER_KEYS + ap_get(c, w, AP_VIEW_SORT));
        source = ap_get(c, w, AP_VIEW_DICT);
        extra = ap_from_small(ap_dict_len(c, source));
        break;
    default:
        return ap_raise(c, AP_X_TypeError, "'%s' object is not iterable",
                        ap_type_name(c, w));
    }
    return ap_iter_make(c, sort, 0, source, extra, out);
}

static bool is_iterator(const ap_ctx *c, ap_word w)
{
    return ap_is_kind(c, w, AP_KIND_ITER)
        || ap_is_kind(c, w, AP_KIND_GENERATOR)
        || ap_override(c, w, "__next__");
}

bool ap_has_class_method(const ap_ctx *c, ap_word w, const char *name)
{
    ap_word key = ap_interned(c, name);
    return key && ap_is_kind(c, w, AP_KIND_CLASS) && ap_type_lookup(c, w, key);
}

ap_ret ap_class_method(ap_ctx *c, ap_word w, const char *name,
                       const ap_word *args, int n, ap_word *out)
{
    ap_word method;
    AP_TRY(ap_attr_get(c, w, name, &method));
    return ap_sub(c, method, args, n, AP_NULL, out);
}

ap_ret ap_iter(ap_ctx *c, ap_word w, ap_word *out)
{
    ap_word method = ap_override(c, w, "__iter__");
    if (method && method != AP_NONE) {
        AP_TRY(ap_call_override(c, method, w, NULL, 0, out));
        if (is_iterator(c, *out))
            return AP_OK;
        return ap_raise(c, AP_X_TypeError,
                        "iter() returned non-iterator of type '%s'",
                        ap_type_name(c, *out));
    }
    ap_kind kind = ap_kind_of(c, w);
    if (!method && (kind == AP_KIND_INSTANCE || kind == AP_KIND_NATIVE)
        && ap_override(c, w, "__getitem__"))
        return ap_iter_make(c, AP_ITER_SEQ, 0, w, AP_NULL, out);
    if (method == AP_NONE)
        return ap_raise(c, AP_X_TypeError, "'%s' object is not iterable",
                        ap_type_name(c, w));
    if (ap_has_class_method(c, w, "__class_iter__"))
        return ap_class_method(c, w, "__class_iter__", NULL, 0, out);
    return ap_kind_iter(c, w, out);
}

ap_ret ap_listed(ap_ctx *c, ap_word w, ap_word *out)
{
    *out = w;
    if ((ap_is_list(c, w) || ap_is_tuple(c, w)) && !ap_is_user(c, w)) {
        if (ap_is_list(c, w))
            ap_touch_walk(c, w);
        return AP_OK;
    }
    return ap_sub_list(c, w, out);
}

ap_ret ap_listed_so_far(ap_ctx *c, ap_word w, ap_word *out, ap_word *raised)
{
    *raised = AP_NULL;
    if (ap_is_plain_iterable(c, w))
        return ap_listed(c, w, out);
    AP_TRY(ap_list_new(c, 0, out));
    *out = ap_memo(c, *out);
    ap_ret r = ap_sub_drain(c, w, *out);
    if (r != AP_RAISE)
        return r;
    *raised = ap_load(&c->thread->raised);
    ap_clear(c);
    return AP_OK;
}

ap_ret ap_raise_again(ap_ctx *c, ap_word raised)
{
    if (raised)
        ap_store(&c->thread->raised, raised);
    return raised ? AP_RAISE : AP_OK;
}

static ap_ret reversed_by_len(ap_ctx *c, ap_word w, ap_word *out)
{
    int64_t n;
    if (!ap_override(c, w, "__getitem__") || !ap_override(c, w, "__len__"))
        return ap_raise(c, AP_X_TypeError, "'%s' object is not reversible",
                        ap_type_name(c, w));
    AP_TRY(ap_len(c, w, &n));
    return ap_iter_make(c, AP_ITER_SEQ_BACK, n - 1, w, AP_NULL, out);
}

static ap_ret reversed_range(ap_ctx *c, ap_word w, ap_word *out)
{
    ap_word n = ap_get(c, w, AP_RANGE_LEN), last, end, step, made;
    AP_TRY(ap_int_binary(c, AP_BIN_SUB, n, ap_from_small(1), &last));
    AP_TRY(ap_range_item(c, w, last, &last));
    AP_TRY(ap_int_negate(c, ap_get(c, w, AP_RANGE_STEP), &step));
    AP_TRY(ap_int_binary(c, AP_BIN_ADD, ap_get(c, w, AP_RANGE_START), step,
                         &end));
    AP_TRY(ap_range_new(c, last, end, step, &made));
    return ap_kind_iter(c, made, out);
}

ap_ret ap_reversed(ap_ctx *c, ap_word w, ap_word *out)
{
    bool found;
    int64_t n;
    AP_TRY(ap_special(c, w, "__reversed__", NULL, 0, out, &found));
    if (found)
        return AP_OK;
    switch (ap_kind_of(c, w)) {
    case AP_KIND_LIST:
    case AP_KIND_TUPLE:
        ap_items(c, w, &n);
        return ap_iter_make(
            c, ap_is_list(c, w) ? AP_ITER_LIST_BACK : AP_ITER_TUPLE_BACK,
            n - 1, w, AP_NULL, out);
    case AP_KIND_RANGE: return reversed_range(c, w, out);
    case AP_KIND_STR:
    case AP_KIND_BYTES:
    case AP_KIND_DICT:
    case AP_KIND_VIEW:
        AP_TRY(ap_sub_list(c, w, &w));
        ap_items(c, w, &n);
        return ap_iter_make(c, AP_ITER_TUPLE_BACK, n - 1, w, AP_NULL, out);
    default: return reversed_by_len(c, w, out);
    }
}

/* ---- going through ------------------------------------------------- */

typedef struct ap_walking {
    ap_word iter;
    ap_visit *visit;
    const void *arg;
} ap_walking;

/* Some items, all or none of which count as passed: AP_NONE where there are
 * more, AP_TRUE where the visitor stopped, AP_FALSE at the end. */
static ap_ret walk_some(ap_ctx *c, void *arg, ap_word *out)
{
    enum { SOME = 32 };
    const ap_walking *w = arg;
    ap_pending p;
    p.n = 0;
    bool stop = false;
    *out = AP_NONE;
    for (int i = 0; i < SOME && *out == AP_NONE; i++) {
        ap_word item;
        AP_TRY(next_of(c, &p, w->iter, &item));
        if (item)
            AP_TRY(w->visit(c, w->arg, item, &stop));
        if (!item || stop)
            *out = ap_from_bool(stop);
    }
    write_pending(c, &p);
    return AP_OK;
}

ap_ret ap_walk(ap_ctx *c, ap_word iterable, ap_visit *visit, const void *arg,
               bool *stopped)
{
    ap_walking w = {.visit = visit, .arg = arg};
    ap_word how;
    AP_TRY(ap_iter(c, iterable, &w.iter));
    w.iter = ap_memo(c, w.iter);
    uint32_t mark = ap_answers_mark(c);
    for (;;) {
        AP_TRY(ap_sub_part(c, walk_some, &w, &how));
        if (how != AP_NONE)
            break;
        ap_answers_restart(c, mark, w.iter);
    }
    *stopped = how == AP_TRUE;
    return AP_OK;
}
