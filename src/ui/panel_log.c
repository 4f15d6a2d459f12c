/* The log: what happened, a sentence each, the newest at the bottom. */
#include "ui_i.h"

static void put_entry(const ap_canvas *c, int y, const ap_scene *s,
                      const ap_scene_entry *e)
{
    const ap_scene_thread *t = ap_scene_find(s, e->tid);
    ap_pen p = ap_pen_at(c, y, 1);
    ap_pen_printf(&p, AP_R_NUMBER, "%6llu ", (unsigned long long)e->step);
    ap_pen_chip(&p, e->tid, t ? t->name : "");
    ap_pen_skip(&p, 1);
    bool is_plain = e->mood == AP_MOOD_PLAIN && y < c->r.rows - 1;
    ap_pen_put(&p, is_plain ? AP_R_QUIET : ap_role_of_mood(e->mood), e->text);
}

void ap_panel_log(const ap_canvas *c, const ap_scene *s)
{
    int rows = c->r.rows - 1;
    int first = s->nlog > rows ? s->nlog - rows : 0;
    ap_heading(c, "WHAT HAPPENED", NULL, NULL, AP_MOOD_PLAIN);
    for (int i = 0; first + i < s->nlog; i++)
        put_entry(c, 1 + i, s, &s->log[first + i]);
}
