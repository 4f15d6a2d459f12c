/* Cells of the last frame, read back from what ncurses believes to be on the
 * screen. A row is read from its left end, since both halves of a wide
 * character read as the same rune. */
#include "term_i.h"

#include <wchar.h>

static uint8_t from_attrs(attr_t a)
{
    return (uint8_t)((a & A_BOLD ? AP_BOLD : 0) | (a & A_DIM ? AP_DIM : 0)
                     | (a & A_UNDERLINE ? AP_UNDERLINE : 0)
                     | (a & A_REVERSE ? AP_REVERSE : 0)
                     | (a & A_ITALIC ? AP_ITALIC : 0));
}

/* The last pair looked up: neighbours mostly share it. */
typedef struct pair_colors {
    int pair, fg, bg;
} pair_colors;

static ap_cell read_cell(int y, int x, pair_colors *p)
{
    cchar_t cell;
    wchar_t text[CCHARW_MAX + 1] = {L' '};
    attr_t attrs = 0;
    short short_pair;
    int pair = 0;
    mvwin_wch(newscr, y, x, &cell);
    getcchar(&cell, text, &attrs, &short_pair, &pair);
    if (pair != p->pair) {
        *p = (pair_colors){pair, -1, -1};
        if (pair > 0)
            extended_pair_content(pair, &p->fg, &p->bg);
    }
    return (ap_cell){(uint32_t)text[0],
                     {(int16_t)p->fg, (int16_t)p->bg, from_attrs(attrs)}};
}

static void read_row(const ap_term *t, int y, pair_colors *p)
{
    ap_cell *row = t->picture->cells + y * t->cols;
    for (int x = 0; x < t->cols;) {
        row[x] = read_cell(y, x, p);
        bool wide = wcwidth((wchar_t)row[x].rune) == 2 && x + 1 < t->cols;
        if (wide)
            row[x + 1] = (ap_cell){0, row[x].style};
        x += wide ? 2 : 1;
    }
}

void term_picture_resize(ap_term *t)
{
    term_picture *p = t->picture;
    size_t cells = (size_t)t->cols * (size_t)t->rows;
    p->cells = ap_realloc(p->cells, cells * sizeof *p->cells);
    for (size_t i = 0; i < cells; i++)
        p->cells[i] = (ap_cell){' ', {-1, -1, 0}};
    p->current = true;
}

ap_cell ap_term_cell(const ap_term *t, int y, int x)
{
    AP_ASSERT(y >= 0 && y < t->rows && x >= 0 && x < t->cols);
    if (!t->picture->current) {
        pair_colors p = {0, -1, -1};
            for (int row = 0; row < t->rows; row++)
            read_row(t, row, &p);
        t->picture->current = true;
    }
    return t->picture->cells[y * t->cols + x];
}
