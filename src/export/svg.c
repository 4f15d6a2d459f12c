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

/* ---- parts that the moving picture has, too --------------------------- */

void export_svg_head(int cols, int rows, ap_export_colors own, ap_str *out)
{
    int w = cols * CELL_W, h = rows * CELL_H;
    ap_str_printf(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
                  "height=\"%d\" viewBox=\"0 0 %d %d\" " FONT ">\n",
                  w, h, w, h);
    ap_str_printf(out, "<rect width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n",
                  w, h, own.bg);
}

/* Shades are patterns: 4, 8 and 12 of 4 by 4 units are set. */
void export_pattern(int layer, uint32_t rgb, size_t number, ap_str *out)
{
    static const char *const units[] = {
        [LAYER_LIGHT] = "x.x......x.x....",
        [LAYER_MEDIUM] = "x.x..x.xx.x..x.x",
        [LAYER_DARK] = "x.x.xxxx.x.xxxxx"};
    ap_str_printf(out,
                  "<pattern id=\"p%zu\" width=\"4\" height=\"4\" "
                  "patternUnits=\"userSpaceOnUse\"><path fill=\"#%06x\" d=\"",
                  number, rgb);
    for (int i = 0; i < 16; i++)
        if (units[layer][i] == 'x')
            export_rect(out, i % 4, i / 4, 1, 1);
    ap_str_put(out, "\"/></pattern>\n");
}

/* ---- one colour of one layer ------------------------------------------ */

/* The path of one layer and colour; those of equal hash are a chain. */
typedef struct ink {
    int layer;
    uint32_t rgb;
    int next; /* number of another ink, -1 ends the chain */
    ap_str path;
} ink;

enum { CHAINS = 512 };

typedef struct sheet {
    ap_vec inks;        /* in the order of their first use */
    int chains[CHAINS]; /* the first ink of each, or -1 */
    ap_str text;
} sheet;

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

static void lay(void *arg, int layer, uint32_t rgb, const ap_str *piece)
{
    sheet *s = arg;
    ap_str *to = layer == LAYER_TEXT ? &s->text : path_of(s, layer, rgb);
    ap_str_putn(to, piece->s, piece->len);
}

static void put_paths(const sheet *s, int layer, ap_str *out)
{
    for (size_t i = 0; i < s->inks.len; i++) {
        const ink *k = ap_vec_at(&s->inks, i);
        if (k->layer != layer)
            continue;
        if (export_is_shade(layer)) {
            export_pattern(layer, k->rgb, i, out);
            ap_str_printf(out, "<path fill=\"url(#p%zu)\" d=\"", i);
        } else {
            ap_str_printf(out, "<path fill=\"#%06x\" d=\"", k->rgb);
        }
        ap_str_putn(out, k->path.s, k->path.len);
        ap_str_put(out, "\"/>\n");
    }
}

/* ---- the page ------------------------------------------------------- */

void ap_export_svg(const ap_term *t, ap_export_colors own, ap_str *out)
{
    sheet s = {0};
    ap_vec_init(&s.inks, sizeof(ink));
    for (int i = 0; i < CHAINS; i++)
        s.chains[i] = -1;
    export_pieces(t, own, lay, &s);
    export_svg_head(ap_term_cols(t), ap_term_rows(t), own, out);
    ap_str_put(out, "<g shape-rendering=\"crispEdges\">\n");
    for (int layer = LAYER_BACKGROUND; layer <= LAYER_SHAPE; layer++)
        put_paths(&s, layer, out);
    ap_str_printf(out, "</g>\n<g fill=\"#%06x\">\n", own.fg);
    ap_str_put(out, ap_str_c(&s.text));
    ap_str_put(out, "</g>\n</svg>\n");
    for (size_t i = 0; i < s.inks.len; i++)
        ap_str_clear(&((ink *)ap_vec_at(&s.inks, i))->path);
    ap_vec_clear(&s.inks);
    ap_str_clear(&s.text);
}
