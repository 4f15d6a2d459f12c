/* Two grids of cells: what is being drawn, and what the last frame showed.
 *
 * Drawing everything anew each frame must be cheap, so it only writes our own
 * cells; at the end of a frame each row's span of changed cells goes to
 * ncurses, which finds out what the terminal must be told. Always true: the
 * right half of a wide character has rune 0 and its left half's style, and
 * every rune of a grid can be shown as wide as our table says. */
#include "term_i.h"

#include <wchar.h>

static bool same(const ap_cell *a, const ap_cell *b)
{
    return a->rune == b->rune && a->style.fg == b->style.fg
        && a->style.bg == b->style.bg && a->style.attrs == b->style.attrs;
}

/* Gives cells a..b-1 of a row to ncurses. */
static void hand_over(ap_term *t, int y, int a, int b)
{
    const ap_cell *row = t->drawn + y * t->cols;
    int n = 0;
    for (int x = a; x < b; x++) {
        attr_t attrs;
        int pair;
        wchar_t text[2] = {(wchar_t)row[x].rune, 0};
        if (!row[x].rune)
            continue;
        term_look(t, row[x].style, &attrs, &pair);
        setcchar(&t->row[n++], text, attrs, 0, &pair);
    }
    mvwadd_wchnstr(stdscr, y, a, t->row, n);
}

static void update_row(ap_term *t, int y)
{
    ap_cell *drawn = t->drawn + y * t->cols, *shown = t->shown + y * t->cols;
    int a = 0, b = t->cols;
    while (a < b && same(&drawn[a], &shown[a]))
        a++;
    while (b > a && same(&drawn[b - 1], &shown[b - 1]))
        b--;
    if (a == b)
        return;
    hand_over(t, y, a, b);
    for (int x = a; x < b; x++)
        shown[x] = drawn[x];
}

void term_grid_update(ap_term *t)
{
    for (int y = 0; y < t->rows; y++)
        update_row(t, y);
}

void term_grid_resize(ap_term *t)
{
    size_t n = (size_t)t->cols * (size_t)t->rows;
    t->row = ap_realloc(t->row, (size_t)t->cols * sizeof *t->row);
    t->drawn = ap_realloc(t->drawn, n * sizeof *t->drawn);
    t->shown = ap_realloc(t->shown, n * sizeof *t->shown);
    for (size_t i = 0; i < n; i++)
        t->drawn[i] = t->shown[i] = (ap_cell){' ', {-1, -1, 0}};
    werase(stdscr);
}

void term_grid_clear(ap_term *t)
{
    ap_free(t->row);
    ap_free(t->drawn);
    ap_free(t->shown);
}

ap_cell ap_term_cell(const ap_term *t, int y, int x)
{
    AP_ASSERT(y >= 0 && y < t->rows && x >= 0 && x < t->cols);
    return t->shown[y * t->cols + x];
}
