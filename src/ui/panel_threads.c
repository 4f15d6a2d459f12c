/* Threads: a card for each that can do something, one line for the others.
 *
 *     ── 1 A ─────────────────────────── ▹ READY  NEXT ──
 *      12  counter = counter + 1
 *        LOAD_GLOBAL   counter    got 0        step 47
 *      ▸ STORE_GLOBAL  counter    will store 1
 *        its 0 is STALE: counter is 1 since step 59
 *      locals   n = 2   _ = 0
 *      stack    worker
 */
#include "ui_i.h"

#include <string.h>

static const char *const doing_words[] = {
#define X(name, word, glyph) word,
    AP_DOINGS(X)
#undef X
};
static const char *const doing_glyphs[] = {
#define X(name, word, glyph) glyph,
    AP_DOINGS(X)
#undef X
};

/* ---- a card ------------------------------------------------------ */

/* What comes with the state: "core 0", "has GIL", "wants GIL". */
static const char *beside_doing(const ap_scene_thread *t, char buf[32])
{
    buf[0] = 0;
    if (t->core >= 0 && t->doing == AP_DO_RUN)
        ap_print(buf, 32, "core %d ", t->core);
    if (t->has_gil || t->wants_gil)
        ap_print(buf + strlen(buf), 32 - strlen(buf), "%s GIL ",
                 t->has_gil ? "has" : "wants");
    return buf;
}

static void put_doing(ap_pen *p, const ap_scene_thread *t, bool with_more)
{
    char more[32];
    ap_role_id role = ap_role_of_doing(t->doing);
    ap_pen_printf(p, role, " %s %s ", doing_glyphs[t->doing],
                  doing_words[t->doing]);
    if (with_more)
        ap_pen_put(p, AP_R_QUIET, beside_doing(t, more));
}

static int doing_width(const ap_scene_thread *t, bool with_more)
{
    char more[32];
    int n = 4 + (int)strlen(doing_words[t->doing]);
    return with_more ? n + (int)strlen(beside_doing(t, more)) : n;
}

static void card_head(const ap_canvas *c, const ap_scene *s,
                      const ap_scene_thread *t)
{
    bool shows_next = t->is_next && !s->is_predicting;
    bool with_more = c->r.cols >= 34;
    int right = doing_width(t, with_more) + (shows_next ? 7 : 1);
    ap_rule(c, 0, AP_R_RULE);
    if (t->tid == s->focus)
        ap_term_fill(c->term, c->r.y, c->r.x, c->r.cols,
                     ap_theme_hue(c->theme, t->tid, AP_HUE_FILL), 0x2501);
    ap_pen p = ap_pen_at(c, 0, c->r.cols < 30 ? 0 : 1);
    p.end = c->r.cols - right;
    ap_pen_chip(&p, t->tid, t->name);
    p = ap_pen_at(c, 0, c->r.cols - right);
    put_doing(&p, t, with_more);
    if (shows_next)
        ap_pen_put(&p, AP_R_NEXT_CHIP, " NEXT ");
}

static void card_source(const ap_canvas *c, int y, const ap_scene_thread *t)
{
    ap_pen p = ap_pen_at(c, y, 0);
    if (!t->line) {
        bool is_over = t->doing == AP_DO_DONE || t->doing == AP_DO_DEAD;
        ap_pen_put(&p, AP_R_QUIET,
                   is_over ? " has ended"
                   : t->has_begun ? " comes to its end" : " has not begun");
        return;
    }
    ap_pen_printf(&p, AP_R_NUMBER, "%4u ", t->line);
    ap_pen_put(&p, AP_R_SOURCE, " ");
    ap_pen_put(&p, AP_R_SOURCE, t->source);
    ap_pen_put(&p, AP_R_SOURCE, " ");
}

static void instr_mark(ap_pen *p, const ap_scene_thread *t,
                       const ap_scene_instr *i)
{
    if (i->is_next)
        ap_pen_hue(p, t->tid, AP_HUE_TEXT, "   \xe2\x96\xb8 ");
    else
        ap_pen_put(p, AP_R_QUIET, i->is_just ? "   * " : "     ");
}

