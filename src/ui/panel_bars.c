/* The full-width rows: title, goal, JUST, NEXT, key bar. */
#include "ui_i.h"
#include "action_i.h"

#include <string.h>

enum { ROOMY = 110 }; /* columns from which on nothing needs to be tight */

static ap_role_id chip_of_mood(ap_mood mood)
{
    switch (mood) {
    case AP_MOOD_GOOD:
        return AP_R_GOOD_CHIP;
    case AP_MOOD_WARN:
        return AP_R_WARN_CHIP;
    case AP_MOOD_BAD:
        return AP_R_BAD_CHIP;
    default:
        return AP_R_BAR_STRONG;
    }
}

/* The least that the left side wants: title, policy, cores. */
static int title_want(const ap_scene *s)
{
    return 1 + ap_text_width(s->title ? s->title : "") + 2
        + ap_text_width(s->policy ? s->policy : "") + (int)strlen("  8 cores");
}

/* What runs and how, from the left; what has no room is left out whole. */
static void title_left(const ap_canvas *c, const ap_scene *s, int end)
{
    ap_pen p = ap_pen_at(c, 0, 1);
    char word[4][48] = {"", "", "", ""};
    static const ap_role_id roles[] = {AP_R_BAR, AP_R_BAR_QUIET,
                                       AP_R_BAR_QUIET, AP_R_BAR_QUIET};
    p.end = end;
    ap_pen_put(&p, AP_R_BAR_STRONG, s->title);
    ap_pen_skip(&p, title_want(s) < end ? 3 : 2);
    ap_pen_put(&p, AP_R_BAR_STRONG, s->policy);
    ap_print(word[0], sizeof word[0], "  %d core%s", s->cores,
             s->cores == 1 ? "" : "s");
    ap_print(word[1], sizeof word[1], "  seed %llu",
             (unsigned long long)s->seed);
    if (c->r.cols >= ROOMY && ap_says(s->order))
        ap_print(word[2], sizeof word[2], "  order %s", s->order);
    if (c->r.cols >= ROOMY && ap_says(s->unit))
        ap_print(word[3], sizeof word[3], "  by %s", s->unit);
    for (int i = 0; i < 4 && ap_pen_fits(&p, roles[i], word[i]); i++)
        ;
}

/* -> its first column. */
static int title_right(const ap_canvas *c, const ap_scene *s)
{
    static const char rec[] = " REC ";
    char mode[48], step[48], speed[32];
    ap_print(mode, sizeof mode, " %s ", s->mode ? s->mode : "");
    ap_print(step, sizeof step, "  step %llu ", (unsigned long long)s->step);
    ap_print(speed, sizeof speed, " %.3g/s ", s->speed);
    int width = ap_text_width(mode) + ap_text_width(step)
                + (s->is_casting ? ap_text_width(rec) : 0);
    bool has_speed = s->speed > 0
        && title_want(s) + width + ap_text_width(speed) <= c->r.cols;
    if (has_speed)
        width += ap_text_width(speed);
    ap_pen p = ap_pen_at(c, 0, c->r.cols - width);
    if (s->is_casting)
        ap_pen_put(&p, AP_R_BAD_CHIP, rec);
    ap_pen_put(&p, chip_of_mood(s->mode_mood), mode);
    ap_pen_put(&p, AP_R_BAR_QUIET, step);
    if (has_speed)
        ap_pen_put(&p, AP_R_BAR_QUIET, speed);
    return c->r.cols - width;
}

void ap_panel_title(const ap_canvas *c, const ap_scene *s)
{
    ap_fill_row(c, 0, AP_R_BAR);
    title_left(c, s, title_right(c, s));
}

void ap_panel_goal(const ap_canvas *c, const ap_scene *s)
{
    const char *verdict = s->is_predicting ? "what do you expect?"
                                           : s->verdict;
    ap_pen p = ap_pen_at(c, 0, 1);
    const char *goal = s->goal ? s->goal : "";
    int want = ap_text_width(goal) + 1, room = c->r.cols - 1;
    if (!s->is_predicting && ap_says(s->verdict_brief) && ap_says(verdict)
        && want + ap_text_width(verdict) + 3 > room)
        verdict = s->verdict_brief;
    int width = ap_says(verdict) ? ap_text_width(verdict) + 3 : 0;
    p.end = c->r.cols - width;
    if (*goal && want + width + ap_text_width("Goal: ") <= room)
        ap_pen_put(&p, AP_R_QUIET, "Goal: ");
    ap_pen_put(&p, AP_R_GOAL, goal);
    if (!width)
        return;
    p = ap_pen_at(c, 0, c->r.cols - width);
    bool is_news = s->verdict_mood >= AP_MOOD_GOOD && !s->is_predicting;
    ap_pen_printf(&p, is_news ? chip_of_mood(s->verdict_mood) : AP_R_QUIET,
                  " %s ", verdict);
}

