/* The stage: making a run, stepping it, remembering what was seen.
 *
 * Always true: tell and track have had every event of the run up to the
 * present step, in order, and none beyond it. */
#include "stage_i.h"

#include <stdio.h>
#include <string.h>

/* On a clock that stands still while the stage works, so many steps are a
 * frame's. */
enum { MOST_EVENTS = 16, MOST_AT_ONCE = 100000 };

static const char *const units[UNIT_COUNT] = {"event", "line", "bytecode"};

/* ---- making ------------------------------------------------------ */

static void forget(ap_stage *s)
{
    ap_stage_forget_past(s);
    ap_run_free(s->run);
    ap_tell_free(s->tell);
    ap_detect_free(s->detect);
    ap_track_free(s->track);
    s->run = NULL;
    s->tell = NULL;
    s->detect = NULL;
    s->track = NULL;
}

bool ap_stage_restart(ap_stage *s, ap_error *e)
{
    ap_run_options o = s->options;
    forget(s);
    s->is_playing = s->is_pinned = s->is_killed = false;
    s->rested = 0;
    s->aim = AIM_NONE;
    s->just[0] = 0;
    s->just_is_due = false;
    s->focus = 0;
    s->tell = ap_tell_new();
    s->detect = ap_detect_new();
    s->told_stuck = false;
    s->track = ap_track_new();
    o.is_unlogged = true; /* the history has the log */
    s->run = ap_run_new(s->scenario->image, &o, e);
    if (s->run)
        ap_stage_remember(s);
    return s->run != NULL;
}

static stage_unit unit_named(const char *name)
{
    for (int i = 0; name && i < UNIT_COUNT; i++)
        if (strcmp(units[i], name) == 0)
            return (stage_unit)i;
    return UNIT_EVENT;
}

ap_stage *ap_stage_new(const ap_scenario *scenario, ap_term *t,
                       const ap_stage_options *o, ap_error *e)
{
    ap_stage *s = ap_alloc(sizeof *s);
    s->scenario = scenario;
    s->options = scenario->run;
    s->term = t;
    s->theme = ap_theme_find(o->theme, t);
    s->unit = unit_named(scenario->step);
    s->speed = scenario->speed > 0 ? scenario->speed : 4;
    s->hooks = *o;
    s->find.no_return = -1;
    if (!ap_stage_restart(s, e)
        || (scenario->trace && !ap_stage_repeat(s, scenario->trace, e))) {
        ap_stage_free(s);
        return NULL;
    }
    s->is_playing = o->is_playing;
    s->find.is_wanted = o->is_finding;
    return s;
}

void ap_stage_free(ap_stage *s)
{
    if (!s)
        return;
    forget(s);
    ap_str_clear(&s->share);
    ap_stage_forget_search(s);
    ap_free(s);
}

const ap_run_options *ap_stage_run_options(const ap_stage *s)
{
    return &s->options;
}

void ap_stage_note(ap_stage *s, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vsnprintf(s->notice, sizeof s->notice, fmt, args);
    va_end(args);
}

/* ---- stepping ---------------------------------------------------- */

bool ap_stage_step(ap_stage *s, ap_tid tid, unsigned *note)
{
    ap_event events[MOST_EVENTS];
    ap_error e = {0};
    char why[160];
    *note = 0;
    if (s->is_killed || ap_run_state_of(s->run) == AP_RUN_KILLED)
        return false;
    if (tid >= 0 && !ap_run_may(s->run, tid, why, sizeof why)) {
        ap_stage_note(s, "%s.", why);
        return false;
    }
    int n = ap_history_step(s->history, tid, events, MOST_EVENTS, &e);
    if (n < 0)
        ap_stage_note(s, "%s.", e.msg);
    if (n <= 0)
        return false;
    *note = ap_history_note(s->history, ap_history_at(s->history) - 1);
    return true;
}

/* ---- aims -------------------------------------------------------- */

