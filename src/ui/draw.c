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

/* Text that fits. A line under it leaves the blanks around it alone. */
static void put_whole(ap_pen *p, ap_style s, const char *text, int width)
{
    const ap_rect *r = &p->on->r;
    ap_term *t = p->on->term;
    int y = r->y + p->y, x = r->x + p->x;
    ap_style plain = s;
    plain.attrs &= (uint8_t)~AP_UNDERLINE;
    size_t before = strspn(text, " "), n = strlen(text), after = n;
    while (after > before && text[after - 1] == ' ')
        after--;
    ap_term_put(t, y, x, (int)before, plain, text);
    ap_term_put(t, y, x + (int)before, width - (int)(before + n - after), s,
                text + before);
    ap_term_put(t, y, x + width - (int)(n - after), (int)(n - after), plain,
                text + after);
    p->x += width;
}

void ap_pen_styled(ap_pen *p, ap_style s, const char *text)
{
    int room = ap_pen_room(p);
    if (!text || room <= 0)
        return;
    const ap_rect *r = &p->on->r;
    int width = ap_text_width(text);
    if (width <= room) {
        put_whole(p, s, text, width);
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

bool ap_pen_fits(ap_pen *p, ap_role_id role, const char *text)
{
    bool fits = text && ap_text_width(text) <= ap_pen_room(p);
    if (fits)
        ap_pen_put(p, role, text);
    return fits;
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

int ap_chip_width(int tid, const char *name)
{
    char number[16];
    ap_print(number, sizeof number, " %d  ", tid);
    return ap_text_width(number) + ap_text_width(name ? name : "");
}

void ap_pen_chip(ap_pen *p, int tid, const char *name)
{
    char text[80];
    ap_print(text, sizeof text, " %d %s ", tid, name ? name : "");
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
    bool has_right = width && width < c->r.cols / 2 + 8;
    if (has_right) {
        ap_pen q = ap_pen_at(c, 0, c->r.cols - width);
        ap_role_id role = right_mood == AP_MOOD_PLAIN
            ? AP_R_QUIET : ap_role_of_mood(right_mood);
        ap_pen_printf(&q, role, " %s ", right);
        p.end = c->r.cols - width;
    }
    ap_pen_printf(&p, AP_R_HEAD, " %s ", head);
    if (!ap_says(detail)
        || (has_right && ap_text_width(detail) + 1 > ap_pen_room(&p)))
        return; /* rather nothing than half of it beside the other */
    ap_pen_printf(&p, AP_R_QUIET, "%s ", detail);
}

void ap_more(const ap_canvas *c, int n)
{
    char text[32];
    if (n <= 0)
        return;
    ap_print(text, sizeof text, " + %d more", n);
    ap_pen p = ap_pen_at(c, c->r.rows - 1,
                         c->r.cols - ap_text_width(text));
    ap_pen_put(&p, AP_R_QUIET, text);
}

/* ---- text in rows ------------------------------------------------ */

/* Where a row of at most `cols` bytes of text ends: at a newline, else at the
 * last blank that fits. -> its length; *skip: bytes up to the next row. */
static size_t row_end(const char *text, size_t cols, size_t *skip)
{
    size_t n = strcspn(text, "\n"), cut = n;
    *skip = n + (text[n] == '\n');
    if (n <= cols)
        return n;
    for (cut = cols; cut > 0 && text[cut] != ' '; cut--)
        ;
    if (!cut)
        for (cut = cols; cut > 1 && ((unsigned char)text[cut] & 0xc0) == 0x80;
             cut--)
            ;
    *skip = cut + (text[cut] == ' ');
    return cut;
}

int ap_put_wrapped(const ap_canvas *c, ap_role_id role, const char *text,
                   int cols, int top)
{
    int row = 0;
    while (*text) {
        size_t skip, n = row_end(text, (size_t)cols, &skip);
        if (c && row >= top && row - top < c->r.rows) {
            char *line = ap_strndup(text, n);
            ap_pen p = ap_pen_at(c, row - top, 0);
            ap_pen_put(&p, role, line);
            ap_free(line);
        }
        text += skip;
        row++;
    }
    return row;
}
