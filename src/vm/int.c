/* Ints: small ones lie in the word, the others are limbs in the world
 * (GMP's mpn layer), as sign and magnitude.
 *
 * Every int of the builtin class has one form only: what fits 63 bits is
 * small. Instances of subclasses are always BIGINT objects, whatever their
 * value. Word 0 of a BIGINT is limbs << 1 | negative. */
#include <math.h>
#include <string.h>

#include "types_i.h"

/* Beyond this a result could never fit a process's memory. */
enum { MOST_LIMBS = 1 << 27 };

static ap_ret too_large(ap_ctx *c)
{
    return ap_raise_arg(c, AP_X_MemoryError, AP_NULL);
}

bool ap_is_int(const ap_ctx *c, ap_word w)
{
    return ap_is_small(w) || ap_is_bool(w) || ap_is_kind(c, w, AP_KIND_BIGINT);
}

bool ap_big_of(const ap_ctx *c, ap_word w, ap_big *b)
{
    if (ap_is_kind(c, w, AP_KIND_BIGINT)) {
        uint64_t head = ap_get(c, w, 0);
        b->n = (int64_t)(head >> 1);
        b->negative = head & 1;
        b->d = (const mp_limb_t *)(const void *)(ap_body(c, w) + 1);
        return true;
    }
    if (!ap_is_small(w) && !ap_is_bool(w))
        return false;
    int64_t i = ap_is_small(w) ? ap_small(w) : w == AP_TRUE;
    b->negative = i < 0;
    b->own = i < 0 ? -(uint64_t)i : (uint64_t)i;
    b->n = i != 0;
    b->d = &b->own;
    return true;
}

/* ---- making ------------------------------------------------------------- */

/* A BIGINT being computed: room for n limbs, n < MOST_LIMBS. */
static ap_ret room_for(ap_ctx *c, int64_t n, ap_word *w, mp_limb_t **d)
{
    if (n >= MOST_LIMBS)
        return too_large(c);
    AP_TRY(ap_new(c, AP_KIND_BIGINT, AP_NULL, n + 1, w));
    *d = (mp_limb_t *)(void *)(ap_body(c, *w) + 1);
    return AP_OK;
}

static bool fits_small(const mp_limb_t *d, int64_t n, bool negative,
                       ap_word *out)
{
    uint64_t m = n ? d[0] : 0;
    if (n > 1 || m > (uint64_t)AP_SMALL_MAX + negative)
        return false;
    *out = ap_from_small(negative ? -(int64_t)m : (int64_t)m);
    return true;
}

/* What was computed into room_for's limbs becomes an int. */
static ap_word done(ap_ctx *c, ap_word w, int64_t n, bool negative)
{
    const mp_limb_t *d = (mp_limb_t *)(void *)(ap_body(c, w) + 1);
    while (n > 0 && d[n - 1] == 0)
        n--;
    ap_word small;
    if (fits_small(d, n, negative, &small))
        return small;
    ap_set(c, w, 0, (uint64_t)n << 1 | negative);
    return w;
}

ap_ret ap_big_new(ap_ctx *c, const mp_limb_t *d, int64_t n, bool negative,
                  ap_word *out)
{
    while (n > 0 && d[n - 1] == 0)
        n--;
    if (fits_small(d, n, negative, out))
        return AP_OK;
    mp_limb_t *to;
    AP_TRY(room_for(c, n, out, &to));
    memcpy(to, d, (size_t)n * sizeof *d);
    *out = done(c, *out, n, negative);
    return AP_OK;
}

ap_ret ap_int_new(ap_ctx *c, int64_t i, ap_word *out)
{
    mp_limb_t m = i < 0 ? -(uint64_t)i : (uint64_t)i;
    if (i >= AP_SMALL_MIN && i <= AP_SMALL_MAX) {
        *out = ap_from_small(i);
        return AP_OK;
    }
    return ap_big_new(c, &m, 1, i < 0, out);
}

bool ap_int_get(const ap_ctx *c, ap_word w, int64_t *i)
{
    if (ap_is_small(w)) {
        *i = ap_small(w);
        return true;
    }
    ap_big b;
    if (!ap_big_of(c, w, &b) || b.n > 1)
        return false;
    uint64_t m = b.n ? b.d[0] : 0;
    if (m > (uint64_t)INT64_MAX + b.negative)
        return false;
    *i = (int64_t)(b.negative ? -m : m);
    return true;
}

