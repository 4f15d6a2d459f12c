/* A moving picture: frames as one SVG that plays by itself, in a loop.
 *
 * Each piece of a frame (a background, a shape, a run of text) is written
 * once, however often it shows: what stays costs nothing, what comes back
 * costs nothing more. Pieces that show at the same times form a group with
 * one CSS animation, which switches it on and off.
 *
 * Words used here
 *   span     a time in which a piece shows: milliseconds, the end is outside
 *   timing   the spans of a piece; groups are made of equal ones
 *
 * Where animations do not run (librsvg; a reader who wants no motion), the
 * last frame is seen. */
#include "export_i.h"

#include <string.h>
#include <xxhash.h>

enum { FIRST_ROOM = 1024 };

typedef struct span {
    int32_t from, to;
} span;

typedef struct piece {
    uint64_t hash;
    int layer;
    uint32_t rgb;
    ap_str text;
    ap_vec spans;
    uint64_t frame;     /* the last one that it showed in */
    int timing;
} piece;

typedef struct timing {
    uint64_t hash;
    const ap_vec *spans;
    bool is_always, is_last; /* shows in all frames; in the last one */
} timing;

struct ap_movie {
    int cols, rows;
    ap_export_colors own;
    ap_vec pieces;      /* in the order of their first showing */
    uint32_t *table;    /* numbers of pieces + 1 by hash, 0: free */
    size_t room;        /* a power of two */
    uint64_t frame;     /* the present one, from 1 */
    int32_t now, end;
};

/* ---- pieces ---------------------------------------------------------- */

ap_movie *ap_movie_new(const ap_term *t, ap_export_colors own)
{
    ap_movie *m = ap_alloc(sizeof *m);
    m->cols = ap_term_cols(t);
    m->rows = ap_term_rows(t);
    m->own = own;
    ap_vec_init(&m->pieces, sizeof(piece));
    m->room = FIRST_ROOM;
    m->table = ap_alloc(m->room * sizeof *m->table);
    return m;
}

static piece *piece_at(const ap_movie *m, size_t i)
{
    return ap_vec_at(&m->pieces, i);
}

static bool is_piece(const piece *p, uint64_t hash, int layer, uint32_t rgb,
                     const ap_str *text)
{
    return p->hash == hash && p->layer == layer && p->rgb == rgb
           && p->text.len == text->len
           && memcmp(p->text.s, text->s, text->len) == 0;
}

static void grow(ap_movie *m)
{
    ap_free(m->table);
    m->room *= 2;
    m->table = ap_alloc(m->room * sizeof *m->table);
    for (size_t i = 0; i < m->pieces.len; i++) {
        size_t at = piece_at(m, i)->hash & (m->room - 1);
        while (m->table[at])
            at = (at + 1) & (m->room - 1);
        m->table[at] = (uint32_t)i + 1;
    }
}

/* The piece that says this; a new one if there is none. */
static piece *find(ap_movie *m, int layer, uint32_t rgb, const ap_str *text)
{
    uint64_t hash = XXH3_64bits_withSeed(text->s, text->len,
                                         (uint64_t)rgb << 8 | (unsigned)layer);
    if (m->pieces.len * 2 >= m->room)
        grow(m);
    size_t at = hash & (m->room - 1);
    for (; m->table[at]; at = (at + 1) & (m->room - 1)) {
        piece *p = piece_at(m, m->table[at] - 1);
        if (is_piece(p, hash, layer, rgb, text))
            return p;
    }
    piece *p = ap_vec_push(&m->pieces, NULL);
    *p = (piece){.hash = hash, .layer = layer, .rgb = rgb};
    ap_str_putn(&p->text, text->s, text->len);
    ap_vec_init(&p->spans, sizeof(span));
    m->table[at] = (uint32_t)m->pieces.len;
    return p;
}

