/* Format specs: [[fill]align][sign][z][#][0][width][,|_][.precision][type]
 * for ints, floats and strs, as CPython 3.12's format() prints them. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "types_i.h"

typedef struct ap_spec {
    uint32_t fill;       /* rune */
    char align;          /* < > = ^, 0: the type's own */
    char sign;           /* + - space */
    bool alternate, no_minus_zero;
    int64_t width;       /* -1: none */
    char grouping;       /* ',' '_' 0 */
    int precision;       /* -1: none */
    char type;           /* 0: none */
} ap_spec;

/* ---- reading ------------------------------------------------------- */

static bool is_align(char ch)
{
    return ch && strchr("<>=^", ch) != NULL;
}

/* Digits at *s; -1 where there are none, -2 where there are too many. */
static int64_t take_number(const char **s, const char *end)
{
    if (*s == end || !isdigit((unsigned char)**s))
        return -1;
    int64_t n = 0;
    for (; *s < end && isdigit((unsigned char)**s); ++*s)
        if (n <= INT32_MAX)
            n = n * 10 + (**s - '0');
    return n > INT32_MAX ? -2 : n;
}

static void take_fill(ap_spec *spec, const char **s, const char *end)
{
    int used = 1;
    uint32_t rune = *s < end ? ap_utf8_decode(*s, (size_t)(end - *s), &used)
                             : 0;
    if (*s + used < end && is_align((*s)[used])) {
        spec->fill = rune;
        spec->align = (*s)[used];
        *s += used + 1;
    } else if (*s < end && is_align(**s)) {
        spec->align = *(*s)++;
    }
}

static bool take_char(const char **s, const char *end, char ch)
{
    if (*s == end || **s != ch)
        return false;
    ++*s;
    return true;
}

static ap_ret invalid_spec(ap_ctx *c, ap_text t, ap_word w)
{
    return ap_raise(c, AP_X_ValueError,
                    "Invalid format specifier '%.*s' for object of type '%s'",
                    (int)t.n, t.s, ap_type_name(c, w));
}

static ap_ret take_spec(ap_ctx *c, ap_text t, ap_word w, char default_align,
                        ap_spec *spec)
{
    const char *s = t.s, *end = t.s + t.n;
    *spec = (ap_spec){.fill = ' ', .sign = '-', .width = -1, .precision = -1};
    take_fill(spec, &s, end);
    bool filled = spec->align && s > t.s + 1;
    if (s < end && strchr("+- ", *s))
        spec->sign = *s++;
    spec->no_minus_zero = take_char(&s, end, 'z');
    spec->alternate = take_char(&s, end, '#');
    if (!filled && take_char(&s, end, '0')) {
        spec->fill = '0';
        if (!spec->align && default_align == '>')
            spec->align = '=';
    }
    spec->width = take_number(&s, end);
    if (s < end && (*s == ',' || *s == '_'))
        spec->grouping = *s++;
    if (s < end && spec->grouping && (*s == ',' || *s == '_'))
        return ap_raise(c, AP_X_ValueError,
                        *s == spec->grouping ? "Cannot specify '%c' with '%c'."
                                             : "Cannot specify both '%c' and "
                                               "'%c'.",
                        ',', *s == spec->grouping ? spec->grouping : '_');
    if (take_char(&s, end, '.')) {
        int64_t n = take_number(&s, end);
        if (n == -1)
            return ap_raise(c, AP_X_ValueError,
                            "Format specifier missing precision");
        spec->precision = (int)n;
        if (n == -2)
            return ap_raise(c, AP_X_ValueError, "precision too big");
    }
    if (spec->width == -2)
        return ap_raise(c, AP_X_ValueError,
                        "Too many decimal digits in format string");
    if (end - s > 1)
        return invalid_spec(c, t, w);
    spec->type = s < end ? *s : '\0';
    if (!spec->align)
        spec->align = default_align;
    return AP_OK;
}

static ap_ret unknown_code(ap_ctx *c, const ap_spec *spec, ap_word w)
{
    return ap_raise(c, AP_X_ValueError,
                    "Unknown format code '%c' for object of type '%s'",
                    spec->type, ap_type_name(c, w));
}

/* ---- padding ------------------------------------------------------- */