int ap_int_sign(const ap_ctx *c, ap_word w)
{
    ap_big b = {0};
    ap_big_of(c, w, &b);
    return b.n == 0 ? 0 : b.negative ? -1 : 1;
}

/* ---- ints and doubles ---------------------------------------------- */

ap_ret ap_big_from_double(ap_ctx *c, double f, ap_word *out)
{
    int exponent;
    double part = frexp(fabs(trunc(f)), &exponent);
    if (exponent <= 62) {
        *out = ap_from_small((int64_t)f);
        return AP_OK;
    }
    mp_limb_t m = (uint64_t)ldexp(part, 53), *d;
    int64_t shift = exponent - 53, n = shift / 64 + 2;
    AP_TRY(room_for(c, n, out, &d));
    d[shift / 64] = m << shift % 64;
    d[shift / 64 + 1] = shift % 64 ? m >> (64 - shift % 64) : 0;
    *out = done(c, *out, n, f < 0);
    return AP_OK;
}

ap_ret ap_int_of_float(ap_ctx *c, double f, ap_word *out)
{
    if (isnan(f))
        return ap_raise(c, AP_X_ValueError,
                        "cannot convert float NaN to integer");
    if (isinf(f))
        return ap_raise(c, AP_X_OverflowError,
                        "cannot convert float infinity to integer");
    return ap_big_from_double(c, f, out);
}

static int64_t bits_of(const ap_big *b)
{
    return b->n ? b->n * 64 - __builtin_clzl(b->d[b->n - 1]) : 0;
}

static bool any_bit_below(const ap_big *b, int64_t bit)
{
    for (int64_t i = 0; i < bit / 64; i++)
        if (b->d[i])
            return true;
    return bit % 64 && b->d[bit / 64] << (64 - bit % 64);
}

/* The 64 bits from `bit` on. */
static uint64_t bits_from(const ap_big *b, int64_t bit)
{
    int64_t i = bit / 64, s = bit % 64;
    uint64_t low = i < b->n ? b->d[i] >> s : 0;
    return s && i + 1 < b->n ? low | b->d[i + 1] << (64 - s) : low;
}

bool ap_big_to_double(const ap_big *b, double *f)
{
    int64_t bits = bits_of(b), drop = bits > 64 ? bits - 64 : 0;
    uint64_t top = bits_from(b, drop);
    if (bits <= 64 && top <= (uint64_t)1 << 53) {
        *f = b->negative ? -(double)top : (double)top;
        return true;
    }
    if (bits > 1024)
        return false;
    /* A sticky last bit makes the host's own rounding the right one. */
    if (any_bit_below(b, drop))
        top |= 1;
    *f = ldexp((double)top, (int)drop);
    if (b->negative)
        *f = -*f;
    return !isinf(*f);
}

bool ap_number_get(const ap_ctx *c, ap_word w, double *f)
{
    if (ap_is_float(c, w)) {
        *f = ap_float_get(c, w);
        return true;
    }
    ap_big b;
    return ap_big_of(c, w, &b) && ap_big_to_double(&b, f);
}

/* ---- comparing, hashing -------------------------------------------- */

static int compare_magnitudes(const ap_big *a, const ap_big *b)
{
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    return a->n ? mpn_cmp(a->d, b->d, a->n) : 0;
}

int ap_int_compare(const ap_ctx *c, ap_word a, ap_word b)
{
    if (ap_is_small(a) && ap_is_small(b))
        return (ap_small(a) > ap_small(b)) - (ap_small(a) < ap_small(b));
    ap_big x = {0}, y = {0};
    ap_big_of(c, a, &x);
    ap_big_of(c, b, &y);
    if (x.negative != y.negative)
        return x.negative ? -1 : 1;
    int order = compare_magnitudes(&x, &y);
    return x.negative ? -order : order;
}

/* CPython's: modulo the prime 2^61 - 1, sign kept, -1 becomes -2. */
int64_t ap_int_hash(const ap_ctx *c, ap_word w)
{
    if (ap_is_small(w))
        return ap_small_hash(ap_small(w));
    ap_big b = {0};
    ap_big_of(c, w, &b);
    if (!b.n)
        return 0;
    mp_limb_t prime = ((mp_limb_t)1 << 61) - 1;
    int64_t h = (int64_t)mpn_mod_1(b.d, b.n, prime);
    h = b.negative ? -h : h;
    return h == -1 ? -2 : h;
}

