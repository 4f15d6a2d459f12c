/* Arithmetic on constants, within CPython's limits: no result of more than
 * 128 bits from * ** <<, no string longer than 4096, no tuple of more than
 * 256 items. */
#include "fold.h"
#include "num.h"

#include <math.h>
#include <string.h>

enum { BITS_MAX = 128, STR_MAX = 4096, ITEMS_MAX = 256 };

static bool is_true(const ap_const *k)
{
    switch (k->kind) {
    case AP_C_NONE: case AP_C_FALSE: return false;
    case AP_C_INT: return k->i != 0;
    case AP_C_FLOAT: return k->f != 0;
    case AP_C_STR: case AP_C_BYTES: case AP_C_TUPLE: case AP_C_FROZENSET:
        return k->n != 0;
    default: return true;
    }
}

static bool give_bool(ap_const *out, bool value)
{
    out->kind = value ? AP_C_TRUE : AP_C_FALSE;
    return true;
}

static bool give_float(ap_const *out, double f)
{
    *out = (ap_const){.kind = AP_C_FLOAT, .f = f};
    return true;
}

bool ap_fold_unary(ap_lang *l, int op, const ap_const *a, ap_const *out)
{
    *out = (ap_const){0};
    if (op == AP_T_NOT)
        return give_bool(out, !is_true(a));
    if (a->kind == AP_C_FLOAT && op != AP_T_TILDE)
        return give_float(out, op == AP_T_MINUS ? -a->f : a->f);
    if (!ap_num_is_int(a))
        return false;
    mpz_t z;
    mpz_init(z);
    ap_num_read(a, z);
    if (op == AP_T_MINUS)
        mpz_neg(z, z);
    else if (op == AP_T_TILDE)
        mpz_com(z, z);
    *out = ap_num_const(l, z);
    mpz_clear(z);
    return true;
}

/* ---- integers -------------------------------------------------------- */

static size_t bits(const mpz_t z)
{
    return mpz_sgn(z) ? mpz_sizeinbase(z, 2) : 0;
}

static bool multiply(mpz_t r, const mpz_t a, const mpz_t b)
{
    if (bits(a) + bits(b) > BITS_MAX)
        return false;
    mpz_mul(r, a, b);
    return true;
}

static bool power(mpz_t r, const mpz_t a, const mpz_t b)
{
    if (mpz_sgn(b) < 0 || (mpz_sgn(b) > 0 && mpz_cmp_ui(b, BITS_MAX) > 0
                           && bits(a) > 0)
        || bits(a) * mpz_get_ui(b) > BITS_MAX)
        return false;
    mpz_pow_ui(r, a, mpz_get_ui(b));
    return true;
}

static bool shift(mpz_t r, const mpz_t a, const mpz_t b, bool left)
{
    if (mpz_sgn(b) < 0 || mpz_cmp_ui(b, BITS_MAX) > 0
        || (left && bits(a) + mpz_get_ui(b) > BITS_MAX))
        return false;
    if (left)
        mpz_mul_2exp(r, a, mpz_get_ui(b));
    else
        mpz_fdiv_q_2exp(r, a, mpz_get_ui(b));
    return true;
}

static bool divide(mpz_t r, const mpz_t a, const mpz_t b, bool modulo)
{
    if (mpz_sgn(b) == 0)
        return false;
    if (modulo)
        mpz_fdiv_r(r, a, b);
    else
        mpz_fdiv_q(r, a, b);
    return true;
}

static bool int_op(int op, mpz_t r, const mpz_t a, const mpz_t b)
{
    switch (op) {
    case AP_BIN_ADD: mpz_add(r, a, b); return true;
    case AP_BIN_SUB: mpz_sub(r, a, b); return true;
    case AP_BIN_AND: mpz_and(r, a, b); return true;
    case AP_BIN_OR: mpz_ior(r, a, b); return true;
    case AP_BIN_XOR: mpz_xor(r, a, b); return true;
    case AP_BIN_MUL: return multiply(r, a, b);
    case AP_BIN_POW: return power(r, a, b);
    case AP_BIN_LSHIFT: return shift(r, a, b, true);
    case AP_BIN_RSHIFT: return shift(r, a, b, false);
    case AP_BIN_FLOORDIV: return divide(r, a, b, false);
    case AP_BIN_MOD: return divide(r, a, b, true);
    default: return false;
    }
}

static bool fold_ints(ap_lang *l, int op, const ap_const *a,
                      const ap_const *b, ap_const *out)
{
    mpz_t x, y, r;
    mpz_inits(x, y, r, NULL);
    ap_num_read(a, x);
    ap_num_read(b, y);
    bool folded = int_op(op, r, x, y);
    bool bools = a->kind != AP_C_INT && a->kind != AP_C_BIGINT
        && b->kind != AP_C_INT && b->kind != AP_C_BIGINT;
    if (folded && bools
        && (op == AP_BIN_AND || op == AP_BIN_OR || op == AP_BIN_XOR))
        give_bool(out, mpz_sgn(r) != 0);
    else if (folded)
        *out = ap_num_const(l, r);
    mpz_clears(x, y, r, NULL);
    return folded;
}

/* ---- floats ---------------------------------------------------------- */

/* As a double, where that is exact. */
static bool as_double(const ap_const *k, double *f)
{
    const int64_t exact = (int64_t)1 << 53;
    if (k->kind == AP_C_FLOAT)
        *f = k->f;
    else if (k->kind == AP_C_TRUE || k->kind == AP_C_FALSE)
        *f = k->kind == AP_C_TRUE;
    else if (k->kind == AP_C_INT && k->i >= -exact && k->i <= exact)
        *f = (double)k->i;
    else
        return false;
    return true;
}