static void card_instr(const ap_canvas *c, int y, const ap_scene_thread *t,
                       const ap_scene_instr *i)
{
    ap_pen p = ap_pen_at(c, y, 0);
    bool is_wide = c->r.cols >= 46;
    ap_role_id op = i->is_next ? AP_R_STRONG
                               : i->has_run ? AP_R_TEXT : AP_R_FAINT;
    if (c->r.cols < 34)
        ap_pen_skip(&p, -2);
    instr_mark(&p, t, i);
    ap_pen_put(&p, op, i->op);
    ap_pen_skip(&p, 1);
    if (is_wide)
        ap_pen_to(&p, 20);
    ap_pen_put(&p, i->is_next ? AP_R_STRONG : op, i->arg);
    ap_pen_skip(&p, ap_says(i->arg) ? 1 : 0);
    if (is_wide)
        ap_pen_to(&p, 31);
    ap_role_id note = i->mood == AP_MOOD_PLAIN ? AP_R_NOTE
                                               : ap_role_of_mood(i->mood);
    if (!ap_pen_fits(&p, note, i->note) && ap_pen_room(&p) >= 6)
        ap_pen_put(&p, note, i->note);
    if (i->has_run && c->r.cols >= 54) {
        char step[32];
        ap_print(step, sizeof step, "step %llu", (unsigned long long)i->step);
        int x = c->r.cols - ap_text_width(step) - 1;
        if (x > p.x + 1) {
            ap_pen_to(&p, x);
            ap_pen_put(&p, AP_R_FAINT, step);
        }
    }
}

/* The first of `rows` instructions to show, so that the next one and the one
 * before it are among them. */
static int first_instr(const ap_scene_thread *t, int rows)
{
    int at = 0;
    for (int i = 0; i < t->ninstrs; i++)
        if (t->instrs[i].is_next || (t->instrs[i].is_just && !at))
            at = i;
    int first = at - rows + 1 + (rows > 2);
    if (first > t->ninstrs - rows)
        first = t->ninstrs - rows;
    return first < 0 ? 0 : first;
}

static void card_values(const ap_canvas *c, int y, const ap_scene_thread *t)
{
    ap_pen p = ap_pen_at(c, y, 1);
    ap_pen_put(&p, AP_R_QUIET, "locals");
    ap_pen_to(&p, 8);
    for (int i = 0; i < t->nlocals && ap_pen_room(&p) > 3; i++) {
        const ap_scene_value *v = &t->locals[i];
        int width = ap_text_width(v->name) + ap_text_width(v->value) + 4;
        if (i && width > ap_pen_room(&p)) {
            ap_pen_put(&p, AP_R_QUIET, " \xe2\x80\xa6");
            return;
        }
        ap_pen_skip(&p, 1);
        ap_pen_printf(&p, AP_R_NAME, "%s = ", v->name);
        ap_pen_put(&p, ap_role_of_flash(v->flash), v->value);
        ap_pen_skip(&p, 1);
    }
    if (!t->nlocals)
        ap_pen_put(&p, AP_R_FAINT, " none");
}

static void card_hold(const ap_canvas *c, int y, const ap_scene_hold *h)
{
    ap_pen p = ap_pen_at(c, y, 1);
    ap_pen_put(&p, AP_R_QUIET, "HOLDS");
    ap_pen_to(&p, 8);
    ap_pen_printf(&p, AP_R_STRONG, " %s", h->lock);
    char since[40];
    ap_print(since, sizeof since, "  since step %llu",
             (unsigned long long)h->since);
    if (ap_text_width(since) <= ap_pen_room(&p))
        ap_pen_put(&p, AP_R_QUIET, since);
}

static void card_wait(const ap_canvas *c, int y, const ap_scene_thread *t)
{
    ap_pen p = ap_pen_at(c, y, 1);
    ap_pen_put(&p, AP_R_DO_WAIT, t->doing == AP_DO_SLEEP ? "SLEEPS" : "WAITS");
    ap_pen_to(&p, 8);
    bool is_tight = ap_says(t->brief)
        && ap_text_width(t->wait) + 1 > ap_pen_room(&p);
    ap_pen_printf(&p, AP_R_STRONG, " %s", is_tight ? t->brief : t->wait);
}

static void card_stack(const ap_canvas *c, int y, const ap_scene_thread *t)
{
    ap_pen p = ap_pen_at(c, y, 1);
    ap_pen_put(&p, AP_R_QUIET, "stack");
    ap_pen_to(&p, 8);
    ap_pen_printf(&p, AP_R_TEXT, " %s", t->stack);
}

static bool is_stuck(const ap_scene_thread *t)
{
    return ap_says(t->wait)
        && (t->doing == AP_DO_WAIT || t->doing == AP_DO_SLEEP);
}

/* Rows for instructions: those that locals, a wait, locks held, a stale copy
 * and the stack leave over, in this order of importance. */
typedef struct card_plan {
    int instrs, holds;
    bool wait, stale, locals, stack, failure;
} card_plan;

static bool take(int *rows, bool wanted)
{
    if (!wanted || *rows <= 0)
        return false;
    --*rows;
    return true;
}

