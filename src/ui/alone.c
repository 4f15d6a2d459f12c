/* One panel alone, for a picture: as wide as the screen, and no higher than
 * what it says. It is drawn twice: first with all the rows there are, to see
 * how many it takes, then on a screen of just these. */
#include "stage_i.h"

typedef void (*panel_fn)(const ap_canvas *c, const ap_scene *s);

static void draw_threads(const ap_canvas *c, const ap_scene *s);

static const panel_fn panels[AP_PANEL_COUNT] = {
    [AP_PANEL_THREADS] = draw_threads,
    [AP_PANEL_MEMORY] = ap_panel_memory,
    [AP_PANEL_LOCKS] = ap_panel_locks,
    [AP_PANEL_CODE] = ap_panel_code,
    [AP_PANEL_TIMELINE] = ap_panel_timeline,
    [AP_PANEL_OUTPUT] = ap_panel_output,
    [AP_PANEL_LOG] = ap_panel_log};

/* ---- threads --------------------------------------------------------- */

static int open_cards(const ap_scene *s)
{
    int n = 0;
    for (int i = 0; i < s->nthreads; i++)
        n += s->threads[i].is_open;
    return n;
}

/* The cards, and under them the folded threads, a line each. */
static void draw_threads(const ap_canvas *c, const ap_scene *s)
{
    ap_layout l = {0};
    int cards = open_cards(s), folded = s->nthreads - cards;
    int room = cards ? c->r.rows / 2 : c->r.rows;
    folded = folded < room ? folded : room;
    ap_rect above = {c->r.y, c->r.x, c->r.rows - folded, c->r.cols};
    ap_layout_place_cards(&l, above, cards);
    int n = 0;
    for (int i = 0; i < s->nthreads && n < l.ncards; i++) {
        ap_canvas card = {c->term, c->theme, l.card[n]};
        if (!s->threads[i].is_open)
            continue;
        ap_panel_card(&card, s, &s->threads[i]);
        n++;
    }
    ap_canvas below = *c;
    below.r = (ap_rect){c->r.y + above.rows, c->r.x, folded, c->r.cols};
    if (folded)
        ap_panel_folded(&below, s);
}

/* ---- how high -------------------------------------------------------- */

static bool is_blank_row(const ap_term *t, int y, int x, int end)
{
    for (; x < end; x++)
        if (ap_term_cell(t, y, x).rune != ' ')
            return false;
    return true;
}

/* Rows of a rectangle, without the blank ones at its end. */
static int rows_used(const ap_term *t, ap_rect r)
{
    while (r.rows > 0
           && is_blank_row(t, r.y + r.rows - 1, r.x, r.x + r.cols))
        r.rows--;
    return r.rows;
}

/* The highest card, times the lines of cards, and the folded threads. */
static int rows_of_threads(const ap_term *t, ap_rect r, const ap_scene *s)
{
    ap_layout l = {0};
    int cards = open_cards(s), folded = s->nthreads - cards, most = 0;
    int room = cards ? r.rows / 2 : r.rows;
    folded = folded < room ? folded : room;
    r.rows -= folded;
    ap_layout_place_cards(&l, r, cards);
    for (int i = 0; i < l.ncards; i++) {
        int used = rows_used(t, l.card[i]);
        most = used > most ? used : most;
    }
    return most * l.card_lines + folded;
}

/* ---- the picture ------------------------------------------------------- */

static ap_rect draw_alone(ap_stage *s, const ap_scene *scene, ap_panel which)
{
    int cols = ap_term_cols(s->term), rows = ap_term_rows(s->term);
    ap_canvas c = {s->term, s->theme, {0, 1, rows, cols > 2 ? cols - 2 : 1}};
    ap_term_erase(s->term, ap_theme_style(s->theme, AP_R_TEXT));
    panels[which](&c, scene);
    ap_term_flush(s->term);
    return c.r;
}

void ap_stage_draw_panel(ap_stage *s, ap_panel which)
{
    ap_zoom zoom = s->zoom;
    s->zoom = which == AP_PANEL_THREADS ? AP_ZOOM_CARDS : zoom;
    ap_scene *scene = ap_stage_scene(s);
    s->zoom = zoom;
    ap_rect r = draw_alone(s, scene, which);
    int rows = which == AP_PANEL_THREADS ? rows_of_threads(s->term, r, scene)
                                         : rows_used(s->term, r);
    ap_term_resize(s->term, ap_term_cols(s->term), rows > 1 ? rows : 1);
    draw_alone(s, scene, which);
    ap_scene_free(scene);
}
