/* cells: see cells.h. */
#include "cells.h"

bool same_style(ap_style a, ap_style b)
{
    return a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

static int16_t index_of(VTermColor c, bool is_default)
{
    if (is_default)
        return -1;
    return VTERM_COLOR_IS_INDEXED(&c) ? c.indexed.idx : -2;
}

static uint8_t attrs_of(const VTermScreenCell *v)
{
    return (uint8_t)((v->attrs.bold ? AP_BOLD : 0)
                     | (v->attrs.underline ? AP_UNDERLINE : 0)
                     | (v->attrs.italic ? AP_ITALIC : 0)
                     | (v->attrs.reverse ? AP_REVERSE : 0));
}

/* libvterm 0.1 knows no dim, and has no style in a right half. */
bool same_cell(ap_cell c, const VTermScreenCell *v)
{
    if (v->chars[0] == (uint32_t)-1)
        return c.rune == 0;
    ap_style s = {index_of(v->fg, VTERM_COLOR_IS_DEFAULT_FG(&v->fg)),
                  index_of(v->bg, VTERM_COLOR_IS_DEFAULT_BG(&v->bg)),
                  attrs_of(v)};
    c.style.attrs &= (uint8_t)~AP_DIM;
    return c.rune == (v->chars[0] ? v->chars[0] : ' ')
        && same_style(c.style, s);
}
