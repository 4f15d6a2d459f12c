/* Text from a format, as snprintf makes it. Every step that somebody watches
 * is put into words, so the conversions of which nearly all our texts are
 * made are done here, without the detour through a stream; a format with any
 * other one goes to the C library as a whole. */
#include "apiary/base.h"

#include <stdio.h>
#include <string.h>

/* A bounded buffer: `n` counts what would stand in an endless one. */
typedef struct pen {
    char *to;
    size_t room, n;
} pen;

static void put(pen *p, const char *s, size_t n)
{
    size_t left = p->n < p->room ? p->room - p->n : 0;
    size_t fits = n < left ? n : left;
    if (fits)
        memcpy(p->to + p->n, s, fits);
    p->n += n;
}

static void put_number(pen *p, unsigned long long v, bool is_negative)
{
    char digits[24];
    char *at = digits + sizeof digits;
    do
        *--at = (char)('0' + v % 10);
    while (v /= 10);
    if (is_negative)
        *--at = '-';
    put(p, at, (size_t)(digits + sizeof digits - at));
}

static void put_signed(pen *p, long long v)
{
    unsigned long long size = (unsigned long long)v;
    put_number(p, v < 0 ? 0 - size : size, v < 0);
}

/* text -> '%' ['.' ('*' | NUMBER)] 's'; `f` stands behind the '%'. -> behind
 * the conversion; NULL: it is another one. */
static const char *put_text(pen *p, const char *f, va_list *ap)
{
    size_t most = SIZE_MAX;
    if (*f == '.' && f[1] == '*') {
        int n = va_arg(*ap, int);
        most = n < 0 ? SIZE_MAX : (size_t)n;
        f += 2;
    } else if (*f == '.') {
        most = 0;
        for (f++; *f >= '0' && *f <= '9'; f++)
            most = most * 10 + (size_t)(*f - '0');
    }
    if (*f != 's')
        return NULL;
    const char *s = va_arg(*ap, const char *);
    put(p, s, most == SIZE_MAX ? strlen(s) : strnlen(s, most));
    return f + 1;
}

/* d, u, lld, llu, zu, c or %; else NULL. */
static const char *put_other(pen *p, const char *f, va_list *ap)
{
    char c;
    bool is_wide = f[0] == 'l' && f[1] == 'l';
    f += is_wide ? 2 : 0;
    if (*f == 'd')
        put_signed(p, is_wide ? va_arg(*ap, long long) : va_arg(*ap, int));
    else if (*f == 'u')
        put_number(p, is_wide ? va_arg(*ap, unsigned long long)
                              : va_arg(*ap, unsigned), false);
    else if (f[0] == 'z' && f[1] == 'u' && !is_wide) {
        put_number(p, va_arg(*ap, size_t), false);
        f++;
    } else if ((*f == 'c' || *f == '%') && !is_wide) {
        c = *f == 'c' ? (char)va_arg(*ap, int) : '%';
        put(p, &c, 1);
    } else
        return NULL;
    return f + 1;
}

/* False: there is a conversion that is not known here. */
static bool print(pen *p, const char *f, va_list *ap)
{
    while (*f) {
        size_t plain = strcspn(f, "%");
        put(p, f, plain);
        f += plain;
        if (!*f)
            break;
        bool is_text = f[1] == 's' || f[1] == '.';
        f = is_text ? put_text(p, f + 1, ap) : put_other(p, f + 1, ap);
        if (!f)
            return false;
    }
    if (p->room)
        p->to[p->n < p->room ? p->n : p->room - 1] = 0;
    return true;
}

size_t ap_vprint(char *to, size_t room, const char *fmt, va_list ap)
{
    pen p = {to, room, 0};
    va_list again;
    va_copy(again, ap);
    bool is_known = print(&p, fmt, &again);
    va_end(again);
    if (is_known)
        return p.n;
    int n = vsnprintf(to, room, fmt, ap);
    AP_ASSERT(n >= 0);
    return (size_t)n;
}

int ap_print(char *to, size_t room, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    size_t n = ap_vprint(to, room, fmt, ap);
    va_end(ap);
    return (int)n;
}
