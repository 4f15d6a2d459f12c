/* The stage: making a run, stepping it, remembering what was seen.
 *
 * Always true: `moves` replayed on a fresh run with the same options gives the
 * present state (the run is deterministic); tell and track have had every
 * event of it. */
#include "stage_i.h"

#include <stdio.h>
#include <string.h>

enum { MOST_EVENTS = 16 };

static const char *const units[UNIT_COUNT] = {"event", "line", "bytecode"};

/* ---- making ------------------------------------------------------ */

static void forget(ap_stage *s)
{
    ap_run_free(s->run);
    ap_tell_free(s->tell);
    ap_track_free(s->track);
    s->run = NULL;
    s->tell = ap_tell_new();
    s->track = ap_track_new();
    s->nmoves = 0;
    s->aim = AIM_NONE;
    s->is_killed = false;
    s->just[0] = 0;
}

static bool begin_run(ap_stage *s, ap_error *e)
{
    forget(s);
    s->run = ap_run_new(s->scenario->image, &s->options, e);
    if (!s->run)
        return false;
    if (!s->is_pinned)
        s->focus = 0;
    return true;
}

bool ap_stage_restart(ap_stage *s, ap_error *e)
{
    s->moves.len = 0;
    s->stops.len = 0;
    s->is_playing = s->is_pinned = false;
    return begin_run(s, e);
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
    ap_vec_init(&s->moves, sizeof(stage_moves));
    ap_vec_init(&s->stops, sizeof(uint64_t));
    if (!ap_stage_restart(s, e)) {
        ap_stage_free(s);
        return NULL;
    }
    s->is_playing = o->is_playing;
    return s;
}

void ap_stage_free(ap_stage *s)
{
    if (!s)
        return;
    ap_run_free(s->run);
    ap_tell_free(s->tell);
    ap_track_free(s->track);
    ap_vec_clear(&s->moves);
    ap_vec_clear(&s->stops);
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

static void remember_move(ap_stage *s, ap_tid tid)
{
    stage_moves *last = s->moves.len
        ? ap_vec_at(&s->moves, s->moves.len - 1) : NULL;
    s->nmoves++;
    if (last && last->tid == tid) {
        last->n++;
        return;
    }
    stage_moves m = {tid, 1};
    ap_vec_push(&s->moves, &m);
}

/* JUST, from the event that matters most: the last that matters, else the
 * step's own. */
static void say_just(ap_stage *s, const ap_event *events, int n, int best)
{
    ap_str text = {0};
    const ap_event *ev = &events[best >= 0 ? best : n - 1];
    ap_tell_just(s->tell, s->run, ev, &text);
    snprintf(s->just, sizeof s->just, "%s", ap_str_c(&text));
    if (best >= 0)
        ap_track_log(s->track, ev->tid, ev->step + 1, s->just);
    ap_str_clear(&text);
}

/* Feeds the folds; -> whether any event matters. */
static bool follow(ap_stage *s, const ap_event *events, int n)
{
    int64_t now = s->is_live ? ap_clock_ns() : 0;
    int best = -1;
    for (int i = 0; i < n; i++) {
        ap_tell_event(s->tell, s->run, &events[i]);
        ap_track_event(s->track, s->run, &events[i], now);
        if (ap_tell_matters(s->run, &events[i], s->with_library))
            best = i;
    }
    if (n > 0)
        say_just(s, events, n, best);
    if (n > 0 && !s->is_pinned)
        s->focus = events[n - 1].tid;
    return best >= 0;
}

bool ap_stage_step(ap_stage *s, ap_tid tid, bool *matters)
{
    ap_event events[MOST_EVENTS];
    ap_error e = {0};
    char why[160];
    *matters = false;
    if (s->is_killed || ap_run_state_of(s->run) == AP_RUN_KILLED)
        return false;
    if (tid >= 0 && !ap_run_may(s->run, tid, why, sizeof why)) {
        ap_stage_note(s, "%s.", why);
        return false;
    }
    int n = ap_run_step(s->run, tid, events, MOST_EVENTS, &e);
    if (n < 0)
        ap_stage_note(s, "%s.", e.msg);
    if (n <= 0)
        return false;
    remember_move(s, tid);
    *matters = follow(s, events, n);
    return true;
}

/* ---- aims -------------------------------------------------------- */

void ap_stage_aim_at(ap_stage *s, stage_aim aim, ap_tid tid)
{
    s->aim = aim;
    s->aim_tid = tid;
    s->has_aim_line = false;
    /* Nobody watches the single steps of a jump: they need no bodies. */
    ap_run_use_bodies(s->run, aim != AIM_END && !s->options.in_place);
    ap_vec_push(&s->stops, &s->nmoves);
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

static bool aim_reached(ap_stage *s, bool matters)
{
    if (s->aim == AIM_ALONE) {
        ap_state state = ap_world_state(ap_run_world(s->run), s->aim_tid);
        return state != AP_TS_READY;
    }
    if (s->aim == AIM_END)
        return false;
    if (s->unit == UNIT_BYTECODE)
        return true;
    return s->unit == UNIT_LINE ? left_line(s) : matters;
}

ap_tid ap_stage_next(const ap_stage *s)
{
    if (ap_run_state_of(s->run) != AP_RUN_READY)
        return -1;
    return s->options.order == AP_ORDER_MANUAL ? s->focus
                                               : ap_run_next(s->run);
}

/* The argument for ap_run_step; -1: the order's choice. */
static ap_tid whom_to_step(const ap_stage *s)
{
    if (s->aim_tid >= 0)
        return s->aim_tid;
    return s->options.order == AP_ORDER_MANUAL ? s->focus : -1;
}

void ap_stage_pursue(ap_stage *s, int64_t deadline_ns)
{
    bool matters;
    for (int i = 1; s->aim != AIM_NONE; i++) {
        if (!ap_stage_step(s, whom_to_step(s), &matters)
            || aim_reached(s, matters))
            s->aim = AIM_NONE;
        if (i % 16 == 0 && ap_clock_ns() >= deadline_ns)
            break;
    }
}

/* ---- back -------------------------------------------------------- */

bool ap_stage_rewind(ap_stage *s, uint64_t moves, ap_error *e)
{
    ap_vec old = s->moves;
    bool matters;
    ap_vec_init(&s->moves, sizeof(stage_moves));
    bool ok = begin_run(s, e);
    if (ok)
        ap_run_use_bodies(s->run, false);
    for (size_t i = 0; ok && i < old.len && s->nmoves < moves; i++) {
        const stage_moves *m = ap_vec_at(&old, i);
        for (uint64_t k = 0; k < m->n && s->nmoves < moves; k++)
            if (!ap_stage_step(s, m->tid, &matters))
                break;
    }
    if (ok)
        ap_run_use_bodies(s->run, !s->options.in_place);
    ap_vec_clear(&old);
    while (s->stops.len
           && *(uint64_t *)ap_vec_at(&s->stops, s->stops.len - 1) >= moves)
        ap_vec_pop(&s->stops);
    return ok;
}

/* ---- headless ---------------------------------------------------- */

bool ap_stage_advance(ap_stage *s, uint64_t steps, ap_error *e)
{
    bool matters;
    (void)e;
    for (uint64_t i = 0; i < steps; i++)
        if (!ap_stage_step(s, -1, &matters))
            break;
    return true;
}
