/* Constants as repr() prints them. */
#include "code_i.h"

#include <gmp.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The shortest digits that read back as the same double, in repr()'s
 * layout: an exponent below -4 or from 16 on. */
static void put_float(double f, ap_str *out)
{
    if (isnan(f) || isinf(f)) {
        ap_str_put(out, isnan(f) ? "nan" : f > 0 ? "inf" : "-inf");
        return;
    }
    char digits[40];
    int precision = 0;
    do
        snprintf(digits, sizeof digits, "%.*e", precision++, f);
    while (precision < 17 && strtod(digits, NULL) != f);
    char *mark = strchr(digits, 'e');
    int exponent = atoi(mark + 1);
    if (exponent >= -4 && exponent < 16) {
        int decimals = precision - 1 - exponent;
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

static bool put_escape(uint32_t rune, char quote, ap_str *out)
{
    const char *named = rune == '\n' ? "\\n" : rune == '\r' ? "\\r"
                      : rune == '\t' ? "\\t" : rune == '\\' ? "\\\\" : NULL;
    if (named)
        ap_str_put(out, named);
    else if (rune == (unsigned char)quote)
        ap_str_printf(out, "\\%c", quote);
    else if (rune < 0x20 || rune == 0x7f)
        ap_str_printf(out, "\\x%02" PRIx32, rune);
    else
        return false;
    return true;
}

static void put_str(const char *s, size_t n, ap_str *out)
{
    char quote = quote_for(s, n);
    ap_str_putc(out, quote);
    for (size_t i = 0; i < n;) {
        int used;
        uint32_t rune = ap_utf8_decode(s + i, n - i, &used);
        if (rune != UINT32_MAX && !put_escape(rune, quote, out)) {
            if (rune >= 0x80 && rune < 0xa1)
                ap_str_printf(out, "\\x%02" PRIx32, rune);
            else
                ap_str_putn(out, s + i, (size_t)used);
        } else if (rune == UINT32_MAX && n - i >= 3) {
            /* a lone surrogate, kept in three bytes */
            unsigned hi = (unsigned char)s[i + 1], lo = (unsigned char)s[i + 2];
            ap_str_printf(out, "\\u%04x",
                          0xd000 | (hi & 0x3f) << 6 | (lo & 0x3f));
            used = 3;
        }
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
            ap_str_printf(out, "\\x%02x", byte);
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
