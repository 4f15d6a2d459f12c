/* A frame: all panels of one scene on the screen. */
#include "ui_i.h"

ap_wants ap_scene_wants(const ap_scene *s)
{
    ap_wants w = {.values = s->nvalues, .locks = s->nlocks,
                  .code = s->ncode, .lanes = s->nlanes};
    for (int i = 0; i < s->nthreads; i++)
        w.cards += s->threads[i].is_open;
    w.folded = s->nthreads - w.cards;
    return w;
}

typedef void (*panel_fn)(const ap_canvas *c, const ap_scene *s);

static void draw_panel(ap_canvas *c, ap_rect r, panel_fn draw,
                       const ap_scene *s)
{
    c->r = r;
    if (r.rows > 0 && r.cols > 0)
        draw(c, s);
}

static void draw_cards(ap_canvas *c, const ap_layout *l, const ap_scene *s)
{
    int n = 0;
    for (int i = 0; i < s->nthreads && n < l->ncards; i++) {
        if (!s->threads[i].is_open)
            continue;
        c->r = l->card[n++];
        if (c->r.rows > 0)
            ap_panel_card(c, s, &s->threads[i]);
    }
}

void ap_frame_too_small(ap_term *t, ap_theme_id theme)
{
    int cols = ap_term_cols(t), rows = ap_term_rows(t);
    int width = cols < 45 ? cols : 45;
    char text[160];
    ap_term_erase(t, ap_theme_style(theme, AP_R_TEXT));
    ap_print(text, sizeof text, "This window is %d x %d.\napiary needs "
             "%d x %d: make it larger, or q.", cols, rows, AP_MIN_COLS,
             AP_MIN_ROWS);
    int lines = ap_put_wrapped(NULL, AP_R_STRONG, text, width, 0);
    int y = rows > lines ? (rows - lines) / 2 : 0;
    ap_canvas c = {t, theme, {y, (cols - width) / 2, rows - y, width}};
    ap_put_wrapped(&c, AP_R_STRONG, text, width, 0);
}

void ap_frame_draw(ap_term *t, ap_theme_id theme, const ap_scene *s,
                   ap_zoom zoom, ap_layout *used)
{
    ap_wants wants = ap_scene_wants(s);
    wants.zoom = zoom;
    ap_layout l = ap_layout_make(ap_term_cols(t), ap_term_rows(t), &wants);
    if (used)
        *used = l;
    if (l.is_too_small) {
        ap_frame_too_small(t, theme);
        return;
    }
    ap_term_erase(t, ap_theme_style(theme, AP_R_TEXT));
    ap_canvas c = {t, theme, l.title};
    draw_panel(&c, l.title, ap_panel_title, s);
    draw_panel(&c, l.goal, ap_panel_goal, s);
    draw_cards(&c, &l, s);
    draw_panel(&c, l.folded, ap_panel_folded, s);
    draw_panel(&c, l.memory, ap_panel_memory, s);
    draw_panel(&c, l.locks, ap_panel_locks, s);
    draw_panel(&c, l.code, ap_panel_code, s);
    draw_panel(&c, l.timeline, ap_panel_timeline, s);
    draw_panel(&c, l.output, ap_panel_output, s);
    draw_panel(&c, l.log, ap_panel_log, s);
    draw_panel(&c, l.just, ap_panel_just, s);
    draw_panel(&c, l.next, ap_panel_next, s);
    draw_panel(&c, l.keys, ap_panel_keys, s);
}