/* The piece shows in the present frame: its span goes on, or one begins. */
static void show(void *arg, int layer, uint32_t rgb, const ap_str *text)
{
    ap_movie *m = arg;
    piece *p = find(m, layer, rgb, text);
    if (!p->spans.len || p->frame + 1 < m->frame)
        ap_vec_push(&p->spans, &(span){m->now, m->now});
    p->frame = m->frame;
}

/* What showed in the frame before ends where the present one begins, or goes
 * on: both are ends so far. */
static void end_spans(ap_movie *m)
{
    for (size_t i = 0; i < m->pieces.len; i++) {
        piece *p = piece_at(m, i);
        if (p->frame == m->frame)
            ((span *)ap_vec_at(&p->spans, p->spans.len - 1))->to = m->now;
    }
}

static void go_to(ap_movie *m, int64_t ns)
{
    AP_ASSERT(ns / 1000000 >= m->now && ns / 1000000 < INT32_MAX);
    m->now = (int32_t)(ns / 1000000);
    end_spans(m);
}

void ap_movie_frame(ap_movie *m, int64_t ns, const ap_term *t)
{
    size_t changed;
    ap_term_bytes(t, &changed);
    if (!changed)
        return;
    go_to(m, ns);
    m->frame++;
    export_pieces(t, m->own, show, m);
}

/* ---- timings --------------------------------------------------------- */

static bool is_same_spans(const ap_vec *a, const ap_vec *b)
{
    return a->len == b->len
           && memcmp(a->data, b->data, a->len * sizeof(span)) == 0;
}

static int timing_of(const ap_movie *m, const piece *p, ap_vec *timings)
{
    const span *s = p->spans.data;
    uint64_t hash = XXH3_64bits(s, p->spans.len * sizeof *s);
    for (size_t i = 0; i < timings->len; i++) {
        const timing *t = ap_vec_at(timings, i);
        if (t->hash == hash && is_same_spans(t->spans, &p->spans))
            return (int)i;
    }
    bool is_last = p->frame == m->frame;
    timing t = {.hash = hash, .spans = &p->spans, .is_last = is_last,
                .is_always = is_last && p->spans.len == 1 && s->from == 0};
    ap_vec_push(timings, &t);
    return (int)timings->len - 1;
}

/* ---- the style --------------------------------------------------------- */

/* A time as a part of the whole: "12.5%". */
static void put_percent(const ap_movie *m, int32_t at, ap_str *out)
{
    int64_t part = (int64_t)at * 100000 / m->end; /* thousandths of a percent */
    ap_str_printf(out, "%lld", (long long)(part / 1000));
    if (part % 1000) {
        ap_str_printf(out, ".%03lld", (long long)(part % 1000));
        while (out->s[out->len - 1] == '0')
            out->s[--out->len] = 0;
    }
    ap_str_putc(out, '%');
}

/* "@keyframes k3{0%,20%{visibility:hidden}10%{visibility:visible}}" */
static void put_keyframes(const ap_movie *m, const timing *t, size_t number,
                          ap_str *out)
{
    const span *s = t->spans->data;
    bool has_hidden = s->from > 0;
    ap_str_printf(out, ".k%zu{animation-name:k%zu}@keyframes k%zu{", number,
                  number, number);
    if (has_hidden)
        ap_str_put(out, "0%");
    for (size_t i = 0; i < t->spans->len; i++)
        if (s[i].to < m->end) {
            ap_str_put(out, has_hidden ? "," : "");
            put_percent(m, s[i].to, out);
            has_hidden = true;
        }
    ap_str_put(out, has_hidden ? "{visibility:hidden}" : "");
    for (size_t i = 0; i < t->spans->len; i++) {
        ap_str_put(out, i ? "," : "");
        put_percent(m, s[i].from, out);
    }
    ap_str_put(out, "{visibility:visible}}\n");
}

