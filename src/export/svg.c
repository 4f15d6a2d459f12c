/* A frame as SVG.
 *
 * Four layers, back to front: the page, backgrounds, shapes, text. What is of
 * one colour in a layer is one path: small, and without seams. Text stands in
 * runs of one style, each placed by itself, so that a font of another width
 * than expected never shifts what follows. The order of everything is the
 * order of the cells: same frame, same bytes. */
#include "export_i.h"

/* Text of DejaVu Sans Mono, whose advance is 0.602 em, fills a cell. */
#define FONT                                                                   \
    "font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\" "               \
    "font-size=\"14.95\""
enum { BASELINE = 14, UNDERLINE = 15 };

/* A cell as the eye sees it: reverse, dim and own colours worked out. */
typedef struct look {
    uint32_t rune, fg, bg;
    uint8_t attrs;
} look;

enum { BACKGROUND, LIGHT_SHADE, MEDIUM_SHADE, DARK_SHADE, SHAPE };

/* The path of one layer and colour; those of equal hash are a chain. */
typedef struct ink {
    int layer;
    uint32_t rgb;
    int next; /* number of another ink, -1 ends the chain */
    ap_str path;
} ink;

enum { CHAINS = 512 };

typedef struct sheet {
    const look *looks;
    int cols, rows;
    ap_export_colors own;
    ap_vec inks;        /* in the order of their first use */
    int chains[CHAINS]; /* the first ink of each, or -1 */
} sheet;

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

/* ---- paths ---------------------------------------------------------- */

static ap_str *path_of(sheet *s, int layer, uint32_t rgb)
{
    int *chain = &s->chains[(rgb * 2654435761u >> 16 ^ (unsigned)layer)
                            % CHAINS];
    for (int i = *chain; i >= 0;) {
        ink *k = ap_vec_at(&s->inks, (size_t)i);
        if (k->layer == layer && k->rgb == rgb)
            return &k->path;
        i = k->next;
    }
    ink fresh = {.layer = layer, .rgb = rgb, .next = *chain};
    *chain = (int)s->inks.len;
    return &((ink *)ap_vec_push(&s->inks, &fresh))->path;
}

static void lay_backgrounds(sheet *s, int y)
{
    const look *row = s->looks + y * s->cols;
    for (int x = 0, end; x < s->cols; x = end) {
        end = x + 1;
        while (end < s->cols && row[end].bg == row[x].bg)
            end++;
        if (row[x].bg != s->own.bg)
            export_rect(path_of(s, BACKGROUND, row[x].bg), x * CELL_W,
                        y * CELL_H, (end - x) * CELL_W, CELL_H);
    }
}

static void lay_underlines(sheet *s, int y)
{
    const look *row = s->looks + y * s->cols;
    for (int x = 0, end; x < s->cols; x = end) {
        end = x + 1;
        if (!(row[x].attrs & AP_UNDERLINE))
            continue;
        while (end < s->cols && row[end].attrs & AP_UNDERLINE
               && row[end].fg == row[x].fg)
            end++;
        export_rect(path_of(s, SHAPE, row[x].fg), x * CELL_W,
                    y * CELL_H + UNDERLINE, (end - x) * CELL_W, 1);
    }
}

static void lay_shapes(sheet *s, int y)
{
    const look *row = s->looks + y * s->cols;
    for (int x = 0, end; x < s->cols; x = end) {
        uint32_t rune = row[x].rune;
        int shade = export_shade(rune);
        end = x + 1;
        if (!export_is_shape(rune))
            continue;
        while (export_is_level(rune) && end < s->cols
               && row[end].rune == rune && row[end].fg == row[x].fg)
            end++;
        export_shape(path_of(s, shade ? shade : SHAPE, row[x].fg), rune,
                     x * CELL_W, y * CELL_H, end - x);
    }
}

