/* The commonest cases of arithmetic and comparison, without a call: see
 * quick_i.h for the rules.
 *
 * Words used here
 *   plain   of a builtin class itself: instances of Python classes have a
 *           word for their dict (AP_F_DICT), those of the builtin kinds that
 *           are asked about here have none */
#ifndef AP_QUICK_NUMBER_I_H
#define AP_QUICK_NUMBER_I_H

#include <string.h>

#include "world_i.h"

#include "types_i.h"

/* The fast loop has each of them in every place where it is used: there the
 * operator is known. For one step that would only be more to set up. */
#if defined AP_MANY && AP_MANY
#    define AP_INLINE static inline __attribute__((always_inline))
#else
#    define AP_INLINE static inline
#endif
#define AP_LIKELY(x) __builtin_expect(!!(x), 1)
#define AP_UNLIKELY(x) __builtin_expect(!!(x), 0)

AP_INLINE bool ap_is_plain(const ap_ctx *c, ap_word w, ap_kind kind)
{
    if (!ap_is_obj(w))
        return false;
    const ap_head *h = ap_head_of(c, w);
    return h->kind == kind
        && !(atomic_load_explicit(&h->flags, memory_order_relaxed)
             & AP_F_DICT);
}

/* ---- whole numbers ------------------------------------------------- */

/* Small ints as words: 2i + 1 and 2k + 1 add up to 2(i + k) + 1 plus 1. */
static inline bool ap_quick_add(ap_word a, ap_word b, ap_word *out)
{
    int64_t sum;
    bool fits = !__builtin_add_overflow((int64_t)a, (int64_t)(b - 1), &sum);
    *out = (ap_word)sum;
    return fits;
}

static inline bool ap_quick_sub(ap_word a, ap_word b, ap_word *out)
{
    int64_t rest;
    bool fits = !__builtin_sub_overflow((int64_t)a, (int64_t)(b - 1), &rest);
    *out = (ap_word)rest;
    return fits;
}

static inline bool ap_quick_mul(ap_word a, ap_word b, ap_word *out)
{
    int64_t twice;
    bool fits = !__builtin_mul_overflow((int64_t)(a - 1), ap_small(b), &twice);
    *out = (ap_word)twice | 1;
    return fits;
}

/* By a positive divisor; short ones divide faster. */
static inline bool ap_quick_divmod(ap_word a, ap_word b, int64_t *q, int64_t *r)
{
    int64_t x = ap_small(a), y = ap_small(b);
    if (y <= 0)
        return false;
    if (!((uint64_t)(x | y) >> 32)) {
        *q = (uint32_t)x / (uint32_t)y;
        *r = (uint32_t)x % (uint32_t)y;
        return true;
    }
    *q = x / y;
    *r = x % y;
    if (*r < 0) {
        --*q;
        *r += y;
    }
    return true;
}

static inline bool ap_quick_floordiv(ap_word a, ap_word b, ap_word *out)
{
    int64_t q = 0, r;
    bool can = ap_quick_divmod(a, b, &q, &r);
    *out = ap_from_small(q);
    return can;
}

static inline bool ap_quick_mod(ap_word a, ap_word b, ap_word *out)
{
    int64_t q, r = 0;
    bool can = ap_quick_divmod(a, b, &q, &r);
    *out = ap_from_small(r);
    return can;
}

static inline bool ap_quick_lshift(ap_word a, ap_word b, ap_word *out)
{
    int64_t x = ap_small(a), by = ap_small(b);
    if (by < 0 || by > 61)
        return false;
    int64_t shifted = (int64_t)((uint64_t)x << by);
    *out = ap_from_small(shifted);
    return shifted >> by == x && ap_small(*out) == shifted;
}

static inline bool ap_quick_rshift(ap_word a, ap_word b, ap_word *out)
{
    int64_t by = ap_small(b);
    *out = ap_from_small(ap_small(a) >> (by > 63 ? 63 : by & 63));
    return by >= 0;
}

/* `op` is one of AP_BIN_*; where the compiler knows it, one line remains. */
AP_INLINE bool ap_quick_ints(int op, ap_word a, ap_word b, ap_word *out)
{
    switch (op) {
    case AP_BIN_ADD: return ap_quick_add(a, b, out);
    case AP_BIN_SUB: return ap_quick_sub(a, b, out);
    case AP_BIN_MUL: return ap_quick_mul(a, b, out);
    case AP_BIN_FLOORDIV: return ap_quick_floordiv(a, b, out);
    case AP_BIN_MOD: return ap_quick_mod(a, b, out);
    case AP_BIN_LSHIFT: return ap_quick_lshift(a, b, out);
    case AP_BIN_RSHIFT: return ap_quick_rshift(a, b, out);
    case AP_BIN_AND: *out = a & b; return true;
    case AP_BIN_OR: *out = a | b; return true;
    case AP_BIN_XOR: *out = (a ^ b) | 1; return true;
    default: return false;
    }
}

