/* Methods of str that ask what text consists of or make it look different:
 * cases, padding, tabs, translate. */
#include <string.h>

#include "rune_i.h"
#include "types_i.h"

/* ---- is…? ---------------------------------------------------------- */

/* All runes pass `is`; an empty str does not, unless `empty`. */
static ap_ret all_are(ap_ctx *c, ap_word w, bool (*is)(uint32_t), bool empty,
                      ap_word *out)
{
    ap_text t = ap_text_of(c, w);
    bool good = t.n > 0 || empty;
    for (size_t i = 0; good && i < t.n;) {
        int used;
        good = is(ap_utf8_decode(t.s + i, t.n - i, &used));
        i += (size_t)used;
    }
    *out = ap_from_bool(good);
    return AP_OK;
}

static bool is_alnum(uint32_t r)
{
    return ap_rune_is_alpha(r) || ap_rune_is_numeric(r);
}

static bool is_word(uint32_t r)
{
    return ap_rune_is_alpha(r) || ap_rune_is_digit(r) || r == '_';
}

static bool is_ascii(uint32_t r)
{
    return r < 0x80;
}

#define ALL_ARE(name, is, empty)                                               \
    ap_ret ap_str_##name(ap_ctx *c, ap_word *a, int n, ap_word *out)           \
    {                                                                          \
        (void)n;                                                               \
        return all_are(c, a[0], is, empty, out);                               \
    }
ALL_ARE(isalpha, ap_rune_is_alpha, false)
ALL_ARE(isdigit, ap_rune_is_any_digit, false)
ALL_ARE(isdecimal, ap_rune_is_digit, false)
ALL_ARE(isnumeric, ap_rune_is_numeric, false)
ALL_ARE(isalnum, is_alnum, false)
ALL_ARE(isspace, ap_rune_is_space, false)
ALL_ARE(isascii, is_ascii, true)
ALL_ARE(isprintable, ap_rune_is_printable, true)

ap_ret ap_str_isidentifier(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_text t = ap_text_of(c, a[0]);
    (void)n;
    AP_TRY(all_are(c, a[0], is_word, false, out));
    if (t.n && t.s[0] >= '0' && t.s[0] <= '9')
        *out = AP_FALSE;
    return AP_OK;
}

/* No rune of the other case, at least one of this. */
static ap_word cased(const ap_ctx *c, ap_word w, bool upper)
{
    ap_text t = ap_text_of(c, w);
    bool any = false;
    for (size_t i = 0; i < t.n;) {
        int used;
        uint32_t r = ap_utf8_decode(t.s + i, t.n - i, &used);
        i += (size_t)used;
        bool up = ap_rune_is_upper(r), low = ap_rune_is_lower(r);
        if ((upper ? low : up) || ap_rune_is_title(r))
            return AP_FALSE;
        any |= upper ? up : low;
    }
    return ap_from_bool(any);
}

ap_ret ap_str_isupper(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = cased(c, a[0], true);
    return AP_OK;
}

ap_ret ap_str_islower(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = cased(c, a[0], false);
    return AP_OK;
}

ap_ret ap_str_istitle(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_text t = ap_text_of(c, a[0]);
    bool any = false, after = false, good = true;
    (void)n;
    for (size_t i = 0; good && i < t.n;) {
        int used;
        uint32_t r = ap_utf8_decode(t.s + i, t.n - i, &used);
        i += (size_t)used;
        bool up = ap_rune_is_upper(r) || ap_rune_is_title(r);
        bool low = ap_rune_is_lower(r);
        good = !(up && after) && !(low && !after);
        after = up || low;
        any |= after;
    }
    *out = ap_from_bool(good && any);
    return AP_OK;
}

/* ---- cases --------------------------------------------------------- */

enum { UPPER, LOWER, SWAP, TITLE, CAPITAL, FOLD };

static bool is_cased(uint32_t r)
{
    return ap_rune_is_upper(r) || ap_rune_is_lower(r) || ap_rune_is_title(r);
}

/* Is there a letter on that side of place i, over marks that have no case? */
static bool has_cased(ap_text t, size_t i, bool before)
{
    size_t at = 0;
    bool last = false;
    while (at < t.n && (!before || at < i)) {
        int used;
        uint32_t r = ap_utf8_decode(t.s + at, t.n - at, &used);
        bool ignored = r == '\'' || r == '.' || r == ':' || r == 0xad
            || (r >= 0x300 && r <= 0x36f);
        if (before)
            last = ignored ? last : is_cased(r);
        else if (at > i && !ignored)
            return is_cased(r);
        at += (size_t)used;
    }
    return before && last;
}

/* The lower case; a capital sigma at the end of a word is the final one. */
static void put_lower(ap_text t, size_t i, uint32_t r, ap_str *b)
{
    if (r == 0x3a3 && has_cased(t, i, true) && !has_cased(t, i, false))
        ap_str_rune(b, 0x3c2);
    else
        ap_rune_put_lower(r, b);
}

