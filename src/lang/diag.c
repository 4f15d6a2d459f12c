/* Diagnostics: where something is wrong, in the order of the lines. */
#include "lang_i.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *what, *instead;
} refusals[] = {
#define X(name, what, instead) {what, instead},
    AP_REFUSALS(X)
#undef X
};

ap_pos ap_pos_span(ap_pos a, ap_pos b)
{
    return (ap_pos){a.line, b.end_line, a.col, b.end_col};
}

/* The first max bytes of a line, in code points. */
static uint32_t code_points(const char *line, uint32_t max)
{
    size_t n = strnlen(line, max);
    return (uint32_t)(ap_utf8_count(line, n) + (max - n));
}

bool ap_lang_failed(const ap_lang *l)
{
    return l->diags->len > l->diags_before;
}

static ap_diag *diag_at(ap_lang *l, ap_pos at)
{
    static ap_diag spare;
    if (l->diags->len - l->diags_before >= AP_DIAGS_MAX)
        return &spare;
    const ap_module *m = ap_image_module(l->im, l->module);
    const char *line = ap_module_line(m, at.line);
    ap_diag *d = ap_vec_push(l->diags, NULL);
    d->line = at.line;
    d->col = code_points(line, at.col) + 1;
    d->end_col = code_points(line, at.end_col) + 1;
    if (at.end_line != at.line)
        d->end_col = code_points(line, (uint32_t)strlen(line)) + 1;
    if (d->end_col <= d->col)
        d->end_col = d->col + 1;
    return d;
}

bool ap_lang_wrong(ap_lang *l, ap_pos at, const char *fmt, ...)
{
    ap_diag *d = diag_at(l, at);
    va_list ap;
    va_start(ap, fmt);
    d->code = AP_E_SYNTAX;
    vsnprintf(d->msg, sizeof d->msg, fmt, ap);
    va_end(ap);
    return false;
}

void ap_lang_refuse(ap_lang *l, ap_pos at, ap_refusal what)
{
    ap_diag *d = diag_at(l, at);
    d->code = AP_E_REFUSED;
    snprintf(d->msg, sizeof d->msg, "%s", refusals[what].what);
    snprintf(d->instead, sizeof d->instead, "%s", refusals[what].instead);
}

/* The line without what it is indented by, and a caret line under it. */
static void put_source(const ap_diag *d, const char *line, ap_str *out)
{
    size_t indent = strspn(line, " \t\f"), at = 0, left = strlen(line);
    ap_str_printf(out, "    %s\n    ", line + indent);
    uint32_t col = 1;
    for (; at < left && col < d->col; col++) {
        int used;
        uint32_t rune = ap_utf8_decode(line + at, left - at, &used);
        int width = rune == UINT32_MAX ? 1 : ap_rune_width(rune);
        if (at >= indent && line[at] == '\t')
            ap_str_putc(out, '\t');
        else if (at >= indent)
            ap_str_fill(out, ' ', (size_t)width);
        at += (size_t)used;
    }
    ap_str_fill(out, ' ', d->col - col);
    ap_str_fill(out, '^', d->end_col - d->col);
    ap_str_putc(out, '\n');
}

void ap_diag_print(const ap_diag *d, const ap_module *m, ap_str *out)
{
    ap_str_printf(out, "%s:%u:%u: %s", m->path, d->line, d->col, d->msg);
    if (d->instead[0])
        ap_str_printf(out, "; %s", d->instead);
    ap_str_putc(out, '\n');
    const char *line = ap_module_line(m, d->line);
    if (line[0])
        put_source(d, line, out);
}
