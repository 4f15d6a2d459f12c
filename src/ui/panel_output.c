/* Output: what the program printed, who printed it. In a single row only the
 * last line is shown, beside the heading. */
#include "ui_i.h"

static void put_output(ap_pen *p, const ap_scene_output *o)
{
    char text[16];
    ap_print(text, sizeof text, "%d", o->tid);
    ap_pen_hue(p, o->tid, AP_HUE_TEXT, text);
    ap_pen_put(p, AP_R_FAINT, "\xe2\x94\x82 ");
    ap_pen_put(p, o->is_error ? AP_R_BAD : AP_R_TEXT, o->text);
}

void ap_panel_output(const ap_canvas *c, const ap_scene *s)
{
    int rows = c->r.rows - 1;
    if (rows < 1 || !s->noutput) {
        ap_pen p = ap_pen_at(c, 0, 0);
        ap_rule(c, 0, AP_R_RULE);
        p = ap_pen_at(c, 0, 2);
        ap_pen_put(&p, AP_R_HEAD, " OUTPUT ");
        if (s->noutput)
            put_output(&p, &s->output[s->noutput - 1]);
        else
            ap_pen_put(&p, AP_R_QUIET, "nothing printed yet");
        ap_pen_put(&p, AP_R_TEXT, " ");
        return;
    }
    ap_heading(c, "OUTPUT", NULL, NULL, AP_MOOD_PLAIN);
    int first = s->noutput > rows ? s->noutput - rows : 0;
    for (int i = 0; first + i < s->noutput; i++) {
        ap_pen p = ap_pen_at(c, 1 + i, 1);
        put_output(&p, &s->output[first + i]);
    }
}
