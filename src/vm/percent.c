/* "%s is %05.2f" % args: C's way to format, as Python has it. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "types_i.h"

typedef struct ap_percent_job {
    const char *s, *end, *start; /* what is left of the format; all of it */
    ap_word args, mapping;       /* mapping AP_NULL: args in order */
    int64_t at;                  /* arguments used */
    ap_str *out;
} ap_percent_job;

/* One conversion: %[(name)][flags][width][.precision]type */
typedef struct ap_conversion {
    bool minus, plus, space, alternate, zero;
    int64_t width, precision; /* -1: none */
    char type;
    ap_word value;
} ap_conversion;

static ap_ret next_arg(ap_ctx *c, ap_percent_job *j, ap_word *out)
{
    if (ap_is_tuple(c, j->args)) {
        if (j->at < ap_tuple_len(c, j->args)) {
            *out = ap_tuple_at(c, j->args, (int)j->at++);
            return AP_OK;
        }
    } else if (j->at++ == 0) {
        *out = j->args;
        return AP_OK;
    }
    return ap_raise(c, AP_X_TypeError,
                    "not enough arguments for format string");
}

static ap_ret take_name(ap_ctx *c, ap_percent_job *j, ap_conversion *k)
{
    if (j->s == j->end || *j->s != '(')
        return AP_OK;
    int depth = 1;
    const char *name = ++j->s;
    for (; j->s < j->end && depth; j->s++)
        depth += *j->s == '(' ? 1 : *j->s == ')' ? -1 : 0;
    if (depth)
        return ap_raise(c, AP_X_ValueError, "incomplete format key");
    if (!j->mapping)
        return ap_raise(c, AP_X_TypeError, "format requires a mapping");
    ap_word key;
    AP_TRY(ap_str_new(c, name, (size_t)(j->s - name) - 1, &key));
    return ap_getitem(c, j->mapping, key, &k->value);
}

static void take_flags(ap_percent_job *j, ap_conversion *k)
{
    for (; j->s < j->end && strchr("-+ #0", *j->s) && *j->s; j->s++)
        switch (*j->s) {
        case '-': k->minus = true; break;
        case '+': k->plus = true; break;
        case ' ': k->space = true; break;
        case '#': k->alternate = true; break;
        default: k->zero = true; break;
        }
}

static ap_ret take_number(ap_ctx *c, ap_percent_job *j, int64_t *out)
{
    ap_word w;
    if (j->s < j->end && *j->s == '*') {
        j->s++;
        AP_TRY(next_arg(c, j, &w));
        if (!ap_int_get(c, w, out))
            return ap_raise(c, AP_X_TypeError, "* wants int");
        return AP_OK;
    }
    for (; j->s < j->end && isdigit((unsigned char)*j->s); j->s++) {
        *out = (*out < 0 ? 0 : *out) * 10 + (*j->s - '0');
        if (*out > INT32_MAX)
            return ap_raise(c, AP_X_ValueError, "width too big");
    }
    return AP_OK;
}

static ap_ret take_conversion(ap_ctx *c, ap_percent_job *j, ap_conversion *k)
{
    *k = (ap_conversion){.width = -1, .precision = -1};
    AP_TRY(take_name(c, j, k));
    take_flags(j, k);
    AP_TRY(take_number(c, j, &k->width));
    if (k->width < -1) { /* "*" with a negative width */
        k->minus = true;
        k->width = -k->width;
    }
    if (j->s < j->end && *j->s == '.') {
        j->s++;
        k->precision = 0;
        AP_TRY(take_number(c, j, &k->precision));
    }
    while (j->s < j->end && strchr("hlL", *j->s))
        j->s++;
    if (j->s == j->end)
        return ap_raise(c, AP_X_ValueError, "incomplete format");
    k->type = *j->s++;
    return AP_OK;
}

static void pad_to(ap_str *out, const ap_conversion *k, size_t head,
                   const char *s, size_t n)
{
    int64_t have = (int64_t)ap_utf8_count(s, n);
    size_t pad = k->width > have ? (size_t)(k->width - have) : 0;
    if (k->minus) {
        ap_str_putn(out, s, n);
        ap_str_fill(out, ' ', pad);
        return;
    }
    bool zeroes = k->zero && !strchr("srac", k->type);
    if (!zeroes)
        ap_str_fill(out, ' ', pad);
    ap_str_putn(out, s, head);
    if (zeroes)
        ap_str_fill(out, '0', pad);
    ap_str_putn(out, s + head, n - head);
}

static ap_ret put_text(ap_ctx *c, ap_percent_job *j, const ap_conversion *k)
{
    ap_word text;
    if (k->type == 's')
        AP_TRY(ap_to_str(c, k->value, &text));
    else if (k->type == 'a')
        AP_TRY(ap_ascii(c, k->value, &text));
    else
        AP_TRY(ap_repr(c, k->value, &text));
    ap_text t = ap_text_of(c, text);
    if (k->precision >= 0 && (size_t)k->precision < t.runes)
        t.n = ap_text_offset(t, (size_t)k->precision);
    pad_to(j->out, k, 0, t.s, t.n);
    return AP_OK;
}

/* The int that %d prints: of an int, a float, or through __int__. */
static ap_ret int_for(ap_ctx *c, const ap_conversion *k, ap_word *out)
{
    bool found;
    *out = k->value;
    if (ap_is_int(c, *out))
        return AP_OK;
    bool decimal = strchr("diu", k->type) != NULL;
    if (decimal && ap_is_float(c, *out))
        return ap_int_of_float(c, ap_float_get(c, *out), out);
    AP_TRY(ap_special(c, k->value, "__index__", NULL, 0, out, &found));
    if (found)
        return AP_OK;
    return ap_raise(c, AP_X_TypeError, "%%%c format: %s is required, not %s",
                    k->type, decimal ? "a real number" : "an integer",
                    ap_type_name(c, k->value));
}

