/* The popups of the search: how far it is, and what it found. */
#include "ui_i.h"

enum { MOST_COLS = 100, HEAD = 11, BAR = 16, WHAT = 34, DETAIL = 2 };

/* ---- how far it is --------------------------------------------------- */

void ap_search_draw(ap_term *t, ap_theme_id theme, const ap_check_progress *p)
{
    ap_canvas c = ap_popup_open(t, theme, 6, 56, "EVERY INTERLEAVING");
    ap_pen pen = ap_pen_at(&c, 0, 0);
    ap_pen_printf(&pen, AP_R_POPUP_HEAD, "%s", p->phase);
    pen = ap_pen_at(&c, 1, 0);
    ap_pen_printf(&pen, AP_R_POPUP, "%llu states, %llu transitions",
                  (unsigned long long)p->states,
                  (unsigned long long)p->transitions);
    pen = ap_pen_at(&c, 2, 0);
    ap_pen_printf(&pen, AP_R_POPUP, "depth %u, %zu MB", p->depth,
                  p->bytes >> 20);
    if (p->seconds > 0)
        ap_pen_printf(&pen, AP_R_POPUP, ", %.3g transitions/s, %.0f s",
                      (double)p->transitions / p->seconds, p->seconds);
    pen = ap_pen_at(&c, 3, 0);
    if (p->findings)
        ap_pen_printf(&pen, AP_R_WARN_CHIP, " %d found so far ", p->findings);
    else
        ap_pen_put(&pen, AP_R_POPUP, "nothing found so far");
    pen = ap_pen_at(&c, 5, 0);
    ap_pen_put(&pen, AP_R_POPUP_HINT, "Esc stops and shows what is known.");
}

/* ---- the verdict ----------------------------------------------------- */

static ap_role_id chip_of(ap_mood mood)
{
    return mood == AP_MOOD_BAD    ? AP_R_BAD_CHIP
           : mood == AP_MOOD_WARN ? AP_R_WARN_CHIP
           : mood == AP_MOOD_GOOD ? AP_R_GOOD_CHIP
                                  : AP_R_POPUP_HEAD;
}

static void put_bar(ap_pen *p, ap_role_id role, double share)
{
    int full = (int)(share * BAR + 0.5);
    if (share < 0)
        return;
    for (int i = 0; i < BAR; i++)
        ap_pen_put(p, role, i < full || (i == 0 && share > 0) ? "█" : "░");
    if (share > 0 && share < 0.01)
        ap_pen_put(p, role, "  <1 %");
    else if (share > 0.99 && share < 1)
        ap_pen_put(p, role, " >99 %");
    else
        ap_pen_printf(p, role, " %3.0f %%", share * 100);
}

static void put_outcome(const ap_canvas *c, int y, const ap_verdict_row *r,
                        ap_role_id role)
{
    ap_pen p = ap_pen_at(c, y, 1);
    p.end = 1 + WHAT;
    ap_pen_put(&p, role, r->text);
    p = ap_pen_at(c, y, WHAT + 2);
    put_bar(&p, role, r->share);
    ap_pen_skip(&p, 2);
    if (r->mood == AP_MOOD_BAD && role != AP_R_PICKED)
        ap_pen_printf(&p, AP_R_BAD_CHIP, " %s ", r->head);
    else
        ap_pen_printf(&p, role, " %s", r->head);
}

static void put_finding(const ap_canvas *c, int y, const ap_verdict_row *r,
                        ap_role_id role)
{
    ap_pen p = ap_pen_at(c, y, 1);
    ap_pen_printf(&p, role == AP_R_PICKED ? role : chip_of(r->mood), " %s ",
                  r->head);
    p = ap_pen_at(c, y, 1 + HEAD);
    p.end = c->r.cols - ap_text_width(r->note) - 2;
    ap_pen_put(&p, role, r->text);
    p = ap_pen_at(c, y, c->r.cols - ap_text_width(r->note) - 1);
    ap_pen_put(&p, role, r->note);
}

