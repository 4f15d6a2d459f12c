/* Shared memory: the globals, then the objects behind them, each with who
 * wrote it last. A value that has just changed flashes. */
#include "ui_i.h"

static int name_width(const ap_scene *s)
{
    int width = 4;
    for (int i = 0; i < s->nvalues; i++) {
        int w = ap_text_width(s->values[i].name) + 2 * s->values[i].indent;
        if (w > width && w <= 16)
            width = w;
    }
    return width;
}

static void put_value(const ap_canvas *c, const ap_scene *s,
                      const ap_scene_value *v, int y, int x, int end,
                      int names)
{
    ap_pen p = ap_pen_at(c, y, x + 1 + 2 * v->indent);
    p.end = end;
    ap_pen_put(&p, AP_R_NAME, v->name);
    ap_pen_skip(&p, 1);
    ap_pen_to(&p, x + names + 2);
    ap_pen_printf(&p, ap_role_of_flash(v->flash), " %s ", v->value);
    if (v->writer >= 0) {
        const ap_scene_thread *t = ap_scene_find(s, v->writer);
        ap_pen_put(&p, AP_R_QUIET, " by ");
        ap_pen_chip(&p, v->writer, t ? t->name : "");
    }
    if (v->raced)
        ap_pen_put(&p, ap_role_of_mood(v->raced == AP_RACED ? AP_MOOD_BAD
                                                            : AP_MOOD_WARN),
                   v->raced == AP_RACED ? " ! race" : " ? race");
    ap_pen_skip(&p, 1);
    ap_pen_fits(&p, AP_R_QUIET, v->note);
}

/* In how many columns the values stand: as few as show them all. */
static int columns_for(const ap_canvas *c, int n, int rows)
{
    int most = c->r.cols / 38, need = rows > 0 ? (n + rows - 1) / rows : 1;
    if (most < 1)
        most = 1;
    return need < 1 ? 1 : need < most ? need : most;
}

void ap_panel_memory(const ap_canvas *c, const ap_scene *s)
{
    int rows = c->r.rows - 1;
    int columns = columns_for(c, s->nvalues, rows);
    int width = c->r.cols / columns, names = name_width(s), drawn = 0;
    ap_heading(c, "SHARED", "by all threads",
               s->nlocks ? NULL : "no locks in this program", AP_MOOD_QUIET);
    for (int i = 0; i < s->nvalues; i++) {
        if (i / columns >= rows)
            break;
        int x = i % columns * width;
        put_value(c, s, &s->values[i], 1 + i / columns, x, x + width - 1,
                  names);
        drawn++;
    }
    if (!s->nvalues) {
        ap_pen p = ap_pen_at(c, 1, 1);
        ap_pen_put(&p, AP_R_FAINT, "nothing yet");
    }
    ap_more(c, s->nvalues - drawn);
}
