/* What the files of the object types share with each other, and the core
 * does not need: views of ints and strs, classes of allocation, tables.
 *
 * Words used here
 *   plain class   a builtin class itself, not a Python subclass of it
 *   rune          a Unicode code point; strs are UTF-8 and know their count
 *   pending       writes that an operation has decided on but not done yet */
#ifndef AP_TYPES_I_H
#define AP_TYPES_I_H

#include <gmp.h>

#include "vm_i.h"

/* ---- allocation ---------------------------------------------------- */

/* Is it a class of Python code, not one of the builtin ones? */
bool ap_class_is_user(const ap_ctx *c, ap_word class_);
/* Does __slots__ of the class or of one above name the attribute? */
bool ap_class_has_slot(const ap_ctx *c, ap_word class_, ap_word name);
/* The name of its class by which the screen calls an object: a lock is a Lock,
 * though type() says `lock`. */
const char *ap_native_label(const ap_ctx *c, ap_word w);

static inline bool ap_is_kind(const ap_ctx *c, ap_word w, ap_kind kind)
{
    return ap_is_obj(w) && ap_head_of(c, w)->kind == kind;
}
/* Is w an instance of a Python class (with dunder methods of its own)? */
static inline bool ap_is_user(const ap_ctx *c, ap_word w)
{
    return ap_is_obj(w) && ap_class_is_user(c, ap_class_of(c, w));
}
static inline bool ap_is_bool(ap_word w)
{
    return w == AP_TRUE || w == AP_FALSE;
}
static inline bool ap_is_shared(const ap_ctx *c, ap_word obj)
{
    return atomic_load_explicit(&ap_head_of(c, obj)->flags,
                                memory_order_relaxed)
        & AP_F_SHARED;
}
/* A method that is atomic by itself looks at or changes all of it. */
static inline void ap_touch_whole(ap_ctx *c, ap_word obj, bool is_write)
{
    if (c->event)
        ap_touch(c, AP_AT_WHOLE, obj, AP_NULL, is_write, true);
}
/* An iteration goes on. */
static inline void ap_touch_walk(ap_ctx *c, ap_word obj)
{
    if (c->event)
        ap_touch(c, AP_AT_WHOLE, obj, AP_NULL, false, false);
}
static inline void ap_touch_item(ap_ctx *c, ap_word obj, ap_word key,
                                 bool is_write)
{
    if (c->event)
        ap_touch(c, AP_AT_ITEM, obj, key, is_write, false);
}

/* ---- dunder methods (special.c) ------------------------------------ */

/* obj's method of this name where a Python class or a class of lib defines
 * it; AP_NULL where the builtin kind's own behaviour holds (or there is
 * none). AP_NONE: it was set to None, which forbids the operation. */
ap_word ap_override(const ap_ctx *c, ap_word obj, const char *name);
/* Calls what ap_override found. */
ap_ret ap_call_override(ap_ctx *c, ap_word method, ap_word obj,
                        const ap_word *args, int n, ap_word *out);
/* Both at once. *found false: no override, nothing ran. */
ap_ret ap_special(ap_ctx *c, ap_word obj, const char *name,
                  const ap_word *args, int n, ap_word *out, bool *found);
/* Is it a class with this class method: what a metaclass would have, as
 * __class_getitem__ is for C[x]? enum uses __class_iter__ and others. */
bool ap_has_class_method(const ap_ctx *c, ap_word w, const char *name);
ap_ret ap_class_method(ap_ctx *c, ap_word w, const char *name,
                       const ap_word *args, int n, ap_word *out);
/* A number that is an object's own and the same in every run (id()). */
int64_t ap_id_of(const ap_ctx *c, ap_word w);
uint64_t ap_identity_of(const ap_ctx *c, ap_word w); /* ap_view_identity */
/* C functions that go into nested containers: RecursionError when too deep;
 * each ap_enter that said AP_OK is followed by ap_leave. */
ap_ret ap_enter(ap_ctx *c, const char *doing);
void ap_leave(ap_ctx *c);

/* ---- operators on builtin kinds; *out AP_NOTIMPL: not for these ---- */

