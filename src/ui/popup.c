/* Popups: all keys, the lesson, a short menu. They stand in the middle, over
 * the stage, and go with the next key. */
#include "ui_i.h"
#include "action_i.h"

#include <string.h>

static void put_border(const ap_canvas *c)
{
    static const char *const corners[2][2] = {
        {"\xe2\x94\x8c", "\xe2\x94\x90"}, {"\xe2\x94\x94", "\xe2\x94\x98"}};
    int bottom = c->r.rows - 1, right = c->r.cols - 1;
    ap_rule(c, 0, AP_R_POPUP_RULE);
    ap_rule(c, bottom, AP_R_POPUP_RULE);
    for (int y = 0; y <= bottom; y++) {
        bool is_corner = y == 0 || y == bottom;
        for (int side = 0; side < 2; side++) {
            ap_pen p = ap_pen_at(c, y, side ? right : 0);
            ap_pen_put(&p, AP_R_POPUP_RULE,
                       is_corner ? corners[y > 0][side] : "\xe2\x94\x82");
        }
    }
}

ap_canvas ap_popup_open(ap_term *t, ap_theme_id theme, int rows, int cols,
                        const char *title)
{
    int all_rows = ap_term_rows(t), all_cols = ap_term_cols(t);
    rows = rows + 2 < all_rows ? rows + 2 : all_rows;
    cols = cols + 4 < all_cols ? cols + 4 : all_cols;
    ap_rect r = {(all_rows - rows) / 2, (all_cols - cols) / 2, rows, cols};
    ap_canvas c = {t, theme, r};
    for (int y = 0; y < rows; y++)
        ap_fill_row(&c, y, AP_R_POPUP);
    put_border(&c);
    ap_pen p = ap_pen_at(&c, 0, 2);
    ap_pen_printf(&p, AP_R_POPUP_HEAD, " %s ", title);
    c.r = (ap_rect){r.y + 1, r.x + 2, rows - 2, cols - 4};
    return c;
}

static void keep_in_range(int *top, int all, int rows)
{
    if (*top > all - rows)
        *top = all - rows;
    if (*top < 0)
        *top = 0;
}

/* "▾ more" and "▴ more" on the frame of the box. */
static void scroll_marks(const ap_canvas *c, int top, int all)
{
    ap_canvas frame = *c;
    frame.r.y--;
    frame.r.rows += 2;
    ap_pen p = ap_pen_at(&frame, 0, c->r.cols - 8);
    if (top > 0)
        ap_pen_put(&p, AP_R_POPUP_HEAD, " \xe2\x96\xb4 Up ");
    p = ap_pen_at(&frame, frame.r.rows - 1, c->r.cols - 8);
    if (top + c->r.rows < all)
        ap_pen_put(&p, AP_R_POPUP_HEAD, " \xe2\x96\xbe Down ");
}

void ap_help_draw(ap_term *t, ap_theme_id theme, int *top)
{
    int n = ap_action_count();
    ap_canvas c = ap_popup_open(t, theme, n, 76, "ALL KEYS");
    keep_in_range(top, n, c.r.rows);
    for (int y = 0; y < c.r.rows && *top + y < n; y++) {
        const char *keys, *name, *help;
        ap_action_info(*top + y, &keys, &name, &help);
        ap_pen p = ap_pen_at(&c, y, 0);
        p.end = 15;
        ap_pen_put(&p, AP_R_POPUP_HEAD, keys);
        p = ap_pen_at(&c, y, 16);
        ap_pen_printf(&p, AP_R_POPUP, "%s: %s", name, help);
    }
    scroll_marks(&c, *top, n);
}

/* Paragraphs as one line each: a newline within one becomes a blank. */
static char *joined(const char *text)
{
    char *out = ap_strdup(text);
    for (char *c = out; *c; c++)
        if (*c == '\n' && c[1] && c[1] != '\n' && c[1] != ' ' && c > out
            && c[-1] != '\n')
            *c = ' ';
    return out;
}

void ap_lesson_draw(ap_term *t, ap_theme_id theme, const char *title,
                    const char *text, int *top)
{
    int cols = ap_term_cols(t) - 12 < 72 ? ap_term_cols(t) - 12 : 72;
    char *flowing = joined(text);
    int rows = ap_put_wrapped(NULL, AP_R_POPUP, flowing, cols, 0);
    ap_canvas c = ap_popup_open(t, theme, rows, cols, title);
    keep_in_range(top, rows, c.r.rows);
    ap_put_wrapped(&c, AP_R_POPUP, flowing, cols, *top);
    scroll_marks(&c, *top, rows);
    ap_free(flowing);
}

void ap_choice_draw(ap_term *t, ap_theme_id theme, const char *title,
                    const char *const *rows, int n, int picked)
{
    int cols = ap_text_width(title);
    for (int i = 0; i < n; i++)
        if (ap_text_width(rows[i]) > cols)
            cols = ap_text_width(rows[i]);
    ap_canvas c = ap_popup_open(t, theme, n, cols + 2, title);
    for (int y = 0; y < n; y++) {
        ap_role_id role = y == picked ? AP_R_PICKED : AP_R_POPUP;
        ap_fill_row(&c, y, role);
        ap_pen p = ap_pen_at(&c, y, 1);
        ap_pen_put(&p, role, rows[y]);
    }
}
