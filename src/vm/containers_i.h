/* Lists, tuples, dicts and sets; ranges, slices, views, iterators. */
#ifndef AP_CONTAINERS_I_H
#define AP_CONTAINERS_I_H

#include "kinds_i.h"

/* ---- sequences and tables ------------------------------------------ */

/* A tuple with n items still to be set by ap_tuple_put. */
ap_ret ap_tuple_room(ap_ctx *c, ap_word class_, int64_t n, ap_word *out);
void ap_tuple_put(const ap_ctx *c, ap_word tuple, int64_t i, ap_word w);
/* Items of a list or tuple as an array in the world (until the next write). */
const ap_slot *ap_items(const ap_ctx *c, ap_word w, int64_t *n);
ap_ret ap_list_of(ap_ctx *c, const ap_slot *items, int64_t n, ap_word *out);
/* The list takes over another (fresh) one's items. */
void ap_list_become(ap_ctx *c, ap_word list, ap_word other);
void ap_list_cut(const ap_ctx *c, ap_word list, int64_t at); /* del list[at] */
ap_ret ap_list_extend(ap_ctx *c, ap_word list, ap_word iterable);
ap_ret ap_array_new(ap_ctx *c, int64_t n, ap_word *out);

/* Entry of any key, -1: none; *hash as the table keeps it. */
ap_ret ap_dict_find(ap_ctx *c, ap_word d, ap_word key, int64_t hash,
                    int64_t *entry);
ap_ret ap_dict_set_hashed(ap_ctx *c, ap_word d, ap_word key, int64_t hash,
                          ap_word value);
int64_t ap_dict_hash_at(const ap_ctx *c, ap_word d, int64_t i);
void ap_dict_drop(const ap_ctx *c, ap_word d, int64_t i);
void ap_dict_clear(const ap_ctx *c, ap_word d);
/* A plain dict with the same entries. */
ap_ret ap_dict_copy(ap_ctx *c, ap_word d, ap_word *out);

/* Adds all entries of another dict; may call Python, so d must be fresh. */
ap_ret ap_dict_take_all(ap_ctx *c, ap_word d, ap_word from);
/* A mapping or an iterable of pairs as a dict (a dict as it is). */
ap_ret ap_dict_from(ap_ctx *c, ap_word w, ap_word *out);
ap_ret ap_dict_update(ap_ctx *c, ap_word d, ap_word from);
void ap_dict_become(ap_ctx *c, ap_word d, ap_word other);

/* ---- sets (set.c) -------------------------------------------------- */

static inline bool ap_is_set(const ap_ctx *c, ap_word w)
{
    return ap_is_kind(c, w, AP_KIND_SET) || ap_is_kind(c, w, AP_KIND_FROZENSET);
}
int64_t ap_set_len(const ap_ctx *c, ap_word set);
/* Slots of the table; the key in slot i or AP_NULL. */
int64_t ap_set_slots(const ap_ctx *c, ap_word set);
ap_word ap_set_key_at(const ap_ctx *c, ap_word set, int64_t i, int64_t *hash);
ap_ret ap_set_new(ap_ctx *c, ap_kind kind, ap_word class_, ap_word *out);
ap_ret ap_set_add(ap_ctx *c, ap_word set, ap_word key);
ap_ret ap_set_has(ap_ctx *c, ap_word set, ap_word key, bool *has);
ap_ret ap_set_discard(ap_ctx *c, ap_word set, ap_word key, bool *had);
/* A copy that iterates in the same order. */
ap_ret ap_set_copy(ap_ctx *c, ap_kind kind, ap_word class_, ap_word set,
                   ap_word *out);
/* op: AP_BIN_AND, OR, SUB, XOR of two sets; a fresh set of a's kind. */
ap_ret ap_set_binary(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out);
ap_ret ap_set_meet(ap_ctx *c, ap_word set, ap_word other, ap_word *out);
/* What `set op= other` would make of it, other any iterable: a fresh set with
 * the table that CPython's would have. */