/* Rows of the list: each kind has a heading, and outcomes a blank before it. */
static int list_rows(const ap_verdict_view *v)
{
    int noutcomes = 0;
    for (int i = 0; i < v->nrows; i++)
        noutcomes += v->rows[i].is_outcome;
    int nfound = v->nrows - noutcomes;
    return v->nrows + (nfound > 0) + (noutcomes > 0)
        + (nfound > 0 && noutcomes > 0);
}

/* Where row i stands in the list; a heading stands above the first. */
static int place_of(const ap_verdict_view *v, int i)
{
    bool has_both = v->nrows && !v->rows[0].is_outcome
        && v->rows[i].is_outcome;
    return i + 1 + (has_both ? 2 : 0);
}

static void put_list(const ap_canvas *c, const ap_verdict_view *v, int picked)
{
    int all = list_rows(v), rows = c->r.rows, top = 0;
    if (v->nrows && place_of(v, picked) >= rows)
        top = place_of(v, picked) - rows + 1;
    if (top > all - rows)
        top = all > rows ? all - rows : 0;
    for (int i = 0; i < v->nrows; i++) {
        const ap_verdict_row *r = &v->rows[i];
        int y = place_of(v, i) - top;
        ap_role_id role = i == picked ? AP_R_PICKED : AP_R_POPUP;
        if (i == 0 || r->is_outcome != v->rows[i - 1].is_outcome) {
            ap_pen p = ap_pen_at(c, y - 1, 0);
            ap_pen_put(&p, AP_R_POPUP_HEAD,
                       r->is_outcome ? "HOW IT CAN END" : "WHAT CAN GO WRONG");
        }
        ap_fill_row(c, y, role);
        if (r->is_outcome)
            put_outcome(c, y, r, role);
        else
            put_finding(c, y, r, role);
    }
}

void ap_verdict_draw(ap_term *t, ap_theme_id theme, const ap_verdict_view *v,
                     int picked)
{
    int cols = ap_term_cols(t) - 8 < MOST_COLS ? ap_term_cols(t) - 8
                                               : MOST_COLS;
    int said = ap_put_wrapped(NULL, AP_R_POPUP, v->verdict, cols, 0);
    int note = ap_put_wrapped(NULL, AP_R_POPUP, v->searched, cols, 0);
    int list = list_rows(v);
    int detail = v->nrows ? DETAIL + 1 : 0;
    ap_canvas box = ap_popup_open(t, theme, said + list + detail + note + 5,
                                  cols, "VERDICT");
    ap_canvas c = box;
    ap_pen p = ap_pen_at(&box, 0, 0);
    ap_pen_printf(&p, chip_of(v->mood), " %s ", v->chip);
    c.r = (ap_rect){box.r.y + 1, box.r.x, said, box.r.cols};
    ap_put_wrapped(&c, AP_R_POPUP, v->verdict, cols, 0);
    int room = box.r.rows - said - detail - note - 5;
    c.r = (ap_rect){box.r.y + said + 2, box.r.x, room, box.r.cols};
    put_list(&c, v, picked);
    if (detail) {
        c.r = (ap_rect){c.r.y + room + 1, box.r.x, DETAIL, box.r.cols};
        ap_put_wrapped(&c, AP_R_POPUP, v->rows[picked].detail, cols, 0);
    }
    c.r = (ap_rect){box.r.y + box.r.rows - note - 2, box.r.x, note,
                    box.r.cols};
    ap_put_wrapped(&c, AP_R_POPUP, v->searched, cols, 0);
    p = ap_pen_at(&box, box.r.rows - 1, 0);
    ap_pen_put(&p, AP_R_POPUP_HINT,
               v->nrows ? "Up, Down choose   Enter plays it   Esc closes"
                        : "Esc closes");
}