static void put_style(const ap_movie *m, const ap_vec *timings, ap_str *out)
{
    ap_str_printf(out,
                  "<style>.k{animation:%d.%03ds step-end infinite}\n"
                  "@media(prefers-reduced-motion){.k{animation:none}}\n",
                  m->end / 1000, m->end % 1000);
    for (size_t i = 0; i < timings->len; i++) {
        const timing *t = ap_vec_at(timings, i);
        if (!t->is_always)
            put_keyframes(m, t, i, out);
    }
    ap_str_put(out, "</style>\n");
}

/* ---- the picture ------------------------------------------------------- */

/* The first piece of the same layer and colour stands for all of them. */
static size_t pattern_of(const ap_movie *m, const piece *p)
{
    size_t i = 0;
    while (piece_at(m, i)->layer != p->layer || piece_at(m, i)->rgb != p->rgb)
        i++;
    return i;
}

static void put_patterns(const ap_movie *m, ap_str *out)
{
    for (size_t i = 0; i < m->pieces.len; i++) {
        const piece *p = piece_at(m, i);
        if (export_is_shade(p->layer) && pattern_of(m, p) == i)
            export_pattern(p->layer, p->rgb, i, out);
    }
}

static void put_piece(const ap_movie *m, const piece *p, ap_str *out)
{
    if (p->layer == LAYER_TEXT) {
        ap_str_putn(out, p->text.s, p->text.len);
        return;
    }
    if (export_is_shade(p->layer))
        ap_str_printf(out, "<path fill=\"url(#p%zu)\" d=\"", pattern_of(m, p));
    else
        ap_str_printf(out, "<path fill=\"#%06x\" d=\"", p->rgb);
    ap_str_putn(out, p->text.s, p->text.len);
    ap_str_put(out, "\"/>\n");
}

/* Pieces of one layer sorted by their timings, in the order of the first. */
static void put_layer(const ap_movie *m, int layer, const ap_vec *timings,
                      ap_str *out)
{
    for (size_t i = 0; i < timings->len; i++) {
        const timing *t = ap_vec_at(timings, i);
        bool is_open = false;
        for (size_t k = 0; k < m->pieces.len; k++) {
            const piece *p = piece_at(m, k);
            if (p->layer != layer || p->timing != (int)i)
                continue;
            if (!is_open && !t->is_always)
                ap_str_printf(out, "<g class=\"k k%zu\"%s>\n", i,
                              t->is_last ? "" : " visibility=\"hidden\"");
            is_open = !t->is_always;
            put_piece(m, p, out);
        }
        ap_str_put(out, is_open ? "</g>\n" : "");
    }
}

static void put_movie(ap_movie *m, ap_str *out)
{
    ap_vec timings;
    ap_vec_init(&timings, sizeof(timing));
    for (size_t i = 0; i < m->pieces.len; i++)
        piece_at(m, i)->timing = timing_of(m, piece_at(m, i), &timings);
    export_svg_head(m->cols, m->rows, m->own, out);
    put_style(m, &timings, out);
    put_patterns(m, out);
    ap_str_put(out, "<g shape-rendering=\"crispEdges\">\n");
    for (int layer = LAYER_BACKGROUND; layer <= LAYER_SHAPE; layer++)
        put_layer(m, layer, &timings, out);
    ap_str_printf(out, "</g>\n<g fill=\"#%06x\">\n", m->own.fg);
    put_layer(m, LAYER_TEXT, &timings, out);
    ap_str_put(out, "</g>\n</svg>\n");
    ap_vec_clear(&timings);
}

void ap_movie_end(ap_movie *m, int64_t ns, ap_str *out)
{
    go_to(m, ns);
    m->end = m->now > 0 ? m->now : 1;
    if (out)
        put_movie(m, out);
    for (size_t i = 0; i < m->pieces.len; i++) {
        ap_str_clear(&piece_at(m, i)->text);
        ap_vec_clear(&piece_at(m, i)->spans);
    }
    ap_vec_clear(&m->pieces);
    ap_free(m->table);
    ap_free(m);
}