static void put_fill(ap_str *out, const ap_spec *spec, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        ap_str_rune(out, spec->fill);
}

/* head (sign, "0x") then body, padded to the width. */
static void put_padded(ap_str *out, const ap_spec *spec, const char *head,
                       const char *body, size_t n)
{
    int64_t have = (int64_t)(strlen(head) + ap_utf8_count(body, n));
    int64_t pad = spec->width > have ? spec->width - have : 0;
    int64_t left = spec->align == '>' ? pad
        : spec->align == '^'          ? pad / 2
                                      : 0;
    put_fill(out, spec, left);
    ap_str_put(out, head);
    if (spec->align == '=')
        put_fill(out, spec, pad);
    ap_str_putn(out, body, n);
    if (spec->align == '<' || spec->align == '^')
        put_fill(out, spec, pad - left);
}

/* Digits (and what follows them) with separators, filled up with zeroes to
 * `least` columns where that is asked for. */
static void put_grouped(ap_str *out, const char *digits, size_t n, char mark,
                        size_t every, int64_t least)
{
    size_t whole = strspn(digits, every == 3 ? "0123456789"
                                             : "0123456789abcdefABCDEF");
    if (whole > n)
        whole = n;
    ap_str back = {0};
    int64_t columns = (int64_t)(n - whole);
    for (size_t i = 0; i < whole || columns < least; i++) {
        if (i && mark && i % every == 0) {
            ap_str_putc(&back, mark);
            columns++;
        }
        ap_str_putc(&back, i < whole ? digits[whole - 1 - i] : '0');
        columns++;
    }
    for (size_t i = back.len; i > 0; i--)
        ap_str_putc(out, back.s[i - 1]);
    ap_str_putn(out, digits + whole, n - whole);
    ap_str_clear(&back);
}

static void put_number(ap_str *out, const ap_spec *spec, bool negative,
                       const char *prefix, const char *digits, size_t every)
{
    char head[8];
    snprintf(head, sizeof head, "%s%s",
             negative                ? "-"
                 : spec->sign == '-' ? ""
                 : spec->sign == '+' ? "+"
                                     : " ",
             prefix);
    bool zeroes = spec->fill == '0' && spec->align == '=' && spec->width > 0;
    int64_t least = zeroes ? spec->width - (int64_t)strlen(head) : 0;
    ap_str body = {0};
    if (isdigit((unsigned char)digits[0]) || spec->grouping)
        put_grouped(&body, digits, strlen(digits), spec->grouping, every,
                    spec->grouping ? least : 0);
    else
        ap_str_put(&body, digits);
    put_padded(out, spec, head, ap_str_c(&body), body.len);
    ap_str_clear(&body);
}

/* ---- strs ---------------------------------------------------------- */

static ap_ret format_str(ap_ctx *c, ap_word w, ap_text t, ap_text spec_text,
                         ap_str *out)
{
    ap_spec spec;
    AP_TRY(take_spec(c, spec_text, w, '<', &spec));
    if (spec.type && spec.type != 's')
        return unknown_code(c, &spec, w);
    if (spec.sign != '-')
        return ap_raise(c, AP_X_ValueError,
                        spec.sign == ' '
                            ? "Space not allowed in string format specifier"
                            : "Sign not allowed in string format specifier");
    if (spec.no_minus_zero)
        return ap_raise(c, AP_X_ValueError,
                        "Negative zero coercion (z) not allowed in string "
                        "format specifier");
    if (spec.alternate)
        return ap_raise(c, AP_X_ValueError,
                        "Alternate form (#) not allowed in string format "
                        "specifier");
    if (spec.align == '=')
        return ap_raise(c, AP_X_ValueError,
                        "'=' alignment not allowed in string format "
                        "specifier");
    if (spec.grouping)
        return ap_raise(c, AP_X_ValueError, "Cannot specify '%c' with 's'.",
                        spec.grouping);
    if (spec.precision >= 0 && (size_t)spec.precision < t.runes)
        t.n = ap_text_offset(t, (size_t)spec.precision);
    put_padded(out, &spec, "", t.s, t.n);
    return AP_OK;
}

/* ---- floats -------------------------------------------------------- */