ap_ret ap_kind_binary(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out);
/* (a // b, a % b) of builtin numbers; pair[0] AP_NOTIMPL for others. */
ap_ret ap_kind_divmod(ap_ctx *c, ap_word a, ap_word b, ap_word pair[2]);
ap_ret ap_kind_inplace(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out);
ap_ret ap_kind_compare(ap_ctx *c, int cmp, ap_word a, ap_word b, ap_word *out);
ap_ret ap_absolute(ap_ctx *c, ap_word a, ap_word *out); /* abs(a) */
ap_ret ap_kind_len(ap_ctx *c, ap_word w, int64_t *n, bool *has);
ap_ret ap_kind_iter(ap_ctx *c, ap_word w, ap_word *out);
ap_ret ap_kind_contains(ap_ctx *c, ap_word item, ap_word w, bool *is,
                        bool *has);
ap_ret ap_kind_getitem(ap_ctx *c, ap_word w, ap_word key, ap_word *out);
ap_ret ap_kind_setitem(ap_ctx *c, ap_word w, ap_word key, ap_word v);
ap_ret ap_kind_delitem(ap_ctx *c, ap_word w, ap_word key);
ap_ret ap_kind_hash(ap_ctx *c, ap_word w, int64_t *out);
ap_ret ap_kind_truth(ap_ctx *c, ap_word w, bool *out);
ap_ret ap_kind_repr(ap_ctx *c, ap_word w, ap_word *out);
ap_ret ap_kind_str(ap_ctx *c, ap_word w, ap_word *out);

/* ---- ints ---------------------------------------------------------- */

/* Sign and magnitude of an int; d points into the world or at `own`. */
typedef struct ap_big {
    const mp_limb_t *d;
    int64_t n; /* limbs, 0 for zero; the highest one is not 0 */
    bool negative;
    mp_limb_t own;
} ap_big;

/* False: not an int. *b must not be copied (d may point at its own). */
bool ap_big_of(const ap_ctx *c, ap_word w, ap_big *b);
ap_ret ap_big_new(ap_ctx *c, const mp_limb_t *d, int64_t n, bool negative,
                  ap_word *out);
/* The int that holds a double's integral part (finite). */
ap_ret ap_big_from_double(ap_ctx *c, double f, ap_word *out);
/* int(f): ValueError for nan, OverflowError for infinity. */
ap_ret ap_int_of_float(ap_ctx *c, double f, ap_word *out);
/* False: too large for a double. Rounds half to even. */
bool ap_big_to_double(const ap_big *b, double *f);
int ap_int_compare(const ap_ctx *c, ap_word a, ap_word b);
int64_t ap_int_hash(const ap_ctx *c, ap_word w);
/* The same of a small int: modulo 2^61 - 1 with its sign, -1 as -2. */
static inline int64_t ap_small_hash(int64_t i)
{
    const int64_t prime = ((int64_t)1 << 61) - 1;
    int64_t h = i > -prime && i < prime ? i : i % prime;
    return h == -1 ? -2 : h;
}
int ap_int_sign(const ap_ctx *c, ap_word w);
/* The arithmetic of ints; both are ints. op: AP_BIN_*, not the in-place. */
ap_ret ap_int_binary(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out);
ap_ret ap_int_divmod(ap_ctx *c, ap_word a, ap_word b, ap_word *q, ap_word *r);
ap_ret ap_int_negate(ap_ctx *c, ap_word a, ap_word *out);
ap_ret ap_int_powmod(ap_ctx *c, ap_word a, ap_word e, ap_word m, ap_word *out);
/* Digits in a base of 2..36, lower case, '-' first; *b is appended to. The
 * digit limit of base 10 is the caller's matter (ap_int_str keeps it). */
void ap_int_digits(const ap_ctx *c, ap_word w, int base, ap_str *b);
ap_ret ap_int_str(ap_ctx *c, ap_word w, ap_word *out);
/* As int(text, base); `what` is shown in the message (a str or bytes). */
ap_ret ap_int_parse(ap_ctx *c, const char *s, size_t n, int base,
                    ap_word what, ap_word *out);
/* operator.index: an int, or what __index__ gives; TypeError "'T' object
 * cannot be interpreted as an integer". */
ap_ret ap_index(ap_ctx *c, ap_word w, ap_word *out);
/* The same as an int64; beyond it clamped. */
ap_ret ap_index_clamp(ap_ctx *c, ap_word w, int64_t *out);
/* The same, but OverflowError for what does not fit. */
ap_ret ap_index_exact(ap_ctx *c, ap_word w, int64_t *out);

/* ---- floats -------------------------------------------------------- */

