/* Drawing: text, fills and changes of style, clipped to the screen.
 *
 * What does not fit whole is left out. A rune that the C library and our own
 * table measure differently would shift the rest of its row on the terminal,
 * so it is put as question marks of our width. Runes without width are left
 * out. */
#include "term_i.h"

#include <stdio.h>
#include <string.h>
#include <wchar.h>

/* A stretch of a row to draw in; NULL row: off the screen. */
typedef struct span {
    ap_cell *row;
    int left, right; /* columns left..right-1 */
} span;

static span clip(ap_term *t, int y, int x, int cols)
{
    bool off = y < 0 || y >= t->rows;
    span s = {off ? NULL : t->drawn + y * t->cols, x > 0 ? x : 0, t->cols};
    if (cols >= 0 && cols < t->cols - x)
        s.right = x + cols;
    return s;
}

/* Columns a..b-1 are about to be overwritten: what stays of wide characters
 * at their ends becomes blank. */
static inline void cut(const ap_term *t, ap_cell *row, int a, int b)
{
    if (!row[a].rune)
        row[a - 1].rune = ' ';
    if (b < t->cols && !row[b].rune)
        row[b].rune = ' ';
}

/* Puts a rune of `width` columns; of a wide one, the left half may lie outside
 * the span: then the right half is blank. */
static void put_rune(const ap_term *t, const span *s, int x, uint32_t rune,
                     int width, ap_style style)
{
    uint32_t right_half = 0;
    if (rune >= 0x80 && (t->ascii || wcwidth((wchar_t)rune) != width))
        rune = right_half = t->ascii ? (uint32_t)term_ascii(rune) : '?';
    cut(t, s->row, x > s->left ? x : s->left, x + width);
    if (x >= s->left)
        s->row[x] = (ap_cell){rune, style};
    else
        right_half = ' ';
    if (width == 2)
        s->row[x + 1] = (ap_cell){right_half, style};
}

void ap_term_erase(ap_term *t, ap_style background)
{
    for (int i = 0; i < t->cols * t->rows; i++)
        t->drawn[i] = (ap_cell){' ', background};
}

/* Takes the next rune off a text -> its columns. Most of all text is ASCII,
 * and a screen has many cells: that way is short. */
static int next_rune(const char **text, const char *end, uint32_t *rune)
{
    unsigned char c = (unsigned char)**text;
    int used = 1, width = 1;
    *rune = c;
    if (c < ' ' || c >= 0x7f) {
        *rune = ap_utf8_decode(*text, (size_t)(end - *text), &used);
        width = ap_rune_width(*rune);
    }
    *text += used;
    return width;
}

int ap_term_put(ap_term *t, int y, int x, int cols, ap_style style,
                const char *text)
{
    span s = clip(t, y, x, cols);
    const char *end = text + strlen(text);
    int at = x, width;
    uint32_t rune;
    for (; text < end; at += width) {
        width = next_rune(&text, end, &rune);
        if (at + width > s.right)
            break;
        if (s.row && width > 0 && at + width > s.left)
            put_rune(t, &s, at, rune, width, style);
    }
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

void ap_term_fill(ap_term *t, int y, int x, int cols, ap_style style,
                  uint32_t rune)
{
    span s = clip(t, y, x, cols);
    int width = ap_rune_width(rune);
    if (!s.row || width < 1)
        return;
    for (int at = s.left; at + width <= s.right; at += width)
        put_rune(t, &s, at, rune, width, style);
}

void ap_term_restyle(ap_term *t, int y, int x, int cols, ap_style style)
{
    span s = clip(t, y, x, cols);
    if (!s.row || s.left >= s.right)
        return;
    /* Both halves of a wide character go with the left one. */
    int a = s.left + !s.row[s.left].rune;
    int b = s.right + (s.right < t->cols && !s.row[s.right].rune);
    for (int at = a; at < b; at++)
        s.row[at].style = style;
}
