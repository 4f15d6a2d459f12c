/* Drawing: text, fills and changes of style, clipped to the screen.
 *
 * Always true: a row of the window holds whole characters; what does not fit
 * whole is left out. A rune that the C library and our own table measure
 * differently would shift the rest of its row, so it is put as question marks
 * of our width. Runes without width are left out. */
#include "term_i.h"

#include <stdio.h>
#include <string.h>
#include <wchar.h>

static void make_cell(cchar_t *cell, wchar_t rune, attr_t attrs, int pair)
{
    wchar_t text[2] = {rune, 0};
    setcchar(cell, text, attrs, 0, &pair);
}

/* Appends a rune of `width` columns to row[n] -> cells used: one, or two
 * where two narrow characters stand for a wide one. */
static int append(ap_term *t, int n, uint32_t rune, int width, ap_style s)
{
    attr_t attrs;
    int pair;
    term_look(t, s, &attrs, &pair);
    wchar_t shown = (wchar_t)rune;
    int cells = 1;
    if (rune >= 0x80 && (t->ascii || wcwidth(shown) != width)) {
        shown = t->ascii ? (wchar_t)term_ascii(rune) : L'?';
        cells = width;
    }
    for (int i = 0; i < cells; i++)
        make_cell(&t->row[n + i], shown, attrs, pair);
    return cells;
}

static void put_row(ap_term *t, int y, int x, int n)
{
    if (n > 0 && y >= 0 && y < t->rows)
        mvwadd_wchnstr(stdscr, y, x, t->row, n);
}

/* The first column that a put at x of at most `cols` may not touch. */
static int right_edge(const ap_term *t, int x, int cols)
{
    return cols >= 0 && cols < t->cols - x ? x + cols : t->cols;
}

void ap_term_erase(ap_term *t, ap_style background)
{
    attr_t attrs;
    int pair;
    cchar_t blank;
    term_look(t, background, &attrs, &pair);
    make_cell(&blank, L' ', attrs, pair);
    wbkgrndset(stdscr, &blank);
    werase(stdscr);
    /* A window's background would also colour later puts of pair 0. */
    make_cell(&blank, L' ', A_NORMAL, 0);
    wbkgrndset(stdscr, &blank);
}

int ap_term_put(ap_term *t, int y, int x, int cols, ap_style s,
                const char *text)
{
    const char *end = text + strlen(text);
    int right = right_edge(t, x, cols), at = x, n = 0;
    while (text < end) {
        int used;
        uint32_t rune = ap_utf8_decode(text, (size_t)(end - text), &used);
        int width = ap_rune_width(rune);
        if (at + width > right)
            break;
        if (width > 0 && at >= 0)
            n += append(t, n, rune, width, s);
        else if (width > 0 && at + width > 0)
            n += append(t, n, ' ', 1, s); /* the left edge cuts it in two */
        text += used;
        at += width;
    }
    put_row(t, y, x > 0 ? x : 0, n);
    return at - x;
}

int ap_term_printf(ap_term *t, int y, int x, int cols, ap_style s,
                   const char *fmt, ...)
{
    char line[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    return ap_term_put(t, y, x, cols, s, line);
}

void ap_term_fill(ap_term *t, int y, int x, int cols, ap_style s,
                  uint32_t rune)
{
    int right = right_edge(t, x, cols), width = ap_rune_width(rune), n = 0;
    int left = x > 0 ? x : 0;
    if (width < 1)
        return;
    for (int at = left; at + width <= right; at += width)
        n += append(t, n, rune, width, s);
    put_row(t, y, left, n);
}

void ap_term_restyle(ap_term *t, int y, int x, int cols, ap_style s)
{
    attr_t attrs;
    int pair;
    int right = right_edge(t, x, cols), left = x > 0 ? x : 0;
    if (y < 0 || y >= t->rows || left >= right)
        return;
    term_look(t, s, &attrs, &pair);
    mvwchgat(stdscr, y, left, right - left, attrs, 0, &pair);
}
