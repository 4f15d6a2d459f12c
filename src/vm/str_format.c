/* "{0.name[key]!r:>{width}}".format(…): replacement fields with attributes,
 * indices, conversions and nested specs. */
#include <ctype.h>
#include <string.h>

#include "types_i.h"

typedef struct ap_format_job {
    ap_word args, kwargs; /* tuple; dict or any mapping, AP_NULL: none */
    int64_t next;         /* the next automatic number */
    enum { NUMBERING_OPEN, AUTOMATIC, MANUAL } numbering;
} ap_format_job;

static ap_ret format_into(ap_ctx *c, ap_format_job *j, const char *s,
                          const char *end, int depth, ap_str *out);

static bool is_number(const char *s, size_t n, int64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isdigit((unsigned char)s[i]) || *out > INT32_MAX)
            return false;
        *out = *out * 10 + (s[i] - '0');
    }
    return n > 0;
}

static ap_ret by_number(ap_ctx *c, ap_format_job *j, int64_t i, bool automatic,
                        ap_word *out)
{
    if (j->numbering != NUMBERING_OPEN
        && (j->numbering == AUTOMATIC) != automatic)
        return ap_raise(c, AP_X_ValueError,
                        automatic
                            ? "cannot switch from manual field specification "
                              "to automatic field numbering"
                            : "cannot switch from automatic field numbering "
                              "to manual field specification");
    j->numbering = automatic ? AUTOMATIC : MANUAL;
    if (i >= ap_tuple_len(c, j->args))
        return ap_raise(c, AP_X_IndexError,
                        "Replacement index %lld out of range for positional "
                        "args tuple",
                        (long long)i);
    *out = ap_tuple_at(c, j->args, (int)i);
    return AP_OK;
}

/* The argument that a field starts from: "", "0" or "name". */
static ap_ret first_of(ap_ctx *c, ap_format_job *j, const char *s, size_t n,
                       ap_word *out)
{
    int64_t number;
    ap_word key;
    if (!n)
        return by_number(c, j, j->next++, true, out);
    if (is_number(s, n, &number))
        return by_number(c, j, number, false, out);
    AP_TRY(ap_str_new(c, s, n, &key));
    if (!j->kwargs)
        return ap_raise_arg(c, AP_X_KeyError, key);
    return ap_getitem(c, j->kwargs, key, out);
}

/* ".attr" and "[index]", as many as there are. */
static ap_ret follow(ap_ctx *c, const char *s, const char *end, ap_word *w)
{
    while (s < end) {
        const char *from = s + 1;
        ap_word key;
        int64_t number;
        bool attr = *s == '.';
        if (!attr && *s != '[')
            return ap_raise(c, AP_X_ValueError,
                            "Only '.' or '[' may follow ']' in format field "
                            "specifier");
        for (s = from; s < end && (attr ? *s != '.' && *s != '[' : *s != ']');
             s++)
            ;
        if (s == from)
            return ap_raise(c, AP_X_ValueError,
                            "Empty attribute in format string");
        if (!attr && s == end)
            return ap_raise(c, AP_X_ValueError,
                            "Missing ']' in format string");
        size_t n = (size_t)(s - from);
        if (!attr && is_number(from, n, &number))
            key = ap_from_small(number);
        else
            AP_TRY(ap_str_new(c, from, n, &key));
        if (attr)
            AP_TRY(ap_getattr(c, *w, key, w));
        else
            AP_TRY(ap_getitem(c, *w, key, w));
        s += !attr;
    }
    return AP_OK;
}

static ap_ret convert(ap_ctx *c, char how, ap_word *w)
{
    if (how == 's')
        return ap_to_str(c, *w, w);
    if (how == 'r')
        return ap_repr(c, *w, w);
    if (how == 'a')
        return ap_ascii(c, *w, w);
    return ap_raise(c, AP_X_ValueError,
                    "Unknown conversion specifier %c", how);
}

/* s..end is what stands between the braces. */
static ap_ret put_field(ap_ctx *c, ap_format_job *j, const char *s,
                        const char *end, int depth, ap_str *out)
{
    const char *name = s, *after;
    int brackets = 0;
    for (; s < end && (brackets || (*s != '!' && *s != ':')); s++)
        brackets += *s == '[' ? 1 : *s == ']' ? -1 : 0;
    const char *first = name;
    for (after = name; after < s && *after != '.' && *after != '['; after++)
        ;
    ap_word w, spec, text;
    AP_TRY(first_of(c, j, first, (size_t)(after - first), &w));
    AP_TRY(follow(c, after, s, &w));
    if (s < end && *s == '!') {
        if (s + 1 >= end)
            return ap_raise(c, AP_X_ValueError,
                            "unmatched '{' in format spec");
        AP_TRY(convert(c, s[1], &w));
        s += 2;
        if (s < end && *s != ':')
            return ap_raise(c, AP_X_ValueError,
                            "expected ':' after conversion specifier");
    }
    ap_str b = {0};
    if (s < end) {
        ap_ret r = format_into(c, j, s + 1, end, depth + 1, &b);
        if (r != AP_OK) {
            ap_str_clear(&b);
            return r;
        }
    }
    AP_TRY(ap_str_take(c, &b, &spec));
    AP_TRY(ap_format(c, w, spec, &text));
    ap_text t = ap_text_of(c, text);
    ap_str_putn(out, t.s, t.n);
    return AP_OK;
}

/* Behind the brace that closes a field, NULL: there is none. Braces within
 * brackets do not count before the spec begins. */
static const char *field_end(const char *s, const char *end)
{
    bool bracket = false, in_spec = false;
    for (int open = 1; s < end; s++) {
        if (bracket) {
            bracket = *s != ']';
            continue;
        }
        bracket = *s == '[' && !in_spec;
        in_spec |= *s == ':';
        open += *s == '{' ? 1 : *s == '}' ? -1 : 0;
        if (!open)
            return s + 1;
    }
    return NULL;
}

static ap_ret format_into(ap_ctx *c, ap_format_job *j, const char *s,
                          const char *end, int depth, ap_str *out)
{
    if (depth > 2)
        return ap_raise(c, AP_X_ValueError, "Max string recursion exceeded");
    while (s < end) {
        char ch = *s++;
        if (ch != '{' && ch != '}') {
            ap_str_putc(out, ch);
            continue;
        }
        if (s < end && *s == ch && depth == 1) {
            ap_str_putc(out, ch);
            s++;
            continue;
        }
        if (ch == '}' || s == end)
            return ap_raise(c, AP_X_ValueError,
                            "Single '%c' encountered in format string", ch);
        const char *field = s;
        s = field_end(s, end);
        if (!s)
            return ap_raise(c, AP_X_ValueError,
                            "expected '}' before end of string");
        AP_TRY(put_field(c, j, field, s - 1, depth, out));
    }
    return AP_OK;
}

ap_ret ap_str_format(ap_ctx *c, ap_word format, ap_word args, ap_word kwargs,
                     ap_word *out)
{
    ap_text t = ap_text_of(c, format);
    ap_format_job j = {args, kwargs, 0, NUMBERING_OPEN};
    ap_str b = {0};
    ap_ret r = format_into(c, &j, t.s, t.s + t.n, 1, &b);
    if (r == AP_OK)
        return ap_str_take(c, &b, out);
    ap_str_clear(&b);
    return r;
}
