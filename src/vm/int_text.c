/* Ints and text: digits in any base, int("12"), CPython's limit of 4300
 * digits for conversions whose base is not a power of two. */
#include <ctype.h>
#include <string.h>

#include "rune_i.h"
#include "types_i.h"

/* More limbs than that have more digits for certain: those of a very large
 * int would take for ever. */
enum { MOST_DIGITS = 4300, MOST_LIMBS = 224 };

/* The digits of a small int end at `end`; -> where they begin. */
static char *small_digits(int64_t i, int base, char *end)
{
    uint64_t rest = i < 0 ? -(uint64_t)i : (uint64_t)i, by = (uint64_t)base;
    do
        *--end = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % by];
    while (rest /= by);
    if (i < 0)
        *--end = '-';
    return end;
}

void ap_int_digits(const ap_ctx *c, ap_word w, int base, ap_str *b)
{
    char small[72], *end = small + sizeof small;
    if (ap_is_small(w)) {
        const char *s = small_digits(ap_small(w), base, end);
        ap_str_putn(b, s, (size_t)(end - s));
        return;
    }
    ap_big x = {0};
    ap_big_of(c, w, &x);
    if (x.negative)
        ap_str_putc(b, '-');
    mp_limb_t *copy = ap_alloc(((size_t)x.n + 1) * sizeof *copy);
    memcpy(copy, x.d, (size_t)x.n * sizeof *copy);
    unsigned char *digits = ap_alloc((size_t)x.n * 64 + 2);
    size_t n = mpn_get_str(digits, base, copy, x.n), i = 0;
    while (i + 1 < n && digits[i] == 0)
        i++;
    for (; i < n; i++)
        ap_str_putc(b, "0123456789abcdefghijklmnopqrstuvwxyz"[digits[i]]);
    ap_free(digits);
    ap_free(copy);
}

static ap_ret too_many_digits(ap_ctx *c)
{
    return ap_raise(c, AP_X_ValueError,
                    "Exceeds the limit (%d digits) for integer string "
                    "conversion; use sys.set_int_max_str_digits() to increase "
                    "the limit",
                    MOST_DIGITS);
}

ap_ret ap_int_str(ap_ctx *c, ap_word w, ap_word *out)
{
    char small[24], *end = small + sizeof small;
    if (ap_is_small(w)) {
        const char *s = small_digits(ap_small(w), 10, end);
        return ap_str_new(c, s, (size_t)(end - s), out);
    }
    ap_str b = {0};
    ap_big x = {0};
    ap_big_of(c, w, &x);
    if (x.n > MOST_LIMBS)
        return too_many_digits(c);
    ap_int_digits(c, w, 10, &b);
    if (b.len - (*ap_str_c(&b) == '-') <= MOST_DIGITS)
        return ap_str_take(c, &b, out);
    ap_str_clear(&b);
    return too_many_digits(c);
}

/* ---- int("…") ------------------------------------------------------ */

typedef struct ap_literal {
    bool negative;
    int base;
    unsigned char *digits; /* values, not characters */
    size_t n;
} ap_literal;

static int digit_of(char ch)
{
    if (isdigit((unsigned char)ch))
        return ch - '0';
    return isalpha((unsigned char)ch) ? tolower((unsigned char)ch) - 'a' + 10
                                      : 99;
}

/* "0x", "0o", "0b" -> 16, 8, 2; else 0. */
static int prefix_base(const char *s, size_t n)
{
    if (n < 2 || s[0] != '0')
        return 0;
    switch (s[1] | 32) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 0;
    }
}

/* Sign, prefix, digits with single underscores between them. */
static bool take_literal(const char *s, size_t n, ap_literal *lit)
{
    while (n && isspace((unsigned char)s[n - 1]))
        n--;
    while (n && isspace((unsigned char)*s)) {
        s++;
        n--;
    }
    if (n && (*s == '-' || *s == '+')) {
        lit->negative = *s == '-';
        s++;
        n--;
    }
    int prefix = prefix_base(s, n);
    bool any_base = lit->base == 0;
    if (any_base)
        lit->base = prefix ? prefix : 10;
    bool after_digit = false;
    if (prefix && prefix == lit->base) {
        s += 2;
        n -= 2;
        after_digit = true; /* an underscore may follow the prefix */
    }
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '_') {
            if (!after_digit || i + 1 == n)
                return false;
            after_digit = false;
            continue;
        }
        int digit = digit_of(s[i]);
        if (digit >= lit->base)
            return false;
        lit->digits[lit->n++] = (unsigned char)digit;
        after_digit = true;
    }
    /* "010" is refused in base 0, "00" is not. */
    if (any_base && !prefix && lit->n > 1 && lit->digits[0] == 0)
        for (size_t i = 0; i < lit->n; i++)
            if (lit->digits[i])
                return false;
    return lit->n > 0;
}

static ap_ret literal_value(ap_ctx *c, ap_literal *lit, ap_word *out)
{
    bool power_of_two = (lit->base & (lit->base - 1)) == 0;
    if (!power_of_two && lit->n > MOST_DIGITS)
        return ap_raise(c, AP_X_ValueError,
                        "Exceeds the limit (%d digits) for integer string "
                        "conversion: value has %zu digits; use "
                        "sys.set_int_max_str_digits() to increase the limit",
                        MOST_DIGITS, lit->n);
    /* A digit of base 36 takes less than 6 bits. */
    mp_limb_t *d = ap_alloc((lit->n * 6 / 64 + 2) * sizeof *d);
    mp_size_t n = mpn_set_str(d, lit->digits, lit->n, lit->base);
    ap_ret r = ap_big_new(c, d, n, lit->negative, out);
    ap_free(d);
    return r;
}

ap_ret ap_int_parse(ap_ctx *c, const char *s, size_t n, int base, ap_word what,
                    ap_word *out)
{
    if (base != 0 && (base < 2 || base > 36))
        return ap_raise(c, AP_X_ValueError,
                        "int() base must be >= 2 and <= 36, or 0");
    ap_str ascii = {0};
    if (ap_ascii_digits(s, n, &ascii)) {
        s = ap_str_c(&ascii);
        n = ascii.len;
    }
    ap_literal lit = {.base = base, .digits = ap_alloc(n + 1)};
    bool good = take_literal(s, n, &lit);
    ap_str_clear(&ascii);
    ap_ret r = good ? literal_value(c, &lit, out) : AP_OK;
    ap_free(lit.digits);
    if (good)
        return r;
    ap_word repr;
    AP_TRY(ap_repr(c, what, &repr));
    return ap_raise(c, AP_X_ValueError,
                    "invalid literal for int() with base %d: %.200s", base,
                    ap_str_bytes(c, repr, NULL));
}
