/* Canvas and pen: clipped drawing in roles. */
#include "ui_i.h"

#include <stdio.h>
#include <string.h>

static ap_style style_of(const ap_canvas *c, ap_role_id role)
{
    return ap_theme_style(c->theme, role);
}

ap_pen ap_pen_at(const ap_canvas *c, int y, int x)
{
    return (ap_pen){c, y, x, c->r.cols};
}

int ap_pen_room(const ap_pen *p)
{
    bool is_inside = p->y >= 0 && p->y < p->on->r.rows && p->x < p->end;
    return is_inside ? p->end - p->x : 0;
}

void ap_pen_styled(ap_pen *p, ap_style s, const char *text)
{
    int room = ap_pen_room(p);
    if (!text || room <= 0)
        return;
    const ap_rect *r = &p->on->r;
    int width = ap_text_width(text);
    if (width <= room) {
        ap_term_put(p->on->term, r->y + p->y, r->x + p->x, room, s, text);
        p->x += width;
        return;
    }
    int used = ap_term_put(p->on->term, r->y + p->y, r->x + p->x, room - 1, s,
                           text);
    ap_term_put(p->on->term, r->y + p->y, r->x + p->x + used, 1, s,
                "\xe2\x80\xa6");
    p->x = p->end;
}

void ap_pen_put(ap_pen *p, ap_role_id role, const char *text)
{
    ap_pen_styled(p, style_of(p->on, role), text);
}

void ap_pen_printf(ap_pen *p, ap_role_id role, const char *fmt, ...)
{
    char text[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    ap_pen_put(p, role, text);
}

void ap_pen_hue(ap_pen *p, int tid, ap_hue use, const char *text)
{
    ap_pen_styled(p, ap_theme_hue(p->on->theme, tid, use), text);
}

void ap_pen_chip(ap_pen *p, int tid, const char *name)
{
    char text[80];
    snprintf(text, sizeof text, " %d %s ", tid, name ? name : "");
    ap_pen_hue(p, tid, AP_HUE_CHIP, text);
}

void ap_pen_to(ap_pen *p, int x)
{
    if (x > p->x)
        p->x = x;
}

void ap_pen_skip(ap_pen *p, int n)
{
    p->x += n;
}

void ap_fill_row(const ap_canvas *c, int y, ap_role_id role)
{
    if (y >= 0 && y < c->r.rows)
        ap_term_fill(c->term, c->r.y + y, c->r.x, c->r.cols,
                     style_of(c, role), ' ');
}

void ap_rule(const ap_canvas *c, int y, ap_role_id role)
{
    if (y >= 0 && y < c->r.rows)
        ap_term_fill(c->term, c->r.y + y, c->r.x, c->r.cols,
                     style_of(c, role), 0x2500);
}

void ap_heading(const ap_canvas *c, const char *head, const char *detail,
                const char *right, ap_mood right_mood)
{
    ap_rule(c, 0, AP_R_RULE);
    ap_pen p = ap_pen_at(c, 0, 2);
    int width = ap_says(right) ? ap_text_width(right) + 4 : 0;
    if (width && width < c->r.cols / 2 + 8) {
        ap_pen q = ap_pen_at(c, 0, c->r.cols - width);
        ap_role_id role = right_mood == AP_MOOD_PLAIN
            ? AP_R_QUIET : ap_role_of_mood(right_mood);
        ap_pen_printf(&q, role, " %s ", right);
        p.end = c->r.cols - width;
    }
    ap_pen_printf(&p, AP_R_HEAD, " %s ", head);
    if (ap_says(detail))
        ap_pen_printf(&p, AP_R_QUIET, "%s ", detail);
}

void ap_more(const ap_canvas *c, int n)
{
    char text[32];
    if (n <= 0)
        return;
    snprintf(text, sizeof text, " + %d more", n);
    ap_pen p = ap_pen_at(c, c->r.rows - 1,
                         c->r.cols - ap_text_width(text));
    ap_pen_put(&p, AP_R_QUIET, text);
}
