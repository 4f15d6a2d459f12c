/* Casts: asciicast version 2. A line a JSON value: the header, then
 * [seconds, code, data], code o for output, m for a marker, r for a new size.
 * Nothing in it depends on the day or the machine. */
#include "apiary/export.h"

#include <stdio.h>
#include <string.h>

/* ---- JSON --------------------------------------------------------------- */

/* A string, quoted; bytes from 0x80 on stand as they are (they are UTF-8). */
static void put_string(ap_str *out, const char *s, size_t n)
{
    ap_str_putc(out, '"');
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\')
            ap_str_putc(out, '\\');
        if (c < 0x20 || c == 0x7f)
            ap_str_printf(out, "\\u%04x", c);
        else
            ap_str_putc(out, s[i]);
    }
    ap_str_putc(out, '"');
}

/* ---- header -------------------------------------------------------- */

static void put_palette(ap_str *out)
{
    enum { COLORS = 16 };
    for (int i = 0; i < COLORS; i++)
        ap_str_printf(out, "%s#%06x", i ? ":" : "", ap_color_rgb(i));
}

void ap_cast_begin(ap_cast *c, const ap_term *t, ap_export_colors own,
                   const char *title, int64_t most_idle_ns)
{
    *c = (ap_cast){.most_idle_ns = most_idle_ns, .cols = ap_term_cols(t),
                   .rows = ap_term_rows(t)};
    ap_str_printf(&c->text, "{\"version\": 2, \"width\": %d, \"height\": %d",
                  c->cols, c->rows);
    if (title && *title) {
        ap_str_put(&c->text, ", \"title\": ");
        put_string(&c->text, title, strlen(title));
    }
    ap_str_put(&c->text, ", \"env\": {\"TERM\": ");
    put_string(&c->text, ap_term_type(t), strlen(ap_term_type(t)));
    ap_str_printf(&c->text,
                  "}, \"theme\": {\"fg\": \"#%06x\", \"bg\": \"#%06x\", "
                  "\"palette\": \"",
                  own.fg, own.bg);
    put_palette(&c->text);
    ap_str_put(&c->text, "\"}}\n");
}

/* ---- events -------------------------------------------------------- */

static void put_event(ap_cast *c, int64_t ns, char code, const char *s,
                      size_t n)
{
    AP_ASSERT(ns >= c->last_ns);
    int64_t idle = ns - c->last_ns;
    if (c->most_idle_ns && idle > c->most_idle_ns)
        c->cut_ns += idle - c->most_idle_ns;
    c->last_ns = ns;
    int64_t us = (ns - c->cut_ns) / 1000;
    ap_str_printf(&c->text, "[%lld.%06lld, \"%c\", ",
                  (long long)(us / 1000000), (long long)(us % 1000000), code);
    put_string(&c->text, s, n);
    ap_str_put(&c->text, "]\n");
}

static void follow_size(ap_cast *c, int64_t ns, const ap_term *t)
{
    char size[32];
    if (c->cols == ap_term_cols(t) && c->rows == ap_term_rows(t))
        return;
    c->cols = ap_term_cols(t);
    c->rows = ap_term_rows(t);
    snprintf(size, sizeof size, "%dx%d", c->cols, c->rows);
    put_event(c, ns, 'r', size, strlen(size));
}

void ap_cast_frame(ap_cast *c, int64_t ns, const ap_term *t)
{
    size_t n;
    const char *bytes = ap_term_bytes(t, &n);
    if (n)
        follow_size(c, ns, t);
    if (n)
        put_event(c, ns, 'o', bytes, n);
}

void ap_cast_mark(ap_cast *c, int64_t ns, const char *label)
{
    put_event(c, ns, 'm', label, strlen(label));
}