static ap_ret put_int(ap_ctx *c, ap_percent_job *j, const ap_conversion *k)
{
    ap_word w, checked;
    AP_TRY(int_for(c, k, &w));
    int base = k->type == 'o' ? 8 : strchr("xX", k->type) ? 16 : 10;
    if (base == 10)
        AP_TRY(ap_int_str(c, w, &checked));
    ap_str digits = {0}, b = {0};
    ap_int_digits(c, w, base, &digits);
    const char *s = ap_str_c(&digits);
    bool negative = *s == '-';
    s += negative;
    if (negative || k->plus || k->space)
        ap_str_putc(&b, negative ? '-' : k->plus ? '+' : ' ');
    if (k->alternate && base != 10) {
        ap_str_putc(&b, '0');
        ap_str_putc(&b, k->type);
    }
    size_t head = b.len;
    if (k->precision > (int64_t)strlen(s))
        ap_str_fill(&b, '0', (size_t)k->precision - strlen(s));
    for (; *s; s++)
        ap_str_putc(&b, (char)(k->type == 'X' ? toupper((unsigned char)*s)
                                              : *s));
    pad_to(j->out, k, head, ap_str_c(&b), b.len);
    ap_str_clear(&digits);
    ap_str_clear(&b);
    return AP_OK;
}

static ap_ret put_float(ap_ctx *c, ap_percent_job *j, const ap_conversion *k)
{
    double f;
    if (!ap_number_get(c, k->value, &f))
        return ap_raise(c, AP_X_TypeError, "must be real number, not %s",
                        ap_type_name(c, k->value));
    char spec[48];
    long long digits = k->precision < 0 ? 6 : (long long)k->precision;
    size_t n = (size_t)snprintf(spec, sizeof spec, "%s%s.%lld%c",
                                k->plus ? "+" : k->space ? " " : "",
                                k->alternate ? "#" : "", digits, k->type);
    ap_word as_float, text, spec_word;
    AP_TRY(ap_str_new(c, spec, n, &spec_word));
    AP_TRY(ap_float_new(c, f, &as_float));
    AP_TRY(ap_kind_format(c, as_float, spec_word, &text));
    ap_text t = ap_text_of(c, text);
    pad_to(j->out, k, strspn(t.s, "+- "), t.s, t.n);
    return AP_OK;
}

static ap_ret put_rune(ap_ctx *c, ap_percent_job *j, const ap_conversion *k)
{
    int64_t rune;
    char bytes[4];
    if (ap_is_str(c, k->value) && ap_text_of(c, k->value).runes == 1) {
        ap_text t = ap_text_of(c, k->value);
        pad_to(j->out, k, 0, t.s, t.n);
        return AP_OK;
    }
    if (!ap_is_int(c, k->value))
        return ap_raise(c, AP_X_TypeError, "%%c requires int or char");
    if (!ap_int_get(c, k->value, &rune) || rune < 0 || rune > 0x10ffff)
        return ap_raise(c, AP_X_OverflowError,
                        "%%c arg not in range(0x110000)");
    int n = ap_utf8_encode((uint32_t)rune, bytes);
    pad_to(j->out, k, 0, bytes, (size_t)n);
    return AP_OK;
}

static ap_ret put_conversion(ap_ctx *c, ap_percent_job *j)
{
    ap_conversion k;
    AP_TRY(take_conversion(c, j, &k));
    if (k.type == '%') {
        ap_str_putc(j->out, '%');
        return AP_OK;
    }
    if (!k.value)
        AP_TRY(next_arg(c, j, &k.value));
    if (strchr("sra", k.type))
        return put_text(c, j, &k);
    if (strchr("diuoxX", k.type))
        return put_int(c, j, &k);
    if (strchr("eEfFgG", k.type))
        return put_float(c, j, &k);
    if (k.type == 'c')
        return put_rune(c, j, &k);
    return ap_raise(c, AP_X_ValueError,
                    "unsupported format character '%c' (0x%x) at index %d",
                    k.type, (unsigned)(unsigned char)k.type,
                    (int)(j->s - j->start) - 1);
}

static ap_ret run(ap_ctx *c, ap_percent_job *j)
{
    while (j->s < j->end) {
        if (*j->s != '%') {
            ap_str_putc(j->out, *j->s++);
            continue;
        }
        j->s++;
        AP_TRY(put_conversion(c, j));
    }
    bool unused = ap_is_tuple(c, j->args) ? j->at < ap_tuple_len(c, j->args)
                                          : j->at == 0 && !j->mapping;
    if (unused)
        return ap_raise(c, AP_X_TypeError,
                        "not all arguments converted during string "
                        "formatting");
    return AP_OK;
}

ap_ret ap_percent(ap_ctx *c, ap_word format, ap_word args, ap_word *out)
{
    ap_text t = ap_text_of(c, format);
    ap_str b = {0};
    ap_kind kind = ap_kind_of(c, args);
    bool is_mapping = kind == AP_KIND_DICT || kind == AP_KIND_LIST
        || kind == AP_KIND_RANGE || kind == AP_KIND_BYTES
        || (kind != AP_KIND_TUPLE && kind != AP_KIND_STR
            && ap_override(c, args, "__getitem__"));
    ap_percent_job j = {t.s, t.s + t.n, t.s, args,
                        is_mapping ? args : AP_NULL, 0, &b};
    ap_ret r = run(c, &j);
    if (r == AP_OK)
        return ap_str_take(c, &b, out);
    ap_str_clear(&b);
    return r;
}