static void change(int how, ap_text t, size_t i, uint32_t r, bool first,
                   ap_str *b)
{
    if (how == FOLD)
        ap_rune_put_fold(r, b);
    else if (how == SWAP && ap_rune_is_title(r))
        ap_str_rune(b, r);
    else if (how == UPPER || (how == SWAP && !ap_rune_is_upper(r)))
        ap_rune_put_upper(r, b);
    else if (first)
        ap_rune_put_title(r, b);
    else
        put_lower(t, i, r, b);
}

/* ASCII stays as long as it was. */
static ap_ret with_ascii_case(ap_ctx *c, ap_word w, bool upper, ap_word *out)
{
    size_t n = ap_text_of(c, w).n;
    AP_TRY(ap_text_room(c, AP_KIND_STR, n, out));
    const char *s = ap_text_of(c, w).s;
    char *to = (char *)(ap_body(c, *out) + AP_STR_TEXT);
    char first = upper ? 'a' : 'A';
    for (size_t i = 0; i < n; i++)
        to[i] = (char)(s[i] ^ ((unsigned char)(s[i] - first) < 26 ? 32 : 0));
    ap_text_done(c, *out, n, n);
    return AP_OK;
}

static ap_ret with_case(ap_ctx *c, ap_word w, int how, ap_word *out)
{
    ap_text t = ap_text_of(c, w);
    if (ap_is_ascii(t) && (how == UPPER || how == LOWER || how == FOLD))
        return with_ascii_case(c, w, how == UPPER, out);
    ap_str b = {0};
    bool after_cased = false;
    for (size_t i = 0; i < t.n;) {
        int used;
        uint32_t r = ap_utf8_decode(t.s + i, t.n - i, &used);
        bool first = how == CAPITAL ? i == 0 : how == TITLE && !after_cased;
        change(how, t, i, r, first, &b);
        after_cased = is_cased(r);
        i += (size_t)used;
    }
    return ap_str_take(c, &b, out);
}

#define WITH_CASE(name, how)                                                   \
    ap_ret ap_str_##name(ap_ctx *c, ap_word *a, int n, ap_word *out)           \
    {                                                                          \
        (void)n;                                                               \
        return with_case(c, a[0], how, out);                                   \
    }
WITH_CASE(upper, UPPER)
WITH_CASE(lower, LOWER)
WITH_CASE(swapcase, SWAP)
WITH_CASE(title, TITLE)
WITH_CASE(capitalize, CAPITAL)
WITH_CASE(casefold, FOLD)

/* ---- padding ------------------------------------------------------- */

enum { LEFT, RIGHT, CENTER };

static ap_ret padded(ap_ctx *c, ap_word *a, int n, int where, ap_word *out)
{
    int64_t width;
    ap_text fill = {" ", 1, 1};
    AP_TRY(ap_index_exact(c, a[1], &width));
    if (n > 2) {
        if (!ap_is_str(c, a[2]))
            return ap_raise(c, AP_X_TypeError,
                            "The fill character must be a unicode character, "
                            "not %s",
                            ap_type_name(c, a[2]));
        if (ap_text_of(c, a[2]).runes != 1)
            return ap_raise(c, AP_X_TypeError,
                            "The fill character must be exactly one character "
                            "long");
        fill = ap_text_of(c, a[2]);
    }
    if (width > INT32_MAX)
        return ap_raise_arg(c, AP_X_MemoryError, AP_NULL);
    ap_text t = ap_text_of(c, a[0]);
    int64_t pad = width > (int64_t)t.runes ? width - (int64_t)t.runes : 0;
    int64_t left = where == RIGHT ? pad : 0;
    if (where == CENTER)
        left = pad / 2 + (pad & width & 1);
    ap_str b = {0};
    for (int64_t i = 0; i < left; i++)
        ap_str_putn(&b, fill.s, fill.n);
    ap_str_putn(&b, t.s, t.n);
    for (int64_t i = left; i < pad; i++)
        ap_str_putn(&b, fill.s, fill.n);
    return ap_str_take(c, &b, out);
}

ap_ret ap_str_ljust(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return padded(c, a, n, LEFT, out);
}

ap_ret ap_str_rjust(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return padded(c, a, n, RIGHT, out);
}

ap_ret ap_str_center(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return padded(c, a, n, CENTER, out);
}

ap_ret ap_str_zfill(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t width;
    (void)n;
    AP_TRY(ap_index_exact(c, a[1], &width));
    if (width > INT32_MAX)
        return ap_raise_arg(c, AP_X_MemoryError, AP_NULL);
    ap_text t = ap_text_of(c, a[0]);
    ap_str b = {0};
    size_t sign = t.n && (*t.s == '-' || *t.s == '+');
    ap_str_putn(&b, t.s, sign);
    if (width > (int64_t)t.runes)
        ap_str_fill(&b, '0', (size_t)(width - (int64_t)t.runes));
    ap_str_putn(&b, t.s + sign, t.n - sign);
    return ap_str_take(c, &b, out);
}

