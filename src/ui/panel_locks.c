/* Locks as gates with their queues: who is inside, who stands before it. The
 * GIL comes first. */
#include "ui_i.h"

static int name_width(const ap_scene *s)
{
    int width = 4;
    for (int i = 0; i < s->nlocks; i++) {
        int w = ap_text_width(s->locks[i].name);
        if (w > width && w <= 14)
            width = w;
    }
    return width;
}

static const char *name_of(const ap_scene *s, int tid)
{
    const ap_scene_thread *t = ap_scene_find(s, tid);
    return t ? t->name : "";
}

static void put_queue(ap_pen *p, const ap_scene *s, const ap_scene_lock *l)
{
    if (!l->nqueue)
        return;
    ap_pen_put(p, AP_R_DO_WAIT, "\xe2\x97\x82 ");
    for (int i = 0; i < l->nqueue; i++) {
        const char *name = name_of(s, l->queue[i]);
        int count = i + 1 < l->nqueue ? 4 : 0; /* room for " +2" behind it */
        if (ap_chip_width(l->queue[i], name) + count > ap_pen_room(p)) {
            ap_pen_printf(p, AP_R_QUIET, "+%d", l->nqueue - i);
            return;
        }
        ap_pen_chip(p, l->queue[i], name);
        ap_pen_skip(p, 1);
    }
}

static void put_lock(const ap_canvas *c, const ap_scene *s, int y,
                     const ap_scene_lock *l, int names)
{
    ap_pen p = ap_pen_at(c, y, 1);
    ap_pen_put(&p, l->flash ? ap_role_of_flash(l->flash) : AP_R_NAME, l->name);
    ap_pen_skip(&p, 1);
    ap_pen_to(&p, names + 2);
    if (l->owner >= 0) {
        ap_pen_put(&p, AP_R_STRONG, "[");
        ap_pen_chip(&p, l->owner, name_of(s, l->owner));
        ap_pen_put(&p, AP_R_STRONG, "]");
    } else {
        ap_pen_printf(&p, AP_R_FREE, "[ %s ]",
                      ap_says(l->state) ? l->state : "free");
    }
    ap_pen_skip(&p, 1);
    if (l->owner >= 0 && ap_says(l->state))
        ap_pen_printf(&p, AP_R_QUIET, "%s ", l->state);
    put_queue(&p, s, l);
    ap_pen_skip(&p, 1);
    ap_pen_fits(&p, AP_R_QUIET, l->note);
}

void ap_panel_locks(const ap_canvas *c, const ap_scene *s)
{
    int rows = c->r.rows - 1, names = name_width(s);
    ap_heading(c, "LOCKS", "[inside] \xe2\x97\x82 queue", s->lock_note,
               AP_MOOD_QUIET);
    for (int i = 0; i < s->nlocks && i < rows; i++)
        put_lock(c, s, 1 + i, &s->locks[i], names);
    ap_more(c, s->nlocks - rows);
}