static void sentence(const ap_canvas *c, ap_role_id chip, const char *head,
                     const char *text, ap_mood mood, const char *hint)
{
    ap_pen p = ap_pen_at(c, 0, 1);
    ap_pen_put(&p, chip, head);
    ap_pen_skip(&p, 1);
    ap_pen_put(&p, mood == AP_MOOD_PLAIN ? AP_R_STRONG : ap_role_of_mood(mood),
               text);
    int width = ap_says(hint) ? ap_text_width(hint) + 2 : 0;
    if (width && ap_pen_room(&p) > width + 2) {
        ap_pen_to(&p, c->r.cols - width);
        ap_pen_put(&p, AP_R_QUIET, hint);
    }
}

void ap_panel_just(const ap_canvas *c, const ap_scene *s)
{
    sentence(c, AP_R_JUST_CHIP, " JUST ", s->just, s->just_mood, NULL);
}

void ap_panel_next(const ap_canvas *c, const ap_scene *s)
{
    if (s->is_predicting)
        sentence(c, AP_R_NEXT_CHIP, " NEXT ", "Your turn: what comes next? "
                 "Any key shows it.", AP_MOOD_PLAIN, NULL);
    else
        sentence(c, AP_R_NEXT_CHIP, " NEXT ", s->next, s->next_mood, s->hint);
}

/* How wide a key and its word are, with the blank behind them. */
static int key_width(const ap_canvas *c, const ap_action *a, char name[16],
                     const char **label)
{
    int pad = c->r.cols >= ROOMY ? 3 : 1;
    *label = a->bar_keys ? a->bar_keys : ap_key_name(a->keys[0], name);
    return ap_text_width(*label) + ap_text_width(a->bar) + pad + 2;
}

static void put_key(ap_pen *p, const ap_action *a)
{
    char name[16];
    const char *label, *pad = p->on->r.cols >= ROOMY ? " " : "";
    if (ap_pen_room(p) < key_width(p->on, a, name, &label))
        return;
    ap_pen_printf(p, AP_R_KEY, "%s%s%s", pad, label, pad);
    ap_pen_printf(p, AP_R_KEY_TEXT, " %s  ", a->bar);
}

/* Those that always have room, at the right end. */
static const ap_action_id at_the_end[] = {AP_DO_IT_MENU, AP_DO_IT_HELP};
enum { LAST_KEYS = sizeof at_the_end / sizeof *at_the_end };

static bool is_at_the_end(int id)
{
    for (int i = 0; i < LAST_KEYS; i++)
        if ((int)at_the_end[i] == id)
            return true;
    return false;
}

static void put_keys(const ap_canvas *c)
{
    char name[16];
    const char *label;
    int width = 0;
    for (int i = 0; i < LAST_KEYS; i++)
        width += key_width(c, ap_action_of(at_the_end[i]), name, &label);
    ap_pen p = ap_pen_at(c, 0, 1);
    p.end = c->r.cols - width;
    for (int i = 0; i < ap_action_count(); i++)
        if (ap_action_of((ap_action_id)i)->bar && !is_at_the_end(i))
            put_key(&p, ap_action_of((ap_action_id)i));
    p = ap_pen_at(c, 0, c->r.cols - width);
    for (int i = 0; i < LAST_KEYS; i++)
        put_key(&p, ap_action_of(at_the_end[i]));
}

void ap_panel_keys(const ap_canvas *c, const ap_scene *s)
{
    ap_pen p = ap_pen_at(c, 0, 1);
    if (ap_says(s->notice)) {
        ap_pen_printf(&p, AP_R_WARN_CHIP, " %s ", s->notice);
    } else {
        put_keys(c);
    }
}