/* The remainder has the divisor's sign. */
static double float_mod(double a, double b)
{
    double r = fmod(a, b);
    if (r == 0)
        return copysign(0, b);
    return (r < 0) != (b < 0) ? r + b : r;
}

static double float_floordiv(double a, double b)
{
    double q = (a - float_mod(a, b)) / b;
    if (q == 0)
        return copysign(0, a / b);
    double f = floor(q);
    return q - f > 0.5 ? f + 1 : f;
}

static bool float_power(double a, double b, ap_const *out)
{
    double r = pow(a, b);
    if ((a == 0 && b < 0) || (a < 0 && b != floor(b)) || !isfinite(r))
        return false;
    return give_float(out, r);
}

static bool fold_floats(int op, double a, double b, ap_const *out)
{
    switch (op) {
    case AP_BIN_ADD: return give_float(out, a + b);
    case AP_BIN_SUB: return give_float(out, a - b);
    case AP_BIN_MUL: return give_float(out, a * b);
    case AP_BIN_TRUEDIV: return b != 0 && give_float(out, a / b);
    case AP_BIN_MOD: return b != 0 && give_float(out, float_mod(a, b));
    case AP_BIN_FLOORDIV:
        return b != 0 && give_float(out, float_floordiv(a, b));
    case AP_BIN_POW: return float_power(a, b, out);
    default: return false;
    }
}

/* ---- sequences ------------------------------------------------------- */

static bool join(ap_lang *l, const ap_const *a, const ap_const *b,
                 ap_const *out)
{
    ap_const both = {.kind = a->kind, .n = a->n + b->n};
    if (a->kind == AP_C_TUPLE) {
        ap_const *items = ap_arena_alloc(l->keep, both.n * sizeof *items + 1);
        memcpy(items, a->items, a->n * sizeof *items);
        memcpy(items + a->n, b->items, b->n * sizeof *items);
        both.items = items;
    } else {
        char *s = ap_arena_alloc(l->keep, both.n + 1);
        memcpy(s, a->s, a->n);
        memcpy(s + a->n, b->s, b->n);
        both.s = s;
    }
    *out = both;
    return true;
}

static bool is_sequence(const ap_const *k)
{
    return k->kind == AP_C_STR || k->kind == AP_C_BYTES
        || k->kind == AP_C_TUPLE;
}

static bool repeat(ap_lang *l, const ap_const *a, const ap_const *times,
                   ap_const *out)
{
    int64_t n = times->kind == AP_C_INT ? times->i
              : times->kind == AP_C_TRUE;
    int64_t most = a->kind == AP_C_TUPLE ? ITEMS_MAX : STR_MAX;
    if (times->kind == AP_C_BIGINT || n < 0
        || (a->n && n > most / (int64_t)a->n))
        return false;
    static const ap_const no_items;
    *out = (ap_const){.kind = a->kind, .s = "", .items = &no_items};
    for (int64_t i = 0; a->n && i < n; i++)
        join(l, out, a, out);
    return true;
}

bool ap_fold_binary(ap_lang *l, int op, const ap_const *a, const ap_const *b,
                    ap_const *out)
{
    double x, y;
    ap_const made = {0};
    bool folded = false;
    if (ap_num_is_int(a) && ap_num_is_int(b) && op != AP_BIN_TRUEDIV
        && !(op == AP_BIN_POW && b->kind == AP_C_INT && b->i < 0))
        folded = fold_ints(l, op, a, b, &made);
    else if (as_double(a, &x) && as_double(b, &y))
        folded = fold_floats(op, x, y, &made);
    else if (op == AP_BIN_ADD && is_sequence(a) && a->kind == b->kind)
        folded = join(l, a, b, &made);
    else if (op == AP_BIN_MUL && is_sequence(a) && ap_num_is_int(b))
        folded = repeat(l, a, b, &made);
    else if (op == AP_BIN_MUL && ap_num_is_int(a) && is_sequence(b))
        folded = repeat(l, b, a, &made);
    *out = made;
    return folded;
}

/* The i-th character of UTF-8 text. */
static bool char_at(ap_lang *l, const ap_const *a, int64_t i, ap_const *out)
{
    int used = 0;
    size_t at = 0;
    for (; i >= 0 && at < a->n; i--) {
        at += (size_t)used;
        if (at < a->n)
            ap_utf8_decode(a->s + at, a->n - at, &used);
    }
    if (at >= a->n)
        return false;
    *out = ap_const_str(l, a->s + at, (size_t)used);
    return true;
}

bool ap_fold_index(ap_lang *l, const ap_const *a, const ap_const *i,
                   ap_const *out)
{
    if (!is_sequence(a) || !ap_num_is_int(i) || i->kind == AP_C_BIGINT)
        return false;
    int64_t at = i->kind == AP_C_INT ? i->i : i->kind == AP_C_TRUE;
    int64_t n = a->kind == AP_C_STR ? (int64_t)ap_utf8_count(a->s, a->n)
                                    : (int64_t)a->n;
    at += at < 0 ? n : 0;
    if (at < 0 || at >= n)
        return false;
    if (a->kind == AP_C_TUPLE)
        *out = a->items[at];
    else if (a->kind == AP_C_BYTES)
        *out = (ap_const){.kind = AP_C_INT, .i = (unsigned char)a->s[at]};
    else
        return char_at(l, a, at, out);
    return true;
}