ap_ret ap_set_change(ap_ctx *c, int op, ap_word set, ap_word other,
                     ap_word *out);
/* Makes `set` hold what `other` holds (same kind of table). */
void ap_set_become(ap_ctx *c, ap_word set, ap_word other);
ap_ret ap_set_pop(ap_ctx *c, ap_word set, ap_word *out);
void ap_set_clear(const ap_ctx *c, ap_word set);
ap_ret ap_set_compare(ap_ctx *c, int cmp, ap_word a, ap_word b, bool *out);
/* A set as it is; of a keys or items view a set with its items. */
ap_ret ap_set_from_view(ap_ctx *c, ap_word w, ap_word *out);
/* A set of an iterable's items. */
ap_ret ap_set_from(ap_ctx *c, ap_kind kind, ap_word class_, ap_word iterable,
                   ap_word *out);

/* ---- ranges, slices, views, iterators (range.c, iter.c) ------------ */

enum { AP_RANGE_START, AP_RANGE_STOP, AP_RANGE_STEP, AP_RANGE_LEN,
       AP_RANGE_WORDS };
enum { AP_SLICE_START, AP_SLICE_STOP, AP_SLICE_STEP, AP_SLICE_WORDS };
enum { AP_VIEW_SORT, AP_VIEW_DICT, AP_VIEW_WORDS };
enum { AP_VIEW_KEYS, AP_VIEW_VALUES, AP_VIEW_ITEMS };

ap_ret ap_range_new(ap_ctx *c, ap_word start, ap_word stop, ap_word step,
                    ap_word *out);
/* Item i of it, 0 <= i < length. */
ap_ret ap_range_item(ap_ctx *c, ap_word range, ap_word i, ap_word *out);
/* Its index, -1 where it is not in. */
ap_ret ap_range_find(ap_ctx *c, ap_word range, ap_word i, ap_word *at);
ap_ret ap_range_contains(ap_ctx *c, ap_word range, ap_word i, bool *is);
ap_ret ap_range_slice(ap_ctx *c, ap_word range, ap_word slice, ap_word *out);
ap_ret ap_slice_new(ap_ctx *c, ap_word start, ap_word stop, ap_word step,
                    ap_word *out);

ap_ret ap_iter_make(ap_ctx *c, ap_iter_sort sort, int64_t position,
                    ap_word source, ap_word extra, ap_word *out);
/* Steps out of a builtin iterator's own state: for len-like shortcuts. */
ap_ret ap_reversed(ap_ctx *c, ap_word w, ap_word *out);

/* Visits the items of any iterable until the visitor stops. It may call
 * Python; the iterator has then passed what was visited, no more. */
typedef ap_ret ap_visit(ap_ctx *c, const void *arg, ap_word item, bool *stop);
ap_ret ap_walk(ap_ctx *c, ap_word iterable, ap_visit *visit, const void *arg,
               bool *stopped);

/* Appends the items to the list as they come, one a step; those that came
 * before an exception stay. */
ap_ret ap_sub_drain(ap_ctx *c, ap_word iterable, ap_word list);
/* As ap_listed; where the iterable raises, *raised is its exception and *out
 * has the items that came before. */
ap_ret ap_listed_so_far(ap_ctx *c, ap_word iterable, ap_word *out,
                        ap_word *raised);
/* AP_OK, or AP_RAISE with the exception that ap_listed_so_far gave. */
ap_ret ap_raise_again(ap_ctx *c, ap_word raised);
/* All items, as a list or tuple (itself where it is one). */
ap_ret ap_listed(ap_ctx *c, ap_word iterable, ap_word *out);

/* sum(iterable, start); min and max: a is key=, default=, the tuple of
 * arguments, cmp AP_CMP_LT or AP_CMP_GT (fold.c). */
ap_ret ap_sum(ap_ctx *c, ap_word *a, int n, ap_word *out);
ap_ret ap_extreme(ap_ctx *c, const ap_word *a, int cmp, const char *who,
                  ap_word *out);
/* What was given as key=; AP_NULL: none. */
ap_word ap_key_function(ap_word given);

#endif
