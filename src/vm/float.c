/* Floats: IEEE doubles in an object of one raw word; arithmetic, comparison
 * with ints, hash, text in and out.
 *
 * repr is the shortest text that reads back as the same double; of those the
 * one nearest to it, as in CPython. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rune_i.h"
#include "types_i.h"

ap_ret ap_float_new(ap_ctx *c, double f, ap_word *out)
{
    AP_TRY(ap_new(c, AP_KIND_FLOAT, AP_NULL, 1, out));
    uint64_t bits;
    memcpy(&bits, &f, sizeof bits);
    ap_set(c, *out, 0, bits);
    return AP_OK;
}

bool ap_is_float(const ap_ctx *c, ap_word w)
{
    return ap_is_kind(c, w, AP_KIND_FLOAT);
}

double ap_float_get(const ap_ctx *c, ap_word w)
{
    uint64_t bits = ap_get(c, w, 0);
    double f;
    memcpy(&f, &bits, sizeof f);
    return f;
}

/* ---- arithmetic ---------------------------------------------------- */

static void divmod(double a, double b, double *q, double *r)
{
    double mod = fmod(a, b), div = (a - mod) / b;
    if (mod != 0) {
        if ((b < 0) != (mod < 0)) {
            mod += b;
            div -= 1;
        }
    } else {
        mod = copysign(0, b);
    }
    if (div != 0) {
        double whole = floor(div);
        *q = div - whole > 0.5 ? whole + 1 : whole;
    } else {
        *q = copysign(0, a / b);
    }
    *r = mod;
}

static ap_ret power(ap_ctx *c, double a, double b, ap_word *out)
{
    if (a == 0 && b < 0)
        return ap_raise(c, AP_X_ZeroDivisionError,
                        "0.0 cannot be raised to a negative power");
    if (a < 0 && isfinite(a) && isfinite(b) && b != floor(b))
        return ap_raise(c, AP_X_ValueError,
                        "a negative number cannot be raised to a fractional "
                        "power (complex numbers are not supported)");
    double f = pow(a, b);
    if (isinf(f) && isfinite(a) && isfinite(b))
        return ap_raise(c, AP_X_OverflowError,
                        "(34, 'Numerical result out of range')");
    return ap_float_new(c, f, out);
}

ap_ret ap_float_binary(ap_ctx *c, int op, double a, double b, ap_word *out)
{
    double q, r;
    if (b == 0 && op == AP_BIN_TRUEDIV)
        return ap_raise(c, AP_X_ZeroDivisionError, "float division by zero");
    if (b == 0 && op == AP_BIN_FLOORDIV)
        return ap_raise(c, AP_X_ZeroDivisionError,
                        "float floor division by zero");
    if (b == 0 && op == AP_BIN_MOD)
        return ap_raise(c, AP_X_ZeroDivisionError, "float modulo");
    switch (op) {
    case AP_BIN_ADD: return ap_float_new(c, a + b, out);
    case AP_BIN_SUB: return ap_float_new(c, a - b, out);
    case AP_BIN_MUL: return ap_float_new(c, a * b, out);
    case AP_BIN_TRUEDIV: return ap_float_new(c, a / b, out);
    case AP_BIN_POW: return power(c, a, b, out);
    case AP_BIN_FLOORDIV:
        divmod(a, b, &q, &r);
        return ap_float_new(c, q, out);
    case AP_BIN_MOD:
        divmod(a, b, &q, &r);
        return ap_float_new(c, r, out);
    default: *out = AP_NOTIMPL; return AP_OK;
    }
}

/* ---- comparing, hashing -------------------------------------------- */

static int order_of(double a, double b)
{
    return isnan(a) || isnan(b) ? 2 : (a > b) - (a < b);
}

