/* Code: the program's lines with every thread's mark in the gutter, critical
 * sections bracketed, and what guards a line that threads stand on. */
#include "ui_i.h"

enum { GUTTER = 8, TEXT = 14 }; /* columns: where the line begins */

/* "1 2▸": the threads on the line, in their colours; "3+" where they are too
 * many. */
static void put_marks(const ap_canvas *c, int y, const ap_scene_line *l)
{
    ap_pen p = ap_pen_at(c, y, 0);
    p.end = GUTTER - 1;
    for (int i = 0; i < l->nmarks; i++) {
        char text[16];
        bool is_last = i + 1 == l->nmarks;
        ap_print(text, sizeof text, "%d", l->marks[i]);
        if (ap_pen_room(&p) < ap_text_width(text) + (is_last ? 0 : 2)) {
            ap_pen_printf(&p, AP_R_STRONG, "+%d", l->nmarks - i);
            break;
        }
        ap_pen_hue(&p, l->marks[i], AP_HUE_CHIP, text);
        ap_pen_skip(&p, 1);
    }
}

static const char *bracket_glyph(char bracket)
{
    switch (bracket) {
    case '[':
        return "\xe2\x94\x8c";
    case '|':
        return "\xe2\x94\x82";
    case ']':
        return "\xe2\x94\x94";
    default:
        return "";
    }
}

/* The note as there is room for it beside the line. */
static const char *note_for(const ap_canvas *c, const ap_scene_line *l)
{
    int text = TEXT + ap_text_width(l->text) + 3, half = c->r.cols / 2;
    int room = c->r.cols - (text > half ? text : half);
    bool is_tight = ap_says(l->brief) && ap_text_width(l->note) > room;
    return is_tight ? l->brief : l->note;
}

static void put_line(const ap_canvas *c, int y, const ap_scene_line *l)
{
    ap_role_id text = l->is_focus ? AP_R_SOURCE
                                  : l->nmarks ? AP_R_STRONG : AP_R_TEXT;
    const char *said = note_for(c, l);
    int note = ap_says(said) ? ap_text_width(said) + 3 : 0;
    put_marks(c, y, l);
    ap_pen p = ap_pen_at(c, y, GUTTER - 1);
    ap_pen_put(&p, AP_R_STRONG, l->nmarks ? "\xe2\x96\xb8" : " ");
    ap_pen_printf(&p, l->nmarks ? AP_R_STRONG : AP_R_NUMBER, "%4u ",
                  l->number);
    if (l->bracket)
        ap_pen_put(&p, AP_R_WARN, bracket_glyph(l->bracket));
    ap_pen_to(&p, TEXT);
    if (note && note < c->r.cols / 2)
        p.end = c->r.cols - note;
    ap_pen_put(&p, text, " ");
    ap_pen_put(&p, text, l->text);
    ap_pen_put(&p, text, " ");
    p.end = c->r.cols;
    if (note) {
        ap_pen_skip(&p, 1);
        ap_pen_to(&p, c->r.cols / 2);
        ap_pen_put(&p, ap_role_of_mood(l->mood), said);
    }
}

static int first_line(const ap_scene *s, int rows)
{
    int first = s->code_at - (rows - 1) / 2;
    if (first > s->ncode - rows)
        first = s->ncode - rows;
    return first < 0 ? 0 : first;
}

void ap_panel_code(const ap_canvas *c, const ap_scene *s)
{
    int rows = c->r.rows - 1, first = first_line(s, rows);
    ap_heading(c, "CODE", s->file, NULL, AP_MOOD_PLAIN);
    for (int i = 0; i < rows && first + i < s->ncode; i++)
        put_line(c, 1 + i, &s->code[first + i]);
}