/* ---- adding, multiplying ------------------------------------------- */

ap_ret ap_int_negate(ap_ctx *c, ap_word a, ap_word *out)
{
    ap_big x = {0};
    ap_big_of(c, a, &x);
    return ap_big_new(c, x.d, x.n, !x.negative, out);
}

static ap_ret add(ap_ctx *c, const ap_big *a, const ap_big *b, bool b_negative,
                  ap_word *out)
{
    int order = compare_magnitudes(a, b);
    bool negative = order < 0 ? b_negative : a->negative;
    const ap_big *big = order < 0 ? b : a, *small = order < 0 ? a : b;
    mp_limb_t *d;
    AP_TRY(room_for(c, big->n + 1, out, &d));
    if (!small->n)
        memcpy(d, big->d, (size_t)big->n * sizeof *d);
    else if (a->negative == b_negative)
        d[big->n] = mpn_add(d, big->d, big->n, small->d, small->n);
    else
        mpn_sub(d, big->d, big->n, small->d, small->n);
    *out = done(c, *out, big->n + 1, negative);
    return AP_OK;
}

static ap_ret multiply(ap_ctx *c, const ap_big *a, const ap_big *b,
                       ap_word *out)
{
    const ap_big *big = a->n < b->n ? b : a, *small = a->n < b->n ? a : b;
    *out = ap_from_small(0);
    if (!small->n)
        return AP_OK;
    mp_limb_t *d;
    AP_TRY(room_for(c, a->n + b->n, out, &d));
    mpn_mul(d, big->d, big->n, small->d, small->n);
    *out = done(c, *out, a->n + b->n, a->negative != b->negative);
    return AP_OK;
}

/* ---- dividing ------------------------------------------------------ */

/* Quotient and remainder towards zero; b is not 0, |a| >= |b|. */
static ap_ret divide(ap_ctx *c, const ap_big *a, const ap_big *b, ap_word *q,
                     ap_word *r)
{
    mp_limb_t *qd, *rd;
    AP_TRY(room_for(c, a->n - b->n + 1, q, &qd));
    AP_TRY(room_for(c, b->n, r, &rd));
    mpn_tdiv_qr(qd, rd, 0, a->d, a->n, b->d, b->n);
    *q = done(c, *q, a->n - b->n + 1, a->negative != b->negative);
    *r = done(c, *r, b->n, a->negative);
    return AP_OK;
}

ap_ret ap_int_divmod(ap_ctx *c, ap_word a, ap_word b, ap_word *q, ap_word *r)
{
    ap_big x = {0}, y = {0};
    ap_big_of(c, a, &x);
    ap_big_of(c, b, &y);
    if (!y.n)
        return ap_raise(c, AP_X_ZeroDivisionError,
                        "integer division or modulo by zero");
    *q = ap_from_small(0);
    *r = a;
    if (ap_is_bool(a) || ap_is_user(c, a))
        AP_TRY(ap_big_new(c, x.d, x.n, x.negative, r));
    if (compare_magnitudes(&x, &y) >= 0)
        AP_TRY(divide(c, &x, &y, q, r));
    /* Towards minus infinity: the remainder has the divisor's sign. */
    if (ap_int_sign(c, *r) == 0 || x.negative == y.negative)
        return AP_OK;
    AP_TRY(ap_int_binary(c, AP_BIN_SUB, *q, ap_from_small(1), q));
    return ap_int_binary(c, AP_BIN_ADD, *r, b, r);
}