/* Exact: large ints are not rounded to doubles first. */
static int compare_int_double(const ap_ctx *c, ap_word i, double f)
{
    int64_t small;
    if (isnan(f))
        return 2;
    if (isinf(f))
        return f > 0 ? -1 : 1;
    if (ap_int_get(c, i, &small) && small < ((int64_t)1 << 53)
        && small > -((int64_t)1 << 53))
        return order_of((double)small, f);
    ap_big b = {0};
    ap_big_of(c, i, &b);
    bool negative = f < 0;
    if (b.negative != negative || f == 0)
        return b.negative ? -1 : 1;
    int exponent;
    uint64_t m = (uint64_t)ldexp(frexp(fabs(f), &exponent), 53);
    mp_limb_t d[20] = {0};
    int64_t shift = exponent - 53, n = 0;
    if (shift < 0) { /* |f| < 2^53 <= |i| */
        return b.negative ? -1 : 1;
    }
    d[shift / 64] = m << shift % 64;
    d[shift / 64 + 1] = shift % 64 ? m >> (64 - shift % 64) : 0;
    for (n = shift / 64 + 2; n > 0 && d[n - 1] == 0; n--)
        ;
    int order = b.n != n ? (b.n < n ? -1 : 1) : mpn_cmp(b.d, d, n);
    return negative ? -order : order;
}

int ap_number_compare(const ap_ctx *c, ap_word a, ap_word b)
{
    bool fa = ap_is_float(c, a), fb = ap_is_float(c, b);
    if (!fa && !fb)
        return ap_int_compare(c, a, b);
    if (fa && fb)
        return order_of(ap_float_get(c, a), ap_float_get(c, b));
    if (fb)
        return compare_int_double(c, a, ap_float_get(c, b));
    int order = compare_int_double(c, b, ap_float_get(c, a));
    return order == 2 ? 2 : -order;
}

/* CPython's: equal to the hash of an equal int; modulo 2^61 - 1. */
int64_t ap_float_hash(double f)
{
    if (isinf(f))
        return f > 0 ? 314159 : -314159;
    if (isnan(f))
        return 0;
    const int width = 61;
    const uint64_t prime = ((uint64_t)1 << width) - 1;
    int exponent;
    double part = frexp(fabs(f), &exponent);
    uint64_t x = 0;
    while (part != 0) {
        x = (x << 28 & prime) | x >> (width - 28);
        part *= 268435456.0; /* 2^28 */
        exponent -= 28;
        uint64_t y = (uint64_t)part;
        part -= (double)y;
        x += y;
        if (x >= prime)
            x -= prime;
    }
    int turn = exponent >= 0 ? exponent % width
                             : width - 1 - (-1 - exponent) % width;
    x = (x << turn & prime) | x >> (width - turn);
    int64_t h = f < 0 ? -(int64_t)x : (int64_t)x;
    return h == -1 ? -2 : h;
}

/* ---- text ---------------------------------------------------------- */

/* The fewest significant digits that read back: "d.ddde±x" into buf. */
static void shortest(double f, char buf[40])
{
    int exponent;
    bool power_of_two = frexp(f, &exponent) == 0.5;
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(buf, 40, "%.*e", digits - 1, f);
        if (strtod(buf, NULL) == f)
            return;
        /* Above a power of two the doubles lie twice as far apart as below:
         * the next decimal up may read back where the nearest does not. */
        char *last = strchr(buf, 'e') - 1;
        if (power_of_two && isdigit((unsigned char)*last) && *last != '9') {
            ++*last;
            if (strtod(buf, NULL) == f)
                return;
        }
    }
}

