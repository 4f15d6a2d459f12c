/* shot: one frame of the stage, without a terminal.
 *
 * The run steps in place. --at first runs the scenario through once to find
 * the number of the step, then the stage goes there: the run repeats, so the
 * same options give the same bytes. */
#include "cmd_i.h"

#include "apiary/export.h"
#include "apiary/tell.h"

#include <stdio.h>
#include <string.h>

/* A scenario without an end is given up after so many steps. */
static const uint64_t most_steps = 20000000;

/* ---- where the frame is taken ------------------------------------------ */

/* Has what --at asks for happened with this event? */
static bool is_there(int at, const ap_tell *t, const ap_detect *d, ap_run *r,
                     const ap_event *ev)
{
    switch (at) {
    case AP_AT_RACE:
        return ap_detect_new_race(d) >= 0;
    case AP_AT_LOST_UPDATE:
        return ap_tell_lost_updates(t) > 0;
    case AP_AT_DEADLOCK:
        return ap_run_state_of(r) == AP_RUN_DEADLOCK;
    case AP_AT_FAILURE:
        return ev->kind == AP_EV_DIE
            || (ev->kind == AP_EV_EXIT
                && ap_world_exit_code(ap_run_world(r)) != 0);
    default:
        return ap_run_state_of(r) == AP_RUN_OVER;
    }
}

/* Steps until it is there; -> world steps done by then, 0: never. */
static uint64_t find_at(ap_run *r, int at, ap_error *e)
{
    enum { MOST_EVENTS = 16 };
    ap_event events[MOST_EVENTS];
    ap_tell *t = ap_tell_new();
    ap_detect *d = ap_detect_new();
    int gil = ap_run_options_of(r)->gil;
    uint64_t found = 0;
    for (uint64_t i = 0; i < most_steps && !found; i++) {
        int n = ap_run_step(r, -1, events, MOST_EVENTS, e);
        if (n <= 0)
            break;
        for (int k = 0; k < n; k++) {
            ap_tell_event(t, r, &events[k]);
            ap_detect_event(d, ap_run_world(r), gil, &events[k]);
            if (is_there(at, t, d, r, &events[k]))
                found = ap_world_steps(ap_run_world(r));
        }
    }
    ap_tell_free(t);
    ap_detect_free(d);
    return found;
}

/* The steps that the frame is after; false: the run has no such event. */
static bool steps_wanted(const ap_opened *o, uint64_t *steps, ap_error *e)
{
    static const char *const what[] = {"lost update", "race", "deadlock",
                                       "failure", "end"};
    if (o->args.at < 0) {
        *steps = o->args.at_step;
        return true;
    }
    ap_run *r = ap_run_new(o->image, &o->scenario.run, e);
    if (!r)
        return false;
    *steps = find_at(r, o->args.at, e);
    ap_run_free(r);
    return *steps || e->code
        || ap_fail(e, AP_E_NO_EVENT, "this run has no %s", what[o->args.at]);
}

/* ---- the frame --------------------------------------------------------- */

static const char *ending(const ap_args *a)
{
    bool is_said = a->out && strcmp(a->out, "-") != 0;
    return is_said ? ap_path_ending(a->out) : ".txt";
}

static void export_frame(const ap_term *t, const char *end, const char *theme,
                         ap_str *out)
{
    if (strcmp(end, ".svg") == 0) {
        ap_export_colors own;
        ap_theme_page(theme, &own.fg, &own.bg);
        ap_export_svg(t, own, out);
    } else if (strcmp(end, ".ansi") == 0) {
        ap_export_ansi(t, out);
    } else {
        ap_export_text(t, out);
    }
}

/* A run that ends before the step that was asked for has no such frame. */
static bool has_come_to(const ap_stage *s, const ap_opened *o, uint64_t steps,
                        ap_error *e)
{
    uint64_t at = ap_stage_position(s);
    return !ap_given(&o->args, AP_OPT_STEP) || at >= steps
        || ap_fail(e, AP_E_NO_EVENT, "this run has only %llu steps",
                   (unsigned long long)at);
}

/* The search, to its end. */
static void finish_search(ap_stage *s)
{
    for (int64_t now = 1; ap_stage_is_busy(s); now++)
        ap_stage_pass_time(s, now);
}

static bool draw(const ap_opened *o, uint64_t steps, ap_str *out, ap_error *e)
{
    const char *theme = ap_theme_word(&o->args);
    ap_term_options to = {.headless = true, .cols = o->args.size.cols,
                          .rows = o->args.size.rows, .ascii = o->args.ascii};
    ap_stage_options so = {.theme = theme, .is_finding = o->args.find};
    ap_term *t = ap_term_open(&to, e);
    ap_stage *s = t ? ap_stage_new(&o->scenario, t, &so, e) : NULL;
    bool goes_there = !o->scenario.trace || ap_given(&o->args, AP_OPT_STEP)
        || o->args.at >= 0;
    bool ok = s && (!goes_there || (ap_stage_go_to(s, 0, e)
                                    && ap_stage_advance(s, steps, e)));
    ok = ok && has_come_to(s, o, steps, e);
    if (ok) {
        finish_search(s);
        if (o->args.panel < 0)
            ap_stage_draw(s);
        else
            ap_stage_draw_panel(s, (ap_panel)o->args.panel);
        export_frame(t, ending(&o->args), theme, out);
    }
    ap_stage_free(s);
    if (t)
        ap_term_close(t);
    return ok;
}

static bool is_known(const char *end)
{
    return strcmp(end, ".txt") == 0 || strcmp(end, ".ansi") == 0
        || strcmp(end, ".svg") == 0;
}

static bool make(ap_opened *o, const ap_args *line, ap_str *out, ap_error *e)
{
    uint64_t steps = 0;
    if (!is_known(ending(line)))
        return ap_fail(e, AP_E_USAGE, "-o wants .txt, .ansi or .svg, not "
                       "'%.60s'", line->out);
    o->scenario.run.in_place = true;
    return steps_wanted(o, &steps, e) && draw(o, steps, out, e);
}

static int shot(ap_args *a)
{
    return ap_make_file(a, make);
}

const ap_cmd ap_cmd_shot = {
    .name = "shot", .operands = "FILE", .on = AP_ON_SHOT, .least = 1,
    .most = 1, .about = "one frame as text or as a picture, without a terminal",
    .more = "Exit status 1 where the run has no such event.",
    .run = shot};
