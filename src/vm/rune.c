/* What runes are: letters, digits, spaces, cases. By Unicode's tables
 * (rune_data.c), the same under every locale of the host. */
#include "rune_i.h"
#include "types_i.h"

#include <stddef.h>
#include <string.h>

/* ---- looking into the tables ----------------------------------------- */

/* The first of n rows that ends with r or behind it. All tables are sorted,
 * and what a row is looked up by, its last rune, stands at `key` in it. */
static size_t row_of(const void *rows, size_t n, size_t size, size_t key,
                     uint32_t r)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        uint32_t last;
        memcpy(&last, (const char *)rows + middle * size + key, sizeof last);
        if (last < r)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#define ROW_OF(rows, n, type, key, r)                                          \
    row_of(rows, n, sizeof(type), offsetof(type, key), r)

static bool is_in(const ap_rune_range *rows, size_t n, uint32_t r)
{
    size_t at = ROW_OF(rows, n, ap_rune_range, last, r);
    return at < n && rows[at].first <= r;
}

static uint32_t other_case(const ap_rune_case *rows, size_t n, uint32_t r)
{
    size_t at = ROW_OF(rows, n, ap_rune_case, last, r);
    /* Ranges with a step of two may lie in one another. */
    for (; at < n && rows[at].first <= r; at++)
        if (r <= rows[at].last
            && (r - rows[at].first) % (uint32_t)rows[at].step == 0)
            return (uint32_t)((int64_t)r + rows[at].away);
    return r;
}

static const char *text_for(const ap_rune_text *rows, size_t n, uint32_t r)
{
    size_t at = ROW_OF(rows, n, ap_rune_text, rune, r);
    return at < n && rows[at].rune == r ? rows[at].text : NULL;
}

#define IS_IN(table, r) is_in(table, table##_n, r)
#define TEXT_FOR(table, r) text_for(table, table##_n, r)

/* ---- properties ------------------------------------------------------- */

bool ap_rune_is_space(uint32_t r)
{
    if (r < 0x80)
        return (r >= 9 && r <= 13) || (r >= 0x1c && r <= 0x20);
    return r == 0x85 || r == 0xa0 || r == 0x1680
        || (r >= 0x2000 && r <= 0x200a) || r == 0x2028 || r == 0x2029
        || r == 0x202f || r == 0x205f || r == 0x3000;
}

int ap_rune_decimal(uint32_t r)
{
    if (r < 0x80)
        return r >= '0' && r <= '9' ? (int)(r - '0') : -1;
    for (size_t i = 0; i < ap_rune_zeros_n && ap_rune_zeros[i] <= r; i++)
        if (r - ap_rune_zeros[i] < 10)
            return (int)(r - ap_rune_zeros[i]);
    return -1;
}

bool ap_rune_is_digit(uint32_t r)
{
    return ap_rune_decimal(r) >= 0;
}

bool ap_rune_is_any_digit(uint32_t r)
{
    return ap_rune_is_digit(r) || IS_IN(ap_rune_digits, r);
}

bool ap_rune_is_numeric(uint32_t r)
{
    return ap_rune_is_any_digit(r) || IS_IN(ap_rune_numbers, r);
}

bool ap_rune_is_alpha(uint32_t r)
{
    if (r < 0x80)
        return (r | 32) >= 'a' && (r | 32) <= 'z';
    return IS_IN(ap_rune_letters, r);
}

bool ap_rune_is_title(uint32_t r)
{
    return IS_IN(ap_rune_title_letters, r);
}

bool ap_rune_is_upper(uint32_t r)
{
    if (r < 0x80)
        return r >= 'A' && r <= 'Z';
    return (ap_rune_lower(r) != r && !ap_rune_is_title(r))
        || IS_IN(ap_rune_only_upper, r);
}

bool ap_rune_is_lower(uint32_t r)
{
    if (r < 0x80)
        return r >= 'a' && r <= 'z';
    return (ap_rune_upper(r) != r && !ap_rune_is_title(r))
        || IS_IN(ap_rune_only_lower, r)
        || (TEXT_FOR(ap_rune_long_uppers, r) && !ap_rune_is_title(r));
}

bool ap_ascii_digits(const char *s, size_t n, ap_str *out)
{
    bool plain = true;
    for (size_t i = 0; i < n; i++)
        plain &= (unsigned char)s[i] < 0x80;
    for (size_t i = 0; !plain && i < n;) {
        int used;
        uint32_t r = ap_utf8_decode(s + i, n - i, &used);
        int digit = ap_rune_decimal(r);
        if (digit >= 0)
            ap_str_putc(out, (char)('0' + digit));
        else
            ap_str_rune(out, ap_rune_is_space(r) ? ' ' : r);
        i += (size_t)used;
    }
    return !plain;
}

/* ---- cases ------------------------------------------------------------ */

uint32_t ap_rune_lower(uint32_t r)
{
    if (r < 0x80)
        return r >= 'A' && r <= 'Z' ? r + 32 : r;
    return other_case(ap_rune_lowers, ap_rune_lowers_n, r);
}

uint32_t ap_rune_upper(uint32_t r)
{
    if (r < 0x80)
        return r >= 'a' && r <= 'z' ? r - 32 : r;
    return other_case(ap_rune_uppers, ap_rune_uppers_n, r);
}

void ap_rune_put_lower(uint32_t r, ap_str *b)
{
    if (r == 0x130) /* the one lower case of two runes: i, dot above */
        ap_str_put(b, "i\xcc\x87");
    else
        ap_str_rune(b, ap_rune_lower(r));
}

void ap_rune_put_upper(uint32_t r, ap_str *b)
{
    const char *text = r < 0x80 ? NULL : TEXT_FOR(ap_rune_long_uppers, r);
    if (text)
        ap_str_put(b, text);
    else
        ap_str_rune(b, ap_rune_upper(r));
}

void ap_rune_put_title(uint32_t r, ap_str *b)
{
    const char *text = r < 0x80 ? NULL : TEXT_FOR(ap_rune_titles, r);
    if (text)
        ap_str_put(b, text);
    else if (r >= 0x80 && IS_IN(ap_rune_own_titles, r))
        ap_str_rune(b, r);
    else
        ap_rune_put_upper(r, b);
}

/* As the lower case of the upper case, for most; Cherokee folds to its upper
 * case, which came first. */
void ap_rune_put_fold(uint32_t r, ap_str *b)
{
    const char *text = r < 0x80 ? NULL : TEXT_FOR(ap_rune_folds, r);
    const char *upper = r < 0x80 ? NULL : TEXT_FOR(ap_rune_long_uppers, r);
    if (text) {
        ap_str_put(b, text);
    } else if (upper) {
        for (size_t n = strlen(upper); n;) {
            int used;
            ap_rune_put_lower(ap_utf8_decode(upper, n, &used), b);
            upper += used;
            n -= (size_t)used;
        }
    } else if (r >= 0x13a0 && r <= 0x13f5) {
        ap_str_rune(b, r);
    } else {
        uint32_t low = ap_rune_lower(r);
        ap_str_rune(b, low == r ? ap_rune_lower(ap_rune_upper(r)) : low);
    }
}