/* ---- floats -------------------------------------------------------- */

static inline double ap_double_of(const ap_ctx *c, ap_word w)
{
    uint64_t bits = ap_get(c, w, 0);
    double f;
    memcpy(&f, &bits, sizeof f);
    return f;
}

/* A plain float or a small int as a double. */
AP_INLINE bool ap_quick_double(const ap_ctx *c, ap_word w, double *f)
{
    if (ap_is_plain(c, w, AP_KIND_FLOAT)) {
        *f = ap_double_of(c, w);
        return true;
    }
    *f = (double)ap_small(w);
    return ap_is_small(w);
}

/* A fresh float where there is room for one. */
AP_INLINE bool ap_quick_box(ap_ctx *c, double f, ap_word *out)
{
    enum { BYTES = sizeof(ap_head) + 16 };
    ap_process *p = c->process;
    ap_word at = p->used;
    if (AP_UNLIKELY(at + BYTES > p->limit))
        return false;
    ap_head head = {.kind = AP_KIND_FLOAT,
                    .flags = AP_F_RAW,
                    .units = BYTES / 8};
    uint64_t bits;
    head.class_ = (uint32_t)(ap_load(&p->classes[AP_KIND_FLOAT]) / 16);
    p->used = at + BYTES;
    memcpy(ap_at(c, at), &head, sizeof head);
    memcpy(&bits, &f, sizeof bits);
    ap_set(c, at, 0, bits);
    ap_set(c, at, 1, 0);
    *out = at;
    return true;
}

/* Both ints: / of such as doubles hold exactly is correctly rounded. */
static inline bool ap_divides_exactly(ap_word a, ap_word b)
{
    const int64_t most = (int64_t)1 << 53;
    int64_t x = ap_small(a), y = ap_small(b);
    return x >= -most && x <= most && y >= -most && y <= most;
}

AP_INLINE bool ap_quick_floats(ap_ctx *c, int op, ap_word a, ap_word b,
                               ap_word *out)
{
    double f, g;
    if (!ap_quick_double(c, a, &f) || !ap_quick_double(c, b, &g))
        return false;
    if ((a & b & 1) && (op != AP_BIN_TRUEDIV || !ap_divides_exactly(a, b)))
        return false;
    switch (op) {
    case AP_BIN_ADD: return ap_quick_box(c, f + g, out);
    case AP_BIN_SUB: return ap_quick_box(c, f - g, out);
    case AP_BIN_MUL: return ap_quick_box(c, f * g, out);
    case AP_BIN_TRUEDIV: return g != 0 && ap_quick_box(c, f / g, out);
    default: return false;
    }
}

/* ---- comparing ----------------------------------------------------- */

#define AP_COMPARED(cmp, x, y)                                                 \
    ((cmp) == AP_CMP_LT       ? (x) < (y)                                      \
         : (cmp) == AP_CMP_LE ? (x) <= (y)                                     \
         : (cmp) == AP_CMP_EQ ? (x) == (y)                                     \
         : (cmp) == AP_CMP_NE ? (x) != (y)                                     \
         : (cmp) == AP_CMP_GT ? (x) > (y)                                      \
                              : (x) >= (y))

AP_INLINE bool ap_quick_compare(const ap_ctx *c, int cmp, ap_word a,
                                ap_word b, bool *is)
{
    double f, g;
    if (a & b & 1) {
        *is = AP_COMPARED(cmp, (int64_t)a, (int64_t)b);
        return true;
    }
    if (ap_is_plain(c, a, AP_KIND_FLOAT) && ap_is_plain(c, b, AP_KIND_FLOAT)) {
        f = ap_double_of(c, a);
        g = ap_double_of(c, b);
        *is = AP_COMPARED(cmp, f, g);
        return true;
    }
    if ((cmp == AP_CMP_EQ || cmp == AP_CMP_NE)
        && ap_is_plain(c, a, AP_KIND_STR) && ap_is_plain(c, b, AP_KIND_STR)) {
        bool same = a == b
            || (ap_get(c, a, AP_STR_HASH) == ap_get(c, b, AP_STR_HASH)
                && ap_str_equal(c, a, b));
        *is = same == (cmp == AP_CMP_EQ);
        return true;
    }
    return false;
}

#endif