/* |f| by printf, which rounds exactly; '#' keeps the point. */
static void print_float(double f, char type, int precision, bool alternate,
                        ap_str *b)
{
    int at = (type == 'f' ? 0 : type == 'e' ? 2 : 4) + alternate;
    char small[64];
    int n;
    switch (at) { /* literal formats only, for the compiler to check */
#define PRINT(k, fmt)                                                          \
    case k:                                                                    \
        n = snprintf(small, sizeof small, fmt, precision, f);                  \
        if ((size_t)n >= sizeof small)                                         \
            ap_str_printf(b, fmt, precision, f);                               \
        else                                                                   \
            ap_str_putn(b, small, (size_t)n);                                  \
        break;
        PRINT(0, "%.*f")
        PRINT(1, "%#.*f")
        PRINT(2, "%.*e")
        PRINT(3, "%#.*e")
        PRINT(4, "%.*g")
        PRINT(5, "%#.*g")
#undef PRINT
    default: ap_bug(__FILE__, __LINE__, "no such format: %d", at);
    }
}

/* "5.10e+02" -> "5.1e+02", from the byte `from` of the builder on. */
static void drop_zeroes(ap_str *b, size_t from)
{
    char *e = strchr(b->s + from, 'e'), *end = e;
    if (!strchr(b->s + from, '.'))
        return;
    while (end[-1] == '0')
        end--;
    if (end[-1] == '.')
        end--;
    memmove(end, e, strlen(e) + 1);
    b->len -= (size_t)(e - end);
}

/* No type: like g with a digit behind the point, or repr without a
 * precision. */
static void print_plain(double f, int precision, bool alternate, ap_str *b)
{
    if (precision < 0) {
        ap_float_repr(f, b);
        return;
    }
    if (precision == 0)
        precision = 1;
    size_t from = b->len;
    print_float(f, 'g', precision, alternate, b);
    const char *s = b->s + from;
    if (!alternate && !strpbrk(s, ".e")) {
        /* 12 with two digits is 1.2e+01, as CPython says it. */
        if (strlen(s) >= (size_t)precision) {
            b->len = from;
            print_float(f, 'e', precision - 1, false, b);
            drop_zeroes(b, from);
            return;
        }
        ap_str_put(b, ".0");
    }
}

static void upper(ap_str *b)
{
    for (size_t i = 0; i < b->len; i++)
        b->s[i] = (char)toupper((unsigned char)b->s[i]);
}

static void float_digits(double f, const ap_spec *spec, ap_str *b)
{
    char type = (char)tolower((unsigned char)spec->type);
    int precision = spec->precision < 0 && type ? 6 : spec->precision;
    if (isnan(f) || isinf(f))
        ap_str_put(b, isnan(f) ? "nan" : "inf");
    else if (!type)
        print_plain(f, precision, spec->alternate, b);
    else if (type == '%')
        print_float(f * 100, 'f', precision, spec->alternate, b);
    else if (type == 'g' || type == 'n')
        print_float(f, 'g', precision ? precision : 1, spec->alternate, b);
    else
        print_float(f, type, precision, spec->alternate, b);
    if (type == '%')
        ap_str_putc(b, '%');
    if (isupper((unsigned char)spec->type))
        upper(b);
}

static bool is_zero_text(const ap_str *b)
{
    return strpbrk(ap_str_c(b), "123456789") == NULL;
}

static ap_ret format_float(ap_ctx *c, ap_word w, double f, ap_text spec_text,
                           ap_str *out)
{
    ap_spec spec;
    AP_TRY(take_spec(c, spec_text, w, '>', &spec));
    if (spec.type && !strchr("eEfFgGn%", spec.type))
        return unknown_code(c, &spec, w);
    if (spec.type == 'n' && spec.grouping)
        return ap_raise(c, AP_X_ValueError, "Cannot specify '%c' with 'n'.",
                        spec.grouping);
    ap_str digits = {0};
    float_digits(fabs(f), &spec, &digits);
    bool negative = signbit(f) && !isnan(f);
    if (spec.no_minus_zero && is_zero_text(&digits) && isfinite(f))
        negative = false;
    put_number(out, &spec, negative, "", ap_str_c(&digits), 3);
    ap_str_clear(&digits);
    return AP_OK;
}

/* ---- ints ---------------------------------------------------------- */

