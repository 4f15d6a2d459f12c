/* Constants as repr() prints them. */
#include "code_i.h"

#include <gmp.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "d.ddde-dd" with one more in its last place, if that needs no carry. */
static void round_up(char *digits)
{
    char *last = strchr(digits, 'e') - 1;
    *last = (char)(*last + (*last >= '0' && *last < '9'));
}

/* The fewest digits that read back as f, as printf's %e; -> how many. The
 * nearest ones may lie beyond f's neighbour below a power of two, where the
 * next ones up do not. */
static int shortest(double f, char digits[40])
{
    for (int n = 1; n <= 17; n++) {
        snprintf(digits, 40, "%.*e", n - 1, f);
        if (strtod(digits, NULL) == f)
            return n;
        round_up(digits);
        if (strtod(digits, NULL) == f)
            return n;
    }
    ap_bug(__FILE__, __LINE__, "17 digits are not enough");
}

/* repr()'s layout: an exponent below -4 or from 16 on. */
static void put_float(double f, ap_str *out)
{
    if (isnan(f) || isinf(f)) {
        ap_str_put(out, isnan(f) ? "nan" : f > 0 ? "inf" : "-inf");
        return;
    }
    char digits[40];
    int count = shortest(f, digits);
    char *mark = strchr(digits, 'e');
    int exponent = (int)strtol(mark + 1, NULL, 10);
    if (exponent >= -4 && exponent < 16) {
        int decimals = count - 1 - exponent;
        ap_str_printf(out, "%.*f", decimals > 1 ? decimals : 1, f);
        return;
    }
    *mark = 0;
    ap_str_printf(out, "%se%c%02d", digits, exponent < 0 ? '-' : '+',
                  abs(exponent));
}

static void put_bigint(const ap_const *k, ap_str *out)
{
    mpz_t z;
    mpz_init_set_str(z, k->s, 16);
    char *digits = ap_alloc(mpz_sizeinbase(z, 10) + 2);
    mpz_get_str(digits, 10, z);
    ap_str_put(out, digits);
    ap_free(digits);
    mpz_clear(z);
}

/* Single quotes, unless only double quotes spare an escape. */
static char quote_for(const char *s, size_t n)
{
    return memchr(s, '\'', n) && !memchr(s, '"', n) ? '"' : '\'';
}

/* Would str.isprintable say yes? Spaces but the plain one, controls, marks
 * of direction, private and unassigned blocks are written as escapes. */
static bool is_printable(uint32_t rune)
{
    static const uint32_t hidden[][2] = {
        {0x7f, 0xa0}, {0xad, 0xad}, {0x600, 0x605}, {0x61c, 0x61c},
        {0x6dd, 0x6dd}, {0x70f, 0x70f}, {0x890, 0x891}, {0x8e2, 0x8e2},
        {0x1680, 0x1680}, {0x180e, 0x180e}, {0x2000, 0x200f},
        {0x2028, 0x202f}, {0x205f, 0x206f}, {0x3000, 0x3000},
        {0xd800, 0xf8ff}, {0xfeff, 0xfeff}, {0xfff0, 0xfffb},
        {0xfffe, 0xffff}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
        {0x1fffe, 0x1ffff}, {0x323b0, 0xe00ff}, {0xe01f0, 0x10ffff}};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (rune >= hidden[i][0] && rune <= hidden[i][1])
            return false;
    return rune >= 0x20;
}

/* False where the rune stands for itself. */
static bool put_escape(uint32_t rune, char quote, ap_str *out)
{
    const char *named = rune == '\n' ? "\\n" : rune == '\r' ? "\\r"
                      : rune == '\t' ? "\\t" : rune == '\\' ? "\\\\" : NULL;
    if (named)
        ap_str_put(out, named);
    else if (rune == (unsigned char)quote)
        ap_str_printf(out, "\\%c", quote);
    else if (is_printable(rune))
        return false;
    else
        ap_str_printf(out, rune < 0x100 ? "\\x%02" PRIx32
                      : rune < 0x10000 ? "\\u%04" PRIx32
                                       : "\\U%08" PRIx32, rune);
    return true;
}

static void put_str(const char *s, size_t n, ap_str *out)
{
    char quote = quote_for(s, n);
    ap_str_putc(out, quote);
    for (size_t i = 0; i < n;) {
        int used;
        uint32_t rune = ap_utf8_decode(s + i, n - i, &used);
        if (rune == UINT32_MAX && n - i >= 3) {
            /* a lone surrogate, kept in three bytes */
            unsigned hi = (unsigned char)s[i + 1], lo = (unsigned char)s[i + 2];
            rune = 0xd000 | (hi & 0x3f) << 6 | (lo & 0x3f);
            used = 3;
        }
        if (!put_escape(rune, quote, out))
            ap_str_putn(out, s + i, (size_t)used);
        i += (size_t)used;
    }
    ap_str_putc(out, quote);
}

static void put_bytes(const char *s, size_t n, ap_str *out)
{
    char quote = quote_for(s, n);
    ap_str_printf(out, "b%c", quote);
    for (size_t i = 0; i < n; i++) {
        unsigned char byte = (unsigned char)s[i];
        if (byte >= 0x80)
            ap_str_printf(out, "\\x%02x", (unsigned)byte);
        else if (!put_escape(byte, quote, out))
            ap_str_putc(out, s[i]);
    }
    ap_str_putc(out, quote);
}

static void put_items(const ap_image *im, const ap_const *k, ap_str *out)
{
    bool set = k->kind == AP_C_FROZENSET;
    ap_str_put(out, set ? k->n ? "frozenset({" : "frozenset(" : "(");
    for (size_t i = 0; i < k->n; i++) {
        if (i)
            ap_str_put(out, ", ");
        ap_dis_const(im, &k->items[i], out);
    }
    if (!set && k->n == 1)
        ap_str_putc(out, ',');
    ap_str_put(out, set && k->n ? "})" : ")");
}

static void put_code(const ap_image *im, const ap_const *k, ap_str *out)
{
    const ap_code *c = ap_image_code(im, (uint32_t)k->i);
    ap_str_printf(out, "<code object %s, file \"%s\", line %u>", c->name,
                  ap_image_module(im, c->module)->path, c->firstline);
}

void ap_dis_const(const ap_image *im, const ap_const *k, ap_str *out)
{
    switch (k->kind) {
    case AP_C_NONE: ap_str_put(out, "None"); return;
    case AP_C_TRUE: ap_str_put(out, "True"); return;
    case AP_C_FALSE: ap_str_put(out, "False"); return;
    case AP_C_ELLIPSIS: ap_str_put(out, "Ellipsis"); return;
    case AP_C_INT: ap_str_printf(out, "%" PRId64, k->i); return;
    case AP_C_BIGINT: put_bigint(k, out); return;
    case AP_C_FLOAT: put_float(k->f, out); return;
    case AP_C_STR: put_str(k->s, k->n, out); return;
    case AP_C_BYTES: put_bytes(k->s, k->n, out); return;
    case AP_C_TUPLE: case AP_C_FROZENSET: put_items(im, k, out); return;
    case AP_C_CODE: put_code(im, k, out); return;
    }
}