double ap_float_get(const ap_ctx *c, ap_word w); /* w is a float */
int64_t ap_float_hash(double f);
ap_ret ap_float_binary(ap_ctx *c, int op, double a, double b, ap_word *out);
/* The shortest text that reads back as f, as repr(f). */
void ap_float_repr(double f, ap_str *out);
/* -1, 0, 1; 2: not ordered (nan). Exact also for large ints. */
int ap_number_compare(const ap_ctx *c, ap_word a, ap_word b);
ap_ret ap_float_parse(ap_ctx *c, const char *s, size_t n, ap_word what,
                      double *out);
ap_ret ap_float_round(ap_ctx *c, double f, int64_t digits, ap_word *out);

/* ---- strs ---------------------------------------------------------- */

typedef struct ap_text {
    const char *s;
    size_t n, runes;
} ap_text;

enum { AP_STR_HASH, AP_STR_LENGTHS, AP_STR_TEXT }; /* body words */

static inline ap_text ap_text_of(const ap_ctx *c, ap_word w)
{
    uint64_t lengths = ap_get(c, w, AP_STR_LENGTHS);
    return (ap_text){(const char *)(ap_body(c, w) + AP_STR_TEXT),
                     (uint32_t)lengths, lengths >> 32};
}
static inline bool ap_is_ascii(ap_text t)
{
    return t.n == t.runes;
}
/* A str or bytes object for a class (AP_NULL: the kind's own). */
ap_ret ap_text_new(ap_ctx *c, ap_kind kind, ap_word class_, const char *s,
                   size_t n, ap_word *out);
/* A text written in place: room for n bytes, then its lengths and hash. */
ap_ret ap_text_room(ap_ctx *c, ap_kind kind, size_t n, ap_word *out);
void ap_text_done(const ap_ctx *c, ap_word w, size_t n, size_t runes);
ap_ret ap_text_join(ap_ctx *c, ap_kind kind, ap_text s, ap_text t,
                    ap_word *out);
/* Makes a str of the builder's text and clears the builder. */
ap_ret ap_str_take(ap_ctx *c, ap_str *b, ap_word *out);
uint64_t ap_text_hash(const char *s, size_t n);
/* Byte offset of rune i (0 <= i <= runes). */
size_t ap_text_offset(ap_text t, size_t i);
/* Appends repr(text) with its quotes. */
void ap_text_repr(const char *s, size_t n, ap_str *out);
bool ap_rune_is_printable(uint32_t rune);
void ap_bytes_repr(const char *s, size_t n, ap_str *out);

ap_ret ap_decode(ap_ctx *c, ap_word bytes, ap_word *out); /* from UTF-8 */

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

/* ---- text and formats ---------------------------------------------- */

ap_ret ap_percent(ap_ctx *c, ap_word format, ap_word args, ap_word *out);
/* str.format: args a tuple, kwargs a mapping or AP_NULL. */
ap_ret ap_str_format(ap_ctx *c, ap_word format, ap_word args, ap_word kwargs,
                     ap_word *out);
ap_ret ap_ascii(ap_ctx *c, ap_word w, ap_word *out); /* ascii(w) */
ap_ret ap_str_slice(ap_ctx *c, ap_word w, ap_word slice, ap_word *out);
ap_ret ap_kind_format(ap_ctx *c, ap_word w, ap_word spec, ap_word *out);
/* One rune as a str. */
ap_ret ap_rune_new(ap_ctx *c, uint32_t rune, ap_word *out);

/* ---- rows of methods, joined in builtins.c ------------------------- */

extern const ap_native_fn ap_int_methods[], ap_bool_methods[],
    ap_float_methods[], ap_str_methods[], ap_bytes_methods[],
    ap_tuple_methods[], ap_list_methods[], ap_dict_methods[],
    ap_view_methods[], ap_set_methods[], ap_frozenset_methods[],
    ap_range_methods[], ap_slice_methods[], ap_iter_methods[],
    ap_none_methods[];

/* Dunder methods that several tables share: each does what the builtin kind
 * itself does (dunder.c). */
#define AP_DUNDERS(X)                                                          \
    X(repr, 1) X(str, 1) X(hash, 1) X(bool, 1) X(len, 1) X(iter, 1)            \
    X(next, 1) X(contains, 2) X(getitem, 2) X(setitem, 3) X(delitem, 2)        \
    X(eq, 2) X(ne, 2) X(lt, 2) X(le, 2) X(gt, 2) X(ge, 2) X(format, 2)         \
    X(neg, 1) X(pos, 1) X(abs, 1) X(invert, 1) X(int, 1) X(float, 1)           \
    X(index, 1) X(round, 1) X(reversed, 1)