/* Correctly rounded: a quotient of at least 55 bits with a sticky last one. */
static ap_ret true_divide(ap_ctx *c, ap_word a, ap_word b, ap_word *out)
{
    ap_big x = {0}, y = {0};
    ap_big_of(c, a, &x);
    ap_big_of(c, b, &y);
    if (!y.n)
        return ap_raise(c, AP_X_ZeroDivisionError, "division by zero");
    double f = 0, g = 1;
    if (bits_of(&x) <= 53 && bits_of(&y) <= 53) {
        ap_big_to_double(&x, &f);
        ap_big_to_double(&y, &g);
        return ap_float_new(c, f / g, out);
    }
    int64_t shift = bits_of(&x) - bits_of(&y) - 64;
    if (shift > 1024)
        return ap_raise(c, AP_X_OverflowError,
                        "integer division result too large for a float");
    if (shift < -1200)
        return ap_float_new(c, x.negative != y.negative ? -0.0 : 0.0, out);
    bool negative = x.negative != y.negative;
    ap_word q, r, by;
    AP_TRY(ap_big_new(c, x.d, x.n, false, &q));
    AP_TRY(ap_big_new(c, y.d, y.n, false, &by));
    if (shift < 0)
        AP_TRY(ap_int_binary(c, AP_BIN_LSHIFT, q, ap_from_small(-shift), &q));
    else
        AP_TRY(ap_int_binary(c, AP_BIN_LSHIFT, by, ap_from_small(shift), &by));
    AP_TRY(ap_int_divmod(c, q, by, &q, &r));
    AP_TRY(ap_int_binary(c, AP_BIN_LSHIFT, q, ap_from_small(1), &q));
    if (ap_int_sign(c, r))
        AP_TRY(ap_int_binary(c, AP_BIN_OR, q, ap_from_small(1), &q));
    ap_big top = {0};
    ap_big_of(c, q, &top);
    ap_big_to_double(&top, &f);
    f = ldexp(f, (int)shift - 1);
    if (isinf(f))
        return ap_raise(c, AP_X_OverflowError,
                        "integer division result too large for a float");
    return ap_float_new(c, negative ? -f : f, out);
}

/* ---- shifting ------------------------------------------------------ */

static ap_ret shift_left(ap_ctx *c, const ap_big *a, int64_t by, ap_word *out)
{
    if (by / 64 >= MOST_LIMBS)
        return too_large(c);
    int64_t skip = by / 64, n = a->n + skip + 1;
    unsigned bits = (unsigned)(by % 64);
    mp_limb_t *d;
    AP_TRY(room_for(c, n, out, &d));
    if (bits)
        d[n - 1] = mpn_lshift(d + skip, a->d, a->n, bits);
    else
        memcpy(d + skip, a->d, (size_t)a->n * sizeof *d);
    *out = done(c, *out, n, a->negative);
    return AP_OK;
}

static ap_ret shift_right(ap_ctx *c, const ap_big *a, int64_t by, ap_word *out)
{
    int64_t skip = by / 64, n = a->n - skip;
    unsigned bits = (unsigned)(by % 64);
    if (n <= 0) {
        *out = ap_from_small(a->negative ? -1 : 0);
        return AP_OK;
    }
    bool round_down = a->negative && any_bit_below(a, by);
    mp_limb_t *d;
    AP_TRY(room_for(c, n + 1, out, &d));
    if (bits)
        mpn_rshift(d, a->d + skip, n, bits);
    else
        memcpy(d, a->d + skip, (size_t)n * sizeof *d);
    if (round_down)
        d[n] = mpn_add_1(d, d, n, 1);
    *out = done(c, *out, n + 1, a->negative);
    return AP_OK;
}

static ap_ret shift(ap_ctx *c, const ap_big *a, ap_word b, bool left,
                    ap_word *out)
{
    int64_t by;
    if (ap_int_sign(c, b) < 0)
        return ap_raise(c, AP_X_ValueError, "negative shift count");
    *out = ap_from_small(0);
    if (!a->n)
        return AP_OK;
    if (!ap_int_get(c, b, &by))
        by = INT64_MAX;
    return left ? shift_left(c, a, by, out) : shift_right(c, a, by, out);
}

/* ---- bits ---------------------------------------------------------- */

/* Limb i of the endless two's complement; *carry starts as `negative`. */
static mp_limb_t complement_limb(const ap_big *b, int64_t i, mp_limb_t *carry)
{
    mp_limb_t limb = i < b->n ? b->d[i] : 0;
    if (!b->negative)
        return limb;
    mp_limb_t sum = ~limb + *carry;
    *carry = *carry && sum == 0;
    return sum;
}

static mp_limb_t bit_op(int op, mp_limb_t x, mp_limb_t y)
{
    return op == AP_BIN_AND ? x & y : op == AP_BIN_OR ? x | y : x ^ y;
}