static card_plan plan_card(const ap_scene_thread *t, int rows)
{
    card_plan p = {0};
    int few = t->ninstrs < 2 ? t->ninstrs : 2;
    p.failure = take(&rows, ap_says(t->failure));
    p.wait = take(&rows, is_stuck(t));
    p.stale = take(&rows, ap_says(t->stale));
    p.holds = t->nholds < rows ? t->nholds : rows;
    rows -= p.holds;
    if (is_stuck(t))
        few = 0;
    p.instrs = few < rows ? few : rows;
    rows -= p.instrs;
    p.locals = take(&rows, true);
    int more = t->ninstrs - p.instrs;
    if (more > rows)
        more = rows;
    bool is_deep = ap_says(t->stack) && strstr(t->stack, "\xe2\x97\x82");
    if (more == rows && more > 2 && is_deep)
        more--; /* one frame alone says little: its instructions say more */
    p.instrs += more;
    rows -= more;
    p.stack = take(&rows, ap_says(t->stack));
    return p;
}

void ap_panel_card(const ap_canvas *c, const ap_scene *s,
                   const ap_scene_thread *t)
{
    card_plan plan = plan_card(t, c->r.rows - 2);
    int y = 2;
    card_head(c, s, t);
    card_source(c, 1, t);
    int first = first_instr(t, plan.instrs);
    for (int i = 0; i < plan.instrs; i++)
        card_instr(c, y++, t, &t->instrs[first + i]);
    if (plan.stale) {
        ap_pen p = ap_pen_at(c, y++, c->r.cols < 40 ? 1 : 5);
        ap_pen_printf(&p, AP_R_WARN_CHIP, " %s ", t->stale);
    }
    if (plan.failure) {
        ap_pen p = ap_pen_at(c, y++, 1);
        ap_pen_put(&p, AP_R_BAD, t->failure);
    }
    for (int i = 0; i < plan.holds; i++)
        card_hold(c, y++, &t->holds[i]);
    if (plan.wait)
        card_wait(c, y++, t);
    if (plan.locals)
        card_values(c, y++, t);
    if (plan.stack)
        card_stack(c, y++, t);
}

/* ---- folded threads ---------------------------------------------- */

static void folded_line(ap_pen *p, const ap_scene *s, const ap_scene_thread *t)
{
    ap_pen_chip(p, t->tid, t->name);
    put_doing(p, t, false);
    if (t->is_next && !s->is_predicting)
        ap_pen_put(p, AP_R_NEXT_CHIP, " NEXT ");
    if (ap_says(t->failure))
        ap_pen_printf(p, AP_R_BAD, " %s", t->failure);
    else if (ap_says(t->wait))
        ap_pen_printf(p, AP_R_TEXT, " %s", t->wait);
    if (t->line && t->doing != AP_DO_DONE) {
        char number[24];
        ap_print(number, sizeof number, "   %u  ", t->line);
        ap_pen_fits(p, AP_R_NUMBER, number);
        ap_pen_fits(p, AP_R_QUIET, t->source);
    }
}

/* The first row of `all` to show in `rows`, so that row `at` is seen. */
static int scrolled_to(int at, int rows, int all)
{
    int top = at - rows / 2;
    if (top > all - rows)
        top = all - rows;
    return top < 0 ? 0 : top;
}

static bool is_folded(const ap_scene_thread *t)
{
    return !t->is_open;
}

/* Which row of the folded list is nearest to the focus or to what is next. */
static int folded_row_of_focus(const ap_scene *s, int columns)
{
    int n = 0, at = 0;
    for (int i = 0; i < s->nthreads; i++) {
        if (!is_folded(&s->threads[i]))
            continue;
        if (s->threads[i].tid <= s->focus || s->threads[i].is_just)
            at = n;
        n++;
    }
    return at / columns;
}

void ap_panel_folded(const ap_canvas *c, const ap_scene *s)
{
    int n = 0, drawn = 0;
    for (int i = 0; i < s->nthreads; i++)
        n += is_folded(&s->threads[i]);
    int columns = n > c->r.rows && c->r.cols >= 52 ? c->r.cols / 26 : 1;
    if (n > 0 && columns > n)
        columns = n;
    int width = c->r.cols / columns, lines = (n + columns - 1) / columns;
    int top = scrolled_to(folded_row_of_focus(s, columns), c->r.rows, lines);
    int index = 0;
    for (int i = 0; i < s->nthreads; i++) {
        if (!is_folded(&s->threads[i]))
            continue;
        int y = index / columns - top, x = index % columns * width;
        index++;
        if (y < 0 || y >= c->r.rows)
            continue;
        ap_pen p = ap_pen_at(c, y, x + (columns == 1));
        p.end = x + width - (columns > 1);
        folded_line(&p, s, &s->threads[i]);
        drawn++;
    }
    ap_more(c, n - drawn);
}