#define X(name, n)                                                             \
    ap_ret ap_do_##name(ap_ctx *c, ap_word *a, int n_, ap_word *out);
AP_DUNDERS(X)
#undef X
#define AP_BINARY_DUNDERS(X)                                                   \
    X(ADD, add) X(SUB, sub) X(MUL, mul) X(TRUEDIV, truediv)                    \
    X(FLOORDIV, floordiv) X(MOD, mod) X(POW, pow) X(LSHIFT, lshift)            \
    X(RSHIFT, rshift) X(AND, and) X(OR, or) X(XOR, xor)
#define X(op, name)                                                            \
    ap_ret ap_do_##name(ap_ctx *c, ap_word *a, int n, ap_word *out);           \
    ap_ret ap_do_r##name(ap_ctx *c, ap_word *a, int n, ap_word *out);          \
    ap_ret ap_do_i##name(ap_ctx *c, ap_word *a, int n, ap_word *out);
AP_BINARY_DUNDERS(X)
#undef X
#define AP_ROW(name, n) {"__" #name "__", ap_do_##name, n, n, NULL, 0}

/* str's methods of str_case.c: name, least and most arguments, params, flags;
 * rows and prototypes. */
#define AP_STR_CASE(X)                                                         \
    X(isalpha, 1, 1, NULL, 0) X(isdigit, 1, 1, NULL, 0)                        \
    X(isdecimal, 1, 1, NULL, 0) X(isnumeric, 1, 1, NULL, 0)                    \
    X(isalnum, 1, 1, NULL, 0) X(isspace, 1, 1, NULL, 0)                        \
    X(isascii, 1, 1, NULL, 0) X(isprintable, 1, 1, NULL, 0)                    \
    X(isidentifier, 1, 1, NULL, 0) X(isupper, 1, 1, NULL, 0)                   \
    X(islower, 1, 1, NULL, 0) X(istitle, 1, 1, NULL, 0)                        \
    X(upper, 1, 1, NULL, 0) X(lower, 1, 1, NULL, 0)                            \
    X(swapcase, 1, 1, NULL, 0) X(title, 1, 1, NULL, 0)                         \
    X(capitalize, 1, 1, NULL, 0) X(casefold, 1, 1, NULL, 0)                    \
    X(ljust, 2, 3, NULL, 0) X(rjust, 2, 3, NULL, 0)                            \
    X(center, 2, 3, NULL, 0) X(zfill, 2, 2, NULL, 0)                           \
    X(expandtabs, 0, 0, "self, tabsize=", 0) X(translate, 2, 2, NULL, 0)       \
    X(maketrans, 1, 3, NULL, AP_FN_STATIC)
#define X(name, least, most, params, flags)                                    \
    ap_ret ap_str_##name(ap_ctx *c, ap_word *a, int n, ap_word *out);
AP_STR_CASE(X)
#undef X

/* Builtin functions of builtins_attr.c. */
#define AP_ATTR_BUILTINS(X)                                                    \
    X(isinstance) X(issubclass) X(callable) X(getattr) X(setattr) X(hasattr)   \
    X(delattr) X(dir) X(vars) X(globals) X(locals)
#define X(name)                                                                \
    ap_ret ap_builtin_##name(ap_ctx *c, ap_word *a, int n, ap_word *out);
AP_ATTR_BUILTINS(X)
#undef X
bool ap_is_callable(const ap_ctx *c, ap_word w);

/* The items of a list or tuple in order, as a fresh list; key AP_NULL: none.
 * *before: the items as they were when it began, whatever Python code did. */
ap_ret ap_sort(ap_ctx *c, ap_word items, ap_word key, bool reverse,
               ap_word *before, ap_word *out);
/* key(item) of every item of a list or tuple, each called once; *before as
 * above. Without a key the items themselves. */
ap_ret ap_keys_of(ap_ctx *c, ap_word items, ap_word key, ap_word *before,
                  ap_word *keys);
/* round(w, digits) of an int or float; AP_NULL: to an int. */
ap_ret ap_round_half_even(ap_ctx *c, ap_word w, ap_word digits, ap_word *out);

#endif