void ap_stage_aim_at(ap_stage *s, stage_aim aim, ap_tid tid)
{
    s->aim = aim;
    s->aim_tid = tid;
    s->has_aim_line = false;
    /* Nobody watches the single steps of a jump: they need no bodies. */
    bool is_watched = aim == AIM_STEP || aim == AIM_ALONE;
    ap_run_use_bodies(s->run, is_watched && !s->options.in_place);
}

static bool frame_line(const ap_stage *s, ap_tid tid, uint32_t *code,
                       uint32_t *line)
{
    ap_frame_view f;
    if (!ap_view_frame(ap_run_world(s->run), tid, 0, &f))
        return false;
    *code = f.code->index;
    *line = f.line;
    return true;
}

/* Has the thread of the first step left the line it stood on? */
static bool left_line(ap_stage *s)
{
    uint32_t code = 0, line = 0;
    ap_tid tid = s->track->last;
    if (!s->has_aim_line) {
        s->has_aim_line = frame_line(s, tid, &s->line_code, &s->line);
        s->line_tid = tid;
        return !s->has_aim_line;
    }
    return !frame_line(s, s->line_tid, &code, &line) || code != s->line_code
        || line != s->line;
}

static bool unit_reached(ap_stage *s, unsigned note)
{
    if (s->unit == UNIT_BYTECODE)
        return true;
    return s->unit == UNIT_LINE ? left_line(s)
                                : (note & ap_stage_unit_notes(s)) != 0;
}

static bool aim_reached(ap_stage *s, unsigned note)
{
    switch (s->aim) {
    case AIM_STEP:
        return unit_reached(s, note);
    case AIM_ALONE:
        return ap_world_state(ap_run_world(s->run), s->aim_tid)
            != AP_TS_READY;
    case AIM_SWITCH:
        return ap_stage_next(s) != s->track->last;
    case AIM_EVENT:
        return (note & AP_NOTE_INTEREST) != 0;
    default:
        return false;
    }
}

ap_tid ap_stage_next(const ap_stage *s)
{
    if (ap_run_state_of(s->run) != AP_RUN_READY)
        return -1;
    if (s->options.order == AP_ORDER_MANUAL)
        return s->focus;
    return ap_stage_is_in_past(s)
        ? ap_history_tid(s->history, ap_history_at(s->history))
        : ap_run_next(s->run);
}

/* The argument for ap_run_step; -1: the order's choice. */
static ap_tid whom_to_step(const ap_stage *s)
{
    if (s->aim_tid >= 0)
        return s->aim_tid;
    return s->options.order == AP_ORDER_MANUAL ? s->focus : -1;
}

/* Does it stand where what was found is to be seen? */
static bool has_arrived(ap_stage *s)
{
    if (!ap_stage_at_ending(s))
        return false;
    s->is_playing = false;
    if (*s->find.ending)
        ap_stage_note(s, "%s", s->find.ending);
    return true;
}

/* One who watches it play goes back from where it stops: while it plays, a
 * place now and then is enough for that to be quick. */
static void rest(ap_stage *s)
{
    enum { APART = 64 };
    uint64_t at = ap_history_at(s->history);
    if (s->is_playing && at >= s->rested && at < s->rested + APART)
        return;
    ap_history_rest(s->history);
    s->rested = at;
}

void ap_stage_pursue(ap_stage *s, int64_t deadline_ns)
{
    unsigned note;
    for (int i = 1; s->aim != AIM_NONE; i++) {
        if (!ap_stage_step(s, whom_to_step(s), &note)
            || aim_reached(s, note) || has_arrived(s)) {
            s->aim = AIM_NONE;
            rest(s);
        }
        bool is_enough = s->clock_ns ? i == MOST_AT_ONCE
                                     : i % 16 == 0
                                           && ap_clock_ns() >= deadline_ns;
        if (is_enough)
            break;
    }
    ap_stage_settle(s);
}

/* ---- headless ---------------------------------------------------- */

bool ap_stage_advance(ap_stage *s, uint64_t steps, ap_error *e)
{
    unsigned note;
    (void)e;
    for (uint64_t i = 0; i < steps; i++)
        if (!ap_stage_step(s, -1, &note))
            break;
    ap_stage_settle(s);
    return true;
}