static ap_ret format_rune(ap_ctx *c, ap_word w, const ap_spec *spec,
                          ap_str *out)
{
    int64_t rune;
    char bytes[4];
    if (spec->sign != '-')
        return ap_raise(c, AP_X_ValueError,
                        "Sign not allowed with integer format specifier 'c'");
    if (spec->precision >= 0)
        return ap_raise(c, AP_X_ValueError,
                        "Precision not allowed in integer format specifier");
    if (!ap_int_get(c, w, &rune) || rune < 0 || rune > 0x10ffff)
        return ap_raise(c, AP_X_OverflowError,
                        "%%c arg not in range(0x110000)");
    int n = ap_utf8_encode((uint32_t)rune, bytes);
    put_padded(out, spec, "", bytes, (size_t)n);
    return AP_OK;
}

static ap_ret format_int(ap_ctx *c, ap_word w, ap_text spec_text, ap_str *out)
{
    ap_spec spec;
    double f;
    AP_TRY(take_spec(c, spec_text, w, '>', &spec));
    if (spec.type && strchr("eEfFgG%", spec.type)) {
        if (!ap_number_get(c, w, &f))
            return ap_raise(c, AP_X_OverflowError,
                            "int too large to convert to float");
        return format_float(c, w, f, spec_text, out);
    }
    if (spec.type == 'c')
        return format_rune(c, w, &spec, out);
    if (spec.type && !strchr("bdnoxX", spec.type))
        return unknown_code(c, &spec, w);
    if (spec.precision >= 0)
        return ap_raise(c, AP_X_ValueError,
                        "Precision not allowed in integer format specifier");
    if (spec.no_minus_zero)
        return ap_raise(c, AP_X_ValueError,
                        "Negative zero coercion (z) not allowed in integer "
                        "format specifier");
    if (spec.grouping == ',' && spec.type && !strchr("d", spec.type))
        return ap_raise(c, AP_X_ValueError, "Cannot specify ',' with '%c'.",
                        spec.type);
    int base = spec.type == 'b' ? 2
        : spec.type == 'o'      ? 8
        : spec.type && strchr("xX", spec.type) ? 16
                                               : 10;
    ap_word text;
    if (base == 10) /* keeps the limit of digits */
        AP_TRY(ap_int_str(c, w, &text));
    ap_str digits = {0};
    ap_int_digits(c, w, base, &digits);
    if (spec.type == 'X')
        upper(&digits);
    char prefix[3] = {'0', spec.type, '\0'};
    const char *s = ap_str_c(&digits);
    bool shows_base = spec.alternate && base != 10;
    put_number(out, &spec, *s == '-', shows_base ? prefix : "",
               s + (*s == '-'), base == 10 ? 3 : 4);
    ap_str_clear(&digits);
    return AP_OK;
}

/* ---- for everybody ------------------------------------------------- */

/* The builtin kind's __format__. */
ap_ret ap_kind_format(ap_ctx *c, ap_word w, ap_word spec, ap_word *out)
{
    ap_text t = ap_text_of(c, spec);
    ap_str b = {0};
    ap_ret r;
    if (!t.n)
        return ap_to_str(c, w, out);
    if (ap_is_str(c, w))
        r = format_str(c, w, ap_text_of(c, w), t, &b);
    else if (ap_is_float(c, w))
        r = format_float(c, w, ap_float_get(c, w), t, &b);
    else if (ap_is_int(c, w))
        r = format_int(c, w, t, &b);
    else
        r = ap_raise(c, AP_X_TypeError,
                     "unsupported format string passed to %s.__format__",
                     ap_type_name(c, w));
    if (r == AP_OK)
        return ap_str_take(c, &b, out);
    ap_str_clear(&b);
    return r;
}

ap_ret ap_format(ap_ctx *c, ap_word w, ap_word spec, ap_word *out)
{
    bool found;
    if (!spec)
        AP_TRY(ap_str_new(c, "", 0, &spec));
    AP_TRY(ap_special(c, w, "__format__", &spec, 1, out, &found));
    if (!found)
        return ap_kind_format(c, w, spec, out);
    if (!ap_is_str(c, *out))
        return ap_raise(c, AP_X_TypeError,
                        "__format__ must return a str, not %s",
                        ap_type_name(c, *out));
    return AP_OK;
}