/* Shades are patterns: 4, 8 and 12 of 4 by 4 units are set. */
static void put_pattern(const ink *k, size_t number, ap_str *out)
{
    static const char *const units[] = {
        [LIGHT_SHADE] = "x.x......x.x....",
        [MEDIUM_SHADE] = "x.x..x.xx.x..x.x",
        [DARK_SHADE] = "x.x.xxxx.x.xxxxx"};
    ap_str_printf(out,
                  "<pattern id=\"p%zu\" width=\"4\" height=\"4\" "
                  "patternUnits=\"userSpaceOnUse\"><path fill=\"#%06x\" d=\"",
                  number, k->rgb);
    for (int i = 0; i < 16; i++)
        if (units[k->layer][i] == 'x')
            export_rect(out, i % 4, i / 4, 1, 1);
    ap_str_put(out, "\"/></pattern>\n");
}

static void put_paths(const sheet *s, int layer, ap_str *out)
{
    for (size_t i = 0; i < s->inks.len; i++) {
        const ink *k = ap_vec_at(&s->inks, i);
        if (k->layer != layer)
            continue;
        bool is_shade = layer > BACKGROUND && layer < SHAPE;
        if (is_shade) {
            put_pattern(k, i, out);
            ap_str_printf(out, "<path fill=\"url(#p%zu)\" d=\"", i);
        } else {
            ap_str_printf(out, "<path fill=\"#%06x\" d=\"", k->rgb);
        }
        ap_str_putn(out, k->path.s, k->path.len);
        ap_str_put(out, "\"/>\n");
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

static void put_run(const sheet *s, int y, int x, int end, ap_str *out)
{
    const look *row = s->looks + y * s->cols;
    ap_str_printf(out, "<text x=\"%d\" y=\"%d\"", x * CELL_W,
                  y * CELL_H + BASELINE);
    if (row[x].fg != s->own.fg)
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
}

static void put_text(const sheet *s, ap_str *out)
{
    ap_str_printf(out, "<g fill=\"#%06x\">\n", s->own.fg);
    for (int y = 0; y < s->rows; y++) {
        const look *row = s->looks + y * s->cols;
        for (int x = 0, end; x < s->cols; x = end) {
            end = x + 1;
            if (!is_text(&row[x]))
                continue;
            end = run_end(row, s->cols, x);
            put_run(s, y, x, end, out);
        }
    }
    ap_str_put(out, "</g>\n");
}

/* ---- the page ------------------------------------------------------- */

static void put_sheet(sheet *s, ap_str *out)
{
    int w = s->cols * CELL_W, h = s->rows * CELL_H;
    ap_str_printf(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
                  "height=\"%d\" viewBox=\"0 0 %d %d\" " FONT ">\n",
                  w, h, w, h);
    ap_str_printf(out, "<rect width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n",
                  w, h, s->own.bg);
    ap_str_put(out, "<g shape-rendering=\"crispEdges\">\n");
    for (int layer = BACKGROUND; layer <= SHAPE; layer++)
        put_paths(s, layer, out);
    ap_str_put(out, "</g>\n");
    put_text(s, out);
    ap_str_put(out, "</svg>\n");
}

void ap_export_svg(const ap_term *t, ap_export_colors own, ap_str *out)
{
    look *looks = all_looks(t, own);
    sheet s = {.looks = looks,
               .cols = ap_term_cols(t),
               .rows = ap_term_rows(t),
               .own = own};
    ap_vec_init(&s.inks, sizeof(ink));
    for (int i = 0; i < CHAINS; i++)
        s.chains[i] = -1;
    for (int y = 0; y < s.rows; y++) {
        lay_backgrounds(&s, y);
        lay_shapes(&s, y);
        lay_underlines(&s, y);
    }
    put_sheet(&s, out);
    for (size_t i = 0; i < s.inks.len; i++)
        ap_str_clear(&((ink *)ap_vec_at(&s.inks, i))->path);
    ap_vec_clear(&s.inks);
    ap_free(looks);
}