static ap_ret bitwise(ap_ctx *c, int op, const ap_big *a, const ap_big *b,
                      ap_word *out)
{
    int64_t n = (a->n > b->n ? a->n : b->n) + 1;
    bool negative = bit_op(op, a->negative, b->negative) & 1;
    mp_limb_t *d, x = a->negative, y = b->negative;
    AP_TRY(room_for(c, n, out, &d));
    for (int64_t i = 0; i < n; i++)
        d[i] = bit_op(op, complement_limb(a, i, &x), complement_limb(b, i, &y));
    if (negative)
        mpn_neg(d, d, n);
    *out = done(c, *out, n, negative);
    return AP_OK;
}

/* ---- powers -------------------------------------------------------- */

static ap_ret power(ap_ctx *c, ap_word a, ap_word e, ap_word *out)
{
    int64_t n;
    ap_big base = {0};
    ap_big_of(c, a, &base);
    bool is_unit = base.n == 0 || (base.n == 1 && base.d[0] == 1);
    if (!ap_int_get(c, e, &n)) {
        if (!is_unit)
            return too_large(c);
        ap_big x = {0};
        ap_big_of(c, e, &x);
        n = 2 + (int64_t)(x.d[0] & 1); /* 0, 1, -1: only its parity counts */
    }
    /* What it will take at least: more than there is is refused at once. */
    int64_t most = (int64_t)c->process->limit * 8;
    if (!is_unit && n > 0 && bits_of(&base) - 1 > most / n)
        return too_large(c);
    if (!is_unit && bits_of(&base) > 1 && n > (int64_t)MOST_LIMBS * 64)
        return too_large(c);
    ap_word result = ap_from_small(1);
    for (; n; n >>= 1) {
        if (n & 1)
            AP_TRY(ap_int_binary(c, AP_BIN_MUL, result, a, &result));
        if (n > 1)
            AP_TRY(ap_int_binary(c, AP_BIN_MUL, a, a, &a));
    }
    *out = result;
    return AP_OK;
}

static ap_ret power_or_float(ap_ctx *c, ap_word a, ap_word e, ap_word *out)
{
    if (ap_int_sign(c, e) >= 0)
        return power(c, a, e, out);
    double f, g;
    if (!ap_number_get(c, a, &f) || !ap_number_get(c, e, &g))
        return ap_raise(c, AP_X_OverflowError,
                        "int too large to convert to float");
    return ap_float_binary(c, AP_BIN_POW, f, g, out);
}

/* The inverse of a modulo m, by Euclid; ValueError where there is none. */
static ap_ret inverse(ap_ctx *c, ap_word a, ap_word m, ap_word *out)
{
    ap_word r0 = m, r1, s0 = ap_from_small(0), s1 = ap_from_small(1), q, t;
    AP_TRY(ap_int_divmod(c, a, m, &q, &r1));
    while (ap_int_sign(c, r1)) {
        AP_TRY(ap_int_divmod(c, r0, r1, &q, &t));
        r0 = r1;
        r1 = t;
        AP_TRY(ap_int_binary(c, AP_BIN_MUL, q, s1, &t));
        AP_TRY(ap_int_binary(c, AP_BIN_SUB, s0, t, &t));
        s0 = s1;
        s1 = t;
    }
    ap_big g = {0};
    ap_big_of(c, r0, &g);
    if (g.n != 1 || g.d[0] != 1)
        return ap_raise(c, AP_X_ValueError,
                        "base is not invertible for the given modulus");
    if (g.negative)
        AP_TRY(ap_int_negate(c, s0, &s0));
    return ap_int_divmod(c, s0, m, &q, out);
}

ap_ret ap_int_powmod(ap_ctx *c, ap_word a, ap_word e, ap_word m, ap_word *out)
{
    if (!ap_int_sign(c, m))
        return ap_raise(c, AP_X_ValueError, "pow() 3rd argument cannot be 0");
    ap_word q, result;
    if (ap_int_sign(c, e) < 0) {
        AP_TRY(inverse(c, a, m, &a));
        AP_TRY(ap_int_negate(c, e, &e));
    }
    AP_TRY(ap_int_divmod(c, a, m, &q, &a));
    AP_TRY(ap_int_divmod(c, ap_from_small(1), m, &q, &result));
    ap_big n = {0};
    ap_big_of(c, e, &n);
    for (int64_t i = 0, bits = bits_of(&n); i < bits; i++) {
        if (n.d[i / 64] >> i % 64 & 1) {
            AP_TRY(ap_int_binary(c, AP_BIN_MUL, result, a, &result));
            AP_TRY(ap_int_divmod(c, result, m, &q, &result));
        }
        AP_TRY(ap_int_binary(c, AP_BIN_MUL, a, a, &a));
        AP_TRY(ap_int_divmod(c, a, m, &q, &a));
    }
    *out = result;
    return AP_OK;
}

