/* Ints of any size and floats. */
#ifndef AP_NUMBERS_I_H
#define AP_NUMBERS_I_H

#include <gmp.h>

#include "kinds_i.h"

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

#endif
