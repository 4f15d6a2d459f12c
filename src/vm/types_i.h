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

/* ---- allocation ----------------------------------------------------------- */

/* Is it a class of Python code, not one of the builtin ones? */
bool ap_class_is_user(const ap_ctx *c, ap_word class_);

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
static inline void ap_touch_whole(ap_ctx *c, ap_word obj, bool is_write)
{
    if (c->event)
        ap_touch(c, AP_AT_WHOLE, obj, AP_NULL, is_write, true);
}
static inline void ap_touch_item(ap_ctx *c, ap_word obj, ap_word key,
                                 bool is_write)
{
    if (c->event)
        ap_touch(c, AP_AT_ITEM, obj, key, is_write, true);
}

/* ---- dunder methods (special.c) ------------------------------------------- */

/* Calls obj's method of this name, looked up on its class, with n more
 * arguments. *found false: it has none (None counts as none), nothing ran. */
ap_ret ap_special(ap_ctx *c, ap_word obj, const char *name,
                  const ap_word *args, int n, ap_word *out, bool *found);
/* The method as found on the class of obj, unbound, or AP_NULL. */
ap_word ap_special_of(const ap_ctx *c, ap_word obj, const char *name);

/* ---- ints ------------------------------------------------------------------ */

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
/* False: too large for a double. Rounds half to even. */
bool ap_big_to_double(const ap_big *b, double *f);
int ap_int_compare(const ap_ctx *c, ap_word a, ap_word b);
int64_t ap_int_hash(const ap_ctx *c, ap_word w);
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

/* ---- floats ------------------------------------------------------------------ */

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

/* ---- strs ---------------------------------------------------------------------- */

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
/* Makes a str of the builder's text and clears the builder. */
ap_ret ap_str_take(ap_ctx *c, ap_str *b, ap_word *out);
uint64_t ap_text_hash(const char *s, size_t n);
/* Byte offset of rune i (0 <= i <= runes). */
size_t ap_text_offset(ap_text t, size_t i);
/* Appends repr(text) with its quotes. */
void ap_text_repr(const char *s, size_t n, ap_str *out);
void ap_bytes_repr(const char *s, size_t n, ap_str *out);

/* ---- sequences and tables --------------------------------------------------------- */

/* A tuple with n items still to be set by ap_tuple_put. */
ap_ret ap_tuple_room(ap_ctx *c, ap_word class_, int64_t n, ap_word *out);
void ap_tuple_put(const ap_ctx *c, ap_word tuple, int64_t i, ap_word w);
/* Items of a list or tuple as an array in the world (until the next write). */
const ap_slot *ap_items(const ap_ctx *c, ap_word w, int64_t *n);
ap_ret ap_list_of(ap_ctx *c, const ap_slot *items, int64_t n, ap_word *out);
/* Room for that many items; the length stays. */
ap_ret ap_list_reserve(ap_ctx *c, ap_word list, int64_t room);
/* Cuts the list, or counts in items that ap_list_put has yet to set. */
void ap_list_set_len(const ap_ctx *c, ap_word list, int64_t n);
ap_ret ap_array_new(ap_ctx *c, int64_t n, ap_word *out);

/* Entry of any key, -1: none; *hash as the table keeps it. */
ap_ret ap_dict_find(ap_ctx *c, ap_word d, ap_word key, int64_t hash,
                    int64_t *entry);
ap_ret ap_dict_set_hashed(ap_ctx *c, ap_word d, ap_word key, int64_t hash,
                          ap_word value);
/* The key that is a str of this text, or AP_NULL. */
ap_word ap_dict_find_text(const ap_ctx *c, ap_word d, const char *s, size_t n);
int64_t ap_dict_hash_at(const ap_ctx *c, ap_word d, int64_t i);
void ap_dict_drop(const ap_ctx *c, ap_word d, int64_t i);
void ap_dict_clear(const ap_ctx *c, ap_word d);
/* A plain dict with the same entries. */
ap_ret ap_dict_copy(ap_ctx *c, ap_word d, ap_word *out);

#endif