/* ---- all operators ------------------------------------------------- */

/* Small operands whose result is small too: no limbs. */
static bool binary_small(int op, int64_t a, int64_t b, ap_word *out)
{
    int64_t r;
    switch (op) {
    case AP_BIN_ADD: r = a + b; break;
    case AP_BIN_SUB: r = a - b; break;
    case AP_BIN_AND: r = a & b; break;
    case AP_BIN_OR: r = a | b; break;
    case AP_BIN_XOR: r = a ^ b; break;
    case AP_BIN_MUL:
        if (__builtin_mul_overflow(a, b, &r))
            return false;
        break;
    case AP_BIN_FLOORDIV:
        if (b == 0)
            return false;
        r = a / b - (a % b != 0 && (a < 0) != (b < 0));
        break;
    case AP_BIN_MOD:
        if (b == 0)
            return false;
        r = a % b;
        if (r != 0 && (r < 0) != (b < 0))
            r += b;
        break;
    default: return false;
    }
    if (r > AP_SMALL_MAX || r < AP_SMALL_MIN)
        return false;
    *out = ap_from_small(r);
    return true;
}

ap_ret ap_int_binary(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out)
{
    if (ap_is_small(a) && ap_is_small(b)
        && binary_small(op, ap_small(a), ap_small(b), out))
        return AP_OK;
    ap_big x = {0}, y = {0};
    ap_word other;
    ap_big_of(c, a, &x);
    ap_big_of(c, b, &y);
    if (op == AP_BIN_MOD && !y.n)
        return ap_raise(c, AP_X_ZeroDivisionError, "integer modulo by zero");
    switch (op) {
    case AP_BIN_ADD: return add(c, &x, &y, y.negative, out);
    case AP_BIN_SUB: return add(c, &x, &y, !y.negative, out);
    case AP_BIN_MUL: return multiply(c, &x, &y, out);
    case AP_BIN_TRUEDIV: return true_divide(c, a, b, out);
    case AP_BIN_FLOORDIV: return ap_int_divmod(c, a, b, out, &other);
    case AP_BIN_MOD: return ap_int_divmod(c, a, b, &other, out);
    case AP_BIN_LSHIFT: return shift(c, &x, b, true, out);
    case AP_BIN_RSHIFT: return shift(c, &x, b, false, out);
    case AP_BIN_POW: return power_or_float(c, a, b, out);
    case AP_BIN_AND:
    case AP_BIN_OR:
    case AP_BIN_XOR: return bitwise(c, op, &x, &y, out);
    default: *out = AP_NOTIMPL; return AP_OK;
    }
}

/* ---- operator.index ------------------------------------------------ */

ap_ret ap_index(ap_ctx *c, ap_word w, ap_word *out)
{
    *out = w;
    if (ap_is_int(c, w))
        return AP_OK;
    bool found;
    AP_TRY(ap_special(c, w, "__index__", NULL, 0, out, &found));
    if (!found)
        return ap_raise(c, AP_X_TypeError,
                        "'%s' object cannot be interpreted as an integer",
                        ap_type_name(c, w));
    if (!ap_is_int(c, *out))
        return ap_raise(c, AP_X_TypeError,
                        "__index__ returned non-int (type %s)",
                        ap_type_name(c, *out));
    return AP_OK;
}

ap_ret ap_index_exact(ap_ctx *c, ap_word w, int64_t *out)
{
    AP_TRY(ap_index(c, w, &w));
    if (ap_int_get(c, w, out))
        return AP_OK;
    return ap_raise(c, AP_X_OverflowError,
                    "Python int too large to convert to C ssize_t");
}

ap_ret ap_index_clamp(ap_ctx *c, ap_word w, int64_t *out)
{
    AP_TRY(ap_index(c, w, &w));
    if (!ap_int_get(c, w, out))
        *out = ap_int_sign(c, w) < 0 ? INT64_MIN : INT64_MAX;
    return AP_OK;
}