void ap_float_repr(double f, ap_str *out)
{
    if (isnan(f) || isinf(f)) {
        ap_str_put(out, isnan(f) ? "nan" : f > 0 ? "inf" : "-inf");
        return;
    }
    char buf[40], digits[24];
    shortest(fabs(f), buf);
    int n = 0, exponent = atoi(strchr(buf, 'e') + 1);
    for (const char *s = buf; *s != 'e'; s++)
        if (isdigit((unsigned char)*s))
            digits[n++] = *s;
    while (n > 1 && digits[n - 1] == '0')
        n--;
    if (signbit(f))
        ap_str_putc(out, '-');
    if (exponent < -4 || exponent >= 16) {
        ap_str_putc(out, digits[0]);
        if (n > 1) {
            ap_str_putc(out, '.');
            ap_str_putn(out, digits + 1, (size_t)n - 1);
        }
        ap_str_printf(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
    } else if (exponent < 0) {
        ap_str_put(out, "0.");
        ap_str_fill(out, '0', (size_t)(-exponent - 1));
        ap_str_putn(out, digits, (size_t)n);
    } else {
        for (int i = 0; i <= exponent; i++)
            ap_str_putc(out, i < n ? digits[i] : '0');
        ap_str_putc(out, '.');
        if (n > exponent + 1)
            ap_str_putn(out, digits + exponent + 1,
                        (size_t)(n - exponent - 1));
        else
            ap_str_putc(out, '0');
    }
}

/* Is it a number as float() takes it? Copies it without underscores. */
static bool is_number(const char *s, size_t n, char *to)
{
    size_t i = 0, digits = 0;
    if (i < n && (s[i] == '+' || s[i] == '-'))
        *to++ = s[i++];
    static const char *const words[] = {"inf", "infinity", "nan"};
    for (int k = 0; k < 3; k++)
        if (n - i == strlen(words[k]) && !strncasecmp(s + i, words[k], n - i)) {
            memcpy(to, s + i, n - i);
            to[n - i] = '\0';
            return true;
        }
    bool dot = false, exponent = false;
    for (; i < n; i++) {
        char ch = s[i];
        bool after_digit = i > 0 && isdigit((unsigned char)s[i - 1]);
        if (isdigit((unsigned char)ch)) {
            digits++;
        } else if (ch == '_') {
            if (!after_digit || i + 1 >= n || !isdigit((unsigned char)s[i + 1]))
                return false;
            continue;
        } else if (ch == '.' && !dot && !exponent) {
            dot = true;
        } else if ((ch == 'e' || ch == 'E') && digits && !exponent) {
            exponent = true;
            digits = 0;
            if (i + 1 < n && (s[i + 1] == '+' || s[i + 1] == '-')) {
                *to++ = ch;
                ch = s[++i];
            }
        } else {
            return false;
        }
        *to++ = ch;
    }
    *to = '\0';
    return digits > 0;
}

ap_ret ap_float_parse(ap_ctx *c, const char *s, size_t n, ap_word what,
                      double *out)
{
    ap_str ascii = {0};
    if (ap_ascii_digits(s, n, &ascii)) {
        s = ap_str_c(&ascii);
        n = ascii.len;
    }
    while (n && isspace((unsigned char)s[n - 1]))
        n--;
    while (n && isspace((unsigned char)*s)) {
        s++;
        n--;
    }
    char *clean = ap_alloc(n + 2);
    bool good = is_number(s, n, clean);
    if (good)
        *out = strtod(clean, NULL);
    ap_free(clean);
    ap_str_clear(&ascii);
    if (good)
        return AP_OK;
    ap_word repr;
    AP_TRY(ap_repr(c, what, &repr));
    return ap_raise(c, AP_X_ValueError,
                    "could not convert string to float: %s",
                    ap_str_bytes(c, repr, NULL));
}

/* ---- round --------------------------------------------------------- */

/* To a multiple of 10^k, k > 0: the digits above it, half to even. */
static double round_tens(double f, int64_t k)
{
    char buf[400], digits[400];
    snprintf(digits, sizeof digits, "%.0f", fabs(f));
    int64_t whole = (int64_t)strlen(digits), keep = whole - k;
    if (keep < 0)
        return copysign(0, f);
    if (keep == 0) {
        double half = 5 * pow(10, (double)(k - 1));
        return fabs(f) > half ? copysign(half * 2, f) : copysign(0, f);
    }
    snprintf(buf, sizeof buf, "%.*e", (int)keep - 1, f);
    return strtod(buf, NULL);
}

ap_ret ap_float_round(ap_ctx *c, double f, int64_t digits, ap_word *out)
{
    if (!isfinite(f) || digits > 330)
        return ap_float_new(c, f, out);
    if (digits < -310)
        return ap_float_new(c, copysign(0, f), out);
    if (digits < 0)
        return ap_float_new(c, round_tens(f, -digits), out);
    char buf[700];
    snprintf(buf, sizeof buf, "%.*f", (int)digits, f);
    double r = strtod(buf, NULL);
    if (isinf(r))
        return ap_raise(c, AP_X_OverflowError,
                        "rounded value too large to represent");
    return ap_float_new(c, r, out);
}
