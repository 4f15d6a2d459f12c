/* A frame cut into pieces: backgrounds, shapes, underlines, runs of text, in
 * the order of the cells. A still picture puts them on a sheet, a moving one
 * remembers when each was there. */
#include "export_i.h"

enum { BASELINE = 14, UNDERLINE = 15 };

/* A cell as the eye sees it: reverse, dim and own colours worked out. */
typedef struct look {
    uint32_t rune, fg, bg;
    uint8_t attrs;
} look;

typedef struct cutter {
    const look *looks;
    int cols, rows;
    ap_export_colors own;
    ap_str piece;          /* the one that is being made */
    export_take take;
    void *arg;
} cutter;

/* Hands over what is in c->piece. */
static void done(cutter *c, int layer, uint32_t rgb)
{
    c->take(c->arg, layer, rgb, &c->piece);
    ap_str_reset(&c->piece);
}

/* ---- looks ---------------------------------------------------------- */

static uint32_t mix(uint32_t a, uint32_t b)
{
    uint32_t out = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t part = (a >> shift & 255) * 3 + (b >> shift & 255) * 2;
        out |= part / 5 << shift;
    }
    return out;
}

static look look_of(ap_cell c, ap_export_colors own)
{
    uint32_t fg = c.style.fg < 0 ? own.fg : ap_color_rgb(c.style.fg);
    uint32_t bg = c.style.bg < 0 ? own.bg : ap_color_rgb(c.style.bg);
    look l = {c.rune, fg, bg, c.style.attrs};
    if (l.attrs & AP_REVERSE) {
        l.fg = bg;
        l.bg = fg;
    }
    if (l.attrs & AP_DIM)
        l.fg = mix(l.fg, l.bg);
    l.attrs &= AP_BOLD | AP_ITALIC | AP_UNDERLINE;
    return l;
}

static look *all_looks(const ap_term *t, ap_export_colors own)
{
    int cols = ap_term_cols(t), rows = ap_term_rows(t);
    look *looks = ap_alloc((size_t)cols * (size_t)rows * sizeof *looks);
    for (int y = 0; y < rows; y++)
        for (int x = 0; x < cols; x++)
            looks[y * cols + x] = look_of(ap_term_cell(t, y, x), own);
    return looks;
}

/* ---- backgrounds and shapes ------------------------------------------ */

static void cut_backgrounds(cutter *c, int y)
{
    const look *row = c->looks + y * c->cols;
    for (int x = 0, end; x < c->cols; x = end) {
        end = x + 1;
        while (end < c->cols && row[end].bg == row[x].bg)
            end++;
        if (row[x].bg == c->own.bg)
            continue;
        export_rect(&c->piece, x * CELL_W, y * CELL_H, (end - x) * CELL_W,
                    CELL_H);
        done(c, LAYER_BACKGROUND, row[x].bg);
    }
}

static void cut_underlines(cutter *c, int y)
{
    const look *row = c->looks + y * c->cols;
    for (int x = 0, end; x < c->cols; x = end) {
        end = x + 1;
        if (!(row[x].attrs & AP_UNDERLINE))
            continue;
        while (end < c->cols && row[end].attrs & AP_UNDERLINE
               && row[end].fg == row[x].fg)
            end++;
        export_rect(&c->piece, x * CELL_W, y * CELL_H + UNDERLINE,
                    (end - x) * CELL_W, 1);
        done(c, LAYER_SHAPE, row[x].fg);
    }
}

static void cut_shapes(cutter *c, int y)
{
    const look *row = c->looks + y * c->cols;
    for (int x = 0, end; x < c->cols; x = end) {
        uint32_t rune = row[x].rune;
        int shade = export_shade(rune);
        end = x + 1;
        if (!export_is_shape(rune))
            continue;
        while (export_is_level(rune) && end < c->cols
               && row[end].rune == rune && row[end].fg == row[x].fg)
            end++;
        export_shape(&c->piece, rune, x * CELL_W, y * CELL_H, end - x);
        done(c, shade ? LAYER_BACKGROUND + shade : LAYER_SHAPE, row[x].fg);
    }
}

/* ---- text ----------------------------------------------------------- */

static void put_escaped(ap_str *out, uint32_t rune)
{
    if (rune == '&')
        ap_str_put(out, "&amp;");
    else if (rune == '<')
        ap_str_put(out, "&lt;");
    else if (rune == '>')
        ap_str_put(out, "&gt;");
    else
        ap_str_rune(out, rune);
}

static bool is_text(const look *l)
{
    return l->rune && l->rune != ' ' && !export_is_shape(l->rune);
}

static bool same_text_style(const look *a, const look *b)
{
    return a->fg == b->fg && ((a->attrs ^ b->attrs) & ~AP_UNDERLINE) == 0;
}

/* Fonts agree on the width of these; others stand alone. */
static bool keeps_width(uint32_t rune)
{
    return rune < 0x2000;
}

/* The end of the text run that begins at x: one blank may be inside. */
static int run_end(const look *row, int cols, int x)
{
    const look *first = row + x;
    int end = x + 1;
    if (!keeps_width(first->rune))
        return end < cols && !row[end].rune ? end + 1 : end;
    while (end < cols) {
        int next = row[end].rune == ' ' ? end + 1 : end;
        if (next >= cols || !is_text(&row[next])
            || !keeps_width(row[next].rune)
            || !same_text_style(&row[next], first))
            break;
        end = next + 1;
    }
    return end;
}

static void cut_run(cutter *c, int y, int x, int end)
{
    ap_str *out = &c->piece;
    const look *row = c->looks + y * c->cols;
    ap_str_printf(out, "<text x=\"%d\" y=\"%d\"", x * CELL_W,
                  y * CELL_H + BASELINE);
    if (row[x].fg != c->own.fg)
        ap_str_printf(out, " fill=\"#%06x\"", row[x].fg);
    if (row[x].attrs & AP_BOLD)
        ap_str_put(out, " font-weight=\"bold\"");
    if (row[x].attrs & AP_ITALIC)
        ap_str_put(out, " font-style=\"italic\"");
    if (end - x > 1)
        ap_str_printf(out, " textLength=\"%d\"", (end - x) * CELL_W);
    ap_str_putc(out, '>');
    for (int i = x; i < end; i++)
        if (row[i].rune)
            put_escaped(out, row[i].rune);
    ap_str_put(out, "</text>\n");
    done(c, LAYER_TEXT, row[x].fg);
}

static void cut_text(cutter *c, int y)
{
    const look *row = c->looks + y * c->cols;
    for (int x = 0, end; x < c->cols; x = end) {
        end = x + 1;
        if (!is_text(&row[x]))
            continue;
        end = run_end(row, c->cols, x);
        cut_run(c, y, x, end);
    }
}

void export_pieces(const ap_term *t, ap_export_colors own, export_take take,
                   void *arg)
{
    look *looks = all_looks(t, own);
    cutter c = {.looks = looks, .cols = ap_term_cols(t),
                .rows = ap_term_rows(t), .own = own, .take = take,
                .arg = arg};
    for (int y = 0; y < c.rows; y++) {
        cut_backgrounds(&c, y);
        cut_shapes(&c, y);
        cut_underlines(&c, y);
        cut_text(&c, y);
    }
    ap_str_clear(&c.piece);
    ap_free(looks);
}