/* "self, tabsize=" */
ap_ret ap_str_expandtabs(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t size = 8, column = 0;
    (void)n;
    if (a[1])
        AP_TRY(ap_index_clamp(c, a[1], &size));
    ap_text t = ap_text_of(c, a[0]);
    ap_str b = {0};
    for (size_t i = 0; i < t.n; i++) {
        if (t.s[i] == '\t') {
            int64_t to = size > 0 && size < 1000 ? size - column % size : 0;
            ap_str_fill(&b, ' ', (size_t)to);
            column += to;
            continue;
        }
        ap_str_putc(&b, t.s[i]);
        if (((unsigned char)t.s[i] & 0xc0) != 0x80)
            column++;
        if (t.s[i] == '\n' || t.s[i] == '\r')
            column = 0;
    }
    return ap_str_take(c, &b, out);
}

/* ---- translate ----------------------------------------------------- */

/* What a table (anything with [rune]) has for a rune, onto the builder. */
static ap_ret put_translated(ap_ctx *c, ap_word table, uint32_t rune, ap_str *b)
{
    ap_word w;
    int64_t to;
    ap_ret r = ap_getitem(c, table, ap_from_small(rune), &w);
    if (r == AP_RAISE
        && (ap_raised_is(c, AP_X_KeyError)
            || ap_raised_is(c, AP_X_IndexError))) {
        ap_clear(c);
        ap_str_rune(b, rune);
        return AP_OK;
    }
    AP_TRY(r);
    if (w == AP_NONE)
        return AP_OK;
    if (ap_is_str(c, w)) {
        ap_text t = ap_text_of(c, w);
        ap_str_putn(b, t.s, t.n);
        return AP_OK;
    }
    if (!ap_int_get(c, w, &to) || to < 0 || to > 0x10ffff)
        return ap_raise(c, AP_X_TypeError,
                        "character mapping must return integer, None or str");
    ap_str_rune(b, (uint32_t)to);
    return AP_OK;
}

ap_ret ap_str_translate(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_str b = {0};
    ap_text t = ap_text_of(c, a[0]);
    (void)n;
    for (size_t i = 0; i < t.n;) {
        int used;
        uint32_t rune = ap_utf8_decode(t.s + i, t.n - i, &used);
        ap_ret r = put_translated(c, a[1], rune, &b);
        if (r != AP_OK) {
            ap_str_clear(&b);
            return r;
        }
        i += (size_t)used;
    }
    return ap_str_take(c, &b, out);
}

static uint32_t rune_at(ap_text t, size_t *at)
{
    int used;
    uint32_t rune = ap_utf8_decode(t.s + *at, t.n - *at, &used);
    *at += (size_t)used;
    return rune;
}

static ap_ret table_of_dict(ap_ctx *c, ap_word d, ap_word *out)
{
    AP_TRY(ap_dict_new(c, out));
    for (int64_t i = 0; i < ap_dict_entries(c, d); i++) {
        ap_word key = ap_dict_key_at(c, d, i);
        size_t at = 0;
        if (!key)
            continue;
        if (ap_is_str(c, key)) {
            if (ap_text_of(c, key).runes != 1)
                return ap_raise(c, AP_X_ValueError,
                                "string keys in translate table must be of "
                                "length 1");
            key = ap_from_small(rune_at(ap_text_of(c, key), &at));
        }
        AP_TRY(ap_dict_set(c, *out, key, ap_load(ap_dict_value_at(c, d, i))));
    }
    return AP_OK;
}

/* maketrans(dict) or maketrans(from, to[, drop]) */
ap_ret ap_str_maketrans(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    if (n == 1 && ap_is_dict(c, a[0]))
        return table_of_dict(c, a[0], out);
    if (n == 1)
        return ap_raise(c, AP_X_TypeError,
                        "if you give only one argument to maketrans it must "
                        "be a dict");
    for (int i = 0; i < n; i++)
        if (!ap_is_str(c, a[i]))
            return ap_raise(c, AP_X_TypeError,
                            "maketrans() argument %d must be str, not %s",
                            i + 1, ap_type_name(c, a[i]));
    ap_text from = ap_text_of(c, a[0]), to = ap_text_of(c, a[1]);
    if (from.runes != to.runes)
        return ap_raise(c, AP_X_ValueError,
                        "the first two maketrans arguments must have equal "
                        "length");
    AP_TRY(ap_dict_new(c, out));
    for (size_t i = 0, j = 0; i < from.n;)
        AP_TRY(ap_dict_set(c, *out, ap_from_small(rune_at(from, &i)),
                           ap_from_small(rune_at(to, &j))));
    ap_text drop = n > 2 ? ap_text_of(c, a[2]) : (ap_text){"", 0, 0};
    for (size_t i = 0; i < drop.n;)
        AP_TRY(ap_dict_set(c, *out, ap_from_small(rune_at(drop, &i)), AP_NONE));
    return AP_OK;
}
