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
static bool is_there(int at, const ap_tell *t, ap_run *r, const ap_event *ev)
{
    switch (at) {
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
    uint64_t found = 0;
    for (uint64_t i = 0; i < most_steps && !found; i++) {
        int n = ap_run_step(r, -1, events, MOST_EVENTS, e);
        if (n <= 0)
            break;
        for (int k = 0; k < n; k++) {
            ap_tell_event(t, r, &events[k]);
            if (is_there(at, t, r, &events[k]))
                found = ap_world_steps(ap_run_world(r));
        }
    }
    ap_tell_free(t);
    return found;
}

/* The steps that the frame is after; false: the run has no such event. */
static bool steps_wanted(const ap_opened *o, uint64_t *steps, ap_error *e)
{
    static const char *const what[] = {"lost update", "deadlock", "failure",
                                       "end"};
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

static const char *ending(const char *path)
{
    const char *dot = path ? strrchr(path, '.') : NULL;
    return dot && !strchr(dot, '/') ? dot : ".txt";
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

static bool draw(const ap_opened *o, uint64_t steps, ap_str *out, ap_error *e)
{
    static const char *const themes[] = {"dark", "light", "contrast", "mono"};
    const char *theme = themes[o->args.theme < 0 ? 0 : o->args.theme];
    ap_term_options to = {.headless = true, .cols = o->args.size.cols,
                          .rows = o->args.size.rows, .ascii = o->args.ascii};
    ap_stage_options so = {.theme = theme};
    ap_term *t = ap_term_open(&to, e);
    ap_stage *s = t ? ap_stage_new(&o->scenario, t, &so, e) : NULL;
    bool ok = s && ap_stage_advance(s, steps, e);
    if (ok) {
        ap_stage_draw(s);
        export_frame(t, ending(o->args.out), theme, out);
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

static bool make(ap_opened *o, ap_str *out, ap_error *e)
{
    uint64_t steps = 0;
    if (!is_known(ending(o->args.out)))
        return ap_fail(e, AP_E_USAGE, "-o wants .txt, .ansi or .svg, not %s",
                       ending(o->args.out));
    o->scenario.run.in_place = true;
    return steps_wanted(o, &steps, e) && draw(o, steps, out, e);
}

static int deliver(const char *path, const ap_str *out)
{
    ap_error e = {0};
    if (!path || strcmp(path, "-") == 0)
        return ap_say(out);
    if (ap_file_write(path, ap_str_c(out), out->len, &e))
        return AP_EXIT_OK;
    return ap_complain(&e);
}

static int shot(ap_args *a)
{
    ap_opened o;
    ap_error e = {0};
    ap_str out = {0};
    int status;
    if (!ap_open(&o, a->words[0], a, &out)) {
        status = ap_complain_text(&out);
    } else {
        if (make(&o, &out, &e))
            status = deliver(o.args.out, &out);
        else
            status = ap_complain(&e) && e.code == AP_E_NO_EVENT
                ? AP_EXIT_FOUND : AP_EXIT_USAGE;
        ap_opened_clear(&o);
    }
    ap_str_clear(&out);
    return status;
}

const ap_cmd ap_cmd_shot = {
    .name = "shot", .operands = "FILE", .on = AP_ON_SHOT, .least = 1,
    .most = 1, .about = "one frame as text or as a picture, without a terminal",
    .more = "Exit status 1 where the run has no such event.",
    .run = shot};
