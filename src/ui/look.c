/* A scene out of a run: the parts that are neither threads nor memory. */
#include "look_i.h"

#include <string.h>

enum { FLASH_NS = 300000000, OUTPUT_ROWS = 64, LINES_AN_ENTRY = 8 };

const char *ap_look_repr(ap_look *l, int pid, ap_word v, int most)
{
    ap_str text = {0};
    if (v)
        ap_view_repr(l->world, pid, v, most, &text);
    const char *kept = ap_scene_text(l->s, "%s", ap_str_c(&text));
    ap_str_clear(&text);
    return kept;
}

const char *ap_look_label(ap_look *l, int pid, ap_word v)
{
    ap_str text = {0};
    if (v)
        ap_view_label(l->world, pid, v, &text);
    const char *kept = ap_scene_text(l->s, "%s", ap_str_c(&text));
    ap_str_clear(&text);
    return kept;
}

const char *ap_look_name(ap_look *l, ap_tid tid)
{
    ap_str text = {0};
    ap_tell_thread(l->run, tid, &text);
    const char *kept = ap_scene_text(l->s, "%s", ap_str_c(&text));
    ap_str_clear(&text);
    return kept;
}

int ap_look_flash(const ap_look *l, const char *what)
{
    const track_change *c = ap_track_change(l->track, what);
    if (!c)
        return 0;
    if (!l->now_ns)
        return c->step == l->track->last_step ? 3 : 0;
    int64_t age = l->now_ns - c->seen_ns;
    if (age < FLASH_NS)
        return 3;
    return age < 2 * FLASH_NS ? 2 : age < 3 * FLASH_NS ? 1 : 0;
}

bool ap_is_sync(ap_role role)
{
    return role >= AP_ROLE_LOCK && role <= AP_ROLE_BARRIER;
}

/* ---- title and verdict ------------------------------------------- */

static const char *policy_words(int gil)
{
    static const char *const words[AP_GIL_COUNT] = {
        [AP_GIL_39] = "GIL 3.9", [AP_GIL_310] = "GIL 3.10",
        [AP_GIL_312] = "GIL on", [AP_GIL_OFF] = "GIL off"};
    return words[gil];
}

static void look_at_title(ap_look *l)
{
    static const char *const orders[] = {
#define X(name, word, words) [AP_ORDER_##name] = word,
        AP_ORDERS(X)
#undef X
    };
    const ap_run_options *o = ap_run_options_of(l->run);
    const char *slash = strrchr(l->scenario->path, '/');
    l->s->title = l->scenario->title;
    l->s->goal = l->scenario->goal;
    l->s->file = slash ? slash + 1 : l->scenario->path;
    l->s->policy = policy_words(o->gil);
    l->s->order = orders[o->order];
    l->s->cores = o->cores;
    l->s->seed = o->seed;
    l->s->step = ap_world_steps(l->world);
    l->s->focus = l->focus;
}

/* The class of an exception, for "AssertionError in A". */
static const char *failure_in(ap_look *l, const char **brief)
{
    for (ap_tid tid = 0; tid < ap_world_threads(l->world); tid++) {
        ap_thread_view v;
        ap_object_view o;
        if (!ap_view_thread(l->world, tid, &v) || !v.failure)
            continue;
        const char *type = ap_view_object(l->world, v.pid, v.failure, &o)
            ? o.type : "an exception";
        *brief = ap_scene_text(l->s, "BROKEN: %s", type);
        return ap_scene_text(l->s, "BROKEN: %s in %s", type,
                             ap_look_name(l, tid));
    }
    return NULL;
}

static void verdict(ap_look *l, ap_mood mood, const char *text)
{
    l->s->verdict = text;
    l->s->verdict_mood = mood;
}

/* "BROKEN: deadlock of A and B" while others go on. */
static const char *partial_deadlock(ap_look *l)
{
    ap_deadlock d;
    if (!ap_check_deadlock(l->world, l->s->arena, &d) || !d.is_part)
        return NULL;
    if (d.nwaiters == 1)
        return ap_scene_text(l->s, "BROKEN: %s waits for ever",
                             d.waiters[0].thread);
    if (d.nwaiters == 2)
        return ap_scene_text(l->s, "BROKEN: deadlock of %s and %s",
                             d.waiters[0].thread, d.waiters[1].thread);
    return ap_scene_text(l->s, "BROKEN: deadlock of %d threads", d.nwaiters);
}

/* The gravest that is known of the run's lock orders; REFUTED, too, where
 * there are none. */
static ap_lock_order_fate lock_orders(ap_look *l)
{
    ap_lock_order_fate worst = AP_LOCK_ORDER_REFUTED;
    for (int i = 0; i < ap_detect_lock_orders(l->detect); i++) {
        ap_lock_order x;
        const char *schedule;
        ap_detect_lock_order(l->detect, l->world, i, l->s->arena, &x);
        ap_lock_order_fate fate = l->found
            ? ap_check_lock_order(l->found, &x, &schedule)
            : AP_LOCK_ORDER_OPEN;
        if (fate == AP_LOCK_ORDER_CONFIRMED)
            return fate;
        worst = fate == AP_LOCK_ORDER_OPEN ? fate : worst;
    }
    return worst;
}

/* What nothing went wrong by yet, but could. */
static const char *what_could_be(ap_look *l)
{
    const char *over = ap_run_state_of(l->run) == AP_RUN_OVER ? "ended; " : "";
    if (l->nraces)
        return ap_scene_text(l->s, "%srace on %s", over, l->races[0].where);
    switch (lock_orders(l)) {
    case AP_LOCK_ORDER_CONFIRMED:
        return ap_scene_text(l->s, "%slocks can deadlock: f", over);
    case AP_LOCK_ORDER_OPEN:
        return ap_scene_text(l->s, "%slocks could deadlock", over);
    default:
        return NULL;
    }
}

static void look_at_verdict(ap_look *l)
{
    const char *stuck = partial_deadlock(l), *could = what_could_be(l);
    int lost = ap_tell_lost_updates(l->tell);
    const char *brief, *failure = failure_in(l, &brief);
    const char *some = lost ? ap_scene_text(l->s, "%d update%s lost", lost,
                                            lost == 1 ? "" : "s") : NULL;
    ap_run_state state = ap_run_state_of(l->run);
    int exit_code = ap_world_exit_code(l->world);
    if (l->is_killed)
        verdict(l, AP_MOOD_BAD, "process killed");
    else if (state == AP_RUN_DEADLOCK)
        verdict(l, AP_MOOD_BAD, "BROKEN: DEADLOCK");
    else if (failure) {
        verdict(l, AP_MOOD_BAD, failure);
        l->s->verdict_brief = brief;
    } else if (stuck)
        verdict(l, AP_MOOD_BAD, stuck);
    else if (state == AP_RUN_OVER && exit_code)
        verdict(l, AP_MOOD_BAD,
                ap_scene_text(l->s, "BROKEN: exit status %d", exit_code));
    else if (lost)
        verdict(l, AP_MOOD_WARN, some);
    else if (could)
        verdict(l, AP_MOOD_WARN, could);
    else if (ap_detect_is_blind(l->detect))
        verdict(l, AP_MOOD_QUIET, "too many threads to look for races");
    else if (state == AP_RUN_OVER)
        verdict(l, AP_MOOD_GOOD, "ended, nothing failed");
    else if (ap_says(l->s->goal))
        verdict(l, AP_MOOD_QUIET, "not broken yet");
}

/* ---- timeline ---------------------------------------------------- */

static const track_column *recent(const ap_look *l, int i)
{
    return ap_track_column(l->timeline, l->first_tick + i);
}

/* The column of the last step made. */
static int cursor_column(const ap_look *l)
{
    int n = ap_track_columns(l->timeline), at = n - 1;
    while (at > 0
           && ap_track_column(l->timeline, at)->step > l->track->last_step)
        at--;
    return at;
}

/* Which columns are shown: the newest, but the cursor's and some beyond it
 * in any case. */
static void place_timeline(ap_look *l)
{
    int all = ap_track_columns(l->timeline);
    int n = all < l->max_ticks ? all : l->max_ticks;
    int cursor = cursor_column(l), end = cursor + 1 + n / 4;
    bool is_past = l->timeline != l->track;
    if (!is_past || end > all)
        end = all;
    if (end < n)
        end = n;
    l->first_tick = end - n;
    l->s->nticks = n;
    l->s->ticks_before = l->timeline->ncolumns - (uint64_t)all
        + (uint64_t)l->first_tick;
    l->s->cursor = is_past ? cursor - l->first_tick : n;
    uint64_t *steps = ap_scene_room(l->s, n, sizeof *steps);
    for (int i = 0; i < n; i++)
        steps[i] = recent(l, i)->step;
    l->s->tick_steps = steps;
}

static const ap_scene_tick *thread_ticks(ap_look *l, ap_tid tid, int n)
{
    ap_scene_tick *k = ap_scene_room(l->s, n, sizeof *k);
    for (int i = 0; i < n; i++) {
        const track_column *c = recent(l, i);
        k[i] = (ap_scene_tick){AP_DO_COUNT, 0, -1};
        if (tid >= c->nthreads)
            continue;
        k[i].doing = c->threads[tid].doing;
        k[i].letter = c->threads[tid].letter;
    }
    return k;
}

/* Of core `core`, or of the GIL (-1). */
static const ap_scene_tick *place_ticks(ap_look *l, int core, int n)
{
    ap_scene_tick *k = ap_scene_room(l->s, n, sizeof *k);
    for (int i = 0; i < n; i++) {
        const track_column *c = recent(l, i);
        k[i] = (ap_scene_tick){AP_DO_COUNT, 0,
                               core < 0 ? c->gil : c->cores[core]};
    }
    return k;
}

static void look_at_timeline(ap_look *l)
{
    const ap_run_options *o = ap_run_options_of(l->run);
    int nt = ap_world_threads(l->world);
    int cores = o->cores < TRACK_CORES ? o->cores : TRACK_CORES;
    bool has_gil = o->gil != AP_GIL_OFF;
    place_timeline(l);
    int n = l->s->nticks;
    ap_scene_lane *lane = ap_scene_room(l->s, nt + cores + 1, sizeof *lane);
    l->s->lanes = lane;
    for (ap_tid tid = 0; tid < nt; tid++) {
        bool is_far = tid > l->focus + l->max_lanes
            || tid < l->focus - l->max_lanes;
        *lane++ = (ap_scene_lane){
            ap_scene_text(l->s, "%d %s", tid, ap_look_name(l, tid)), tid,
            is_far && tid > l->max_lanes ? NULL : thread_ticks(l, tid, n)};
    }
    if (has_gil)
        *lane++ = (ap_scene_lane){"GIL", -1, place_ticks(l, -1, n)};
    for (int c = 0; cores > 1 && c < cores; c++)
        *lane++ = (ap_scene_lane){ap_scene_text(l->s, "core %d", c), -1,
                                  place_ticks(l, c, n)};
    l->s->nlanes = (int)(lane - l->s->lanes);
}

/* ---- output ------------------------------------------------------ */

/* The last entries of the world's log joined to lines: one that does not end
 * in a newline goes on in the next of the same thread. */
static void look_at_output(ap_look *l)
{
    int all = ap_world_outputs(l->world);
    int first = all > 2 * OUTPUT_ROWS ? all - 2 * OUTPUT_ROWS : 0;
    int most = (all - first + 1) * LINES_AN_ENTRY, n = 0;
    ap_scene_output *out = NULL;
    ap_str line = {0};
    ap_output_view v;
    l->s->output = ap_scene_room(l->s, most, sizeof *out);
    for (int i = first; i < all && ap_world_output(l->world, i, &v); i++) {
        for (uint32_t k = 0; k < v.n && n < most; k++) {
            if (v.text[k] != '\n' && v.text[k] != '\r')
                ap_str_putc(&line, v.text[k] == '\t' ? ' ' : v.text[k]);
            bool is_last = k + 1 == v.n && i + 1 == all;
            if (v.text[k] != '\n' && !is_last)
                continue;
            out = &l->s->output[n++];
            *out = (ap_scene_output){v.tid, v.fd == 2, v.step,
                                     ap_scene_text(l->s, "%s",
                                                   ap_str_c(&line))};
            ap_str_reset(&line);
        }
    }
    l->s->noutput = n;
    ap_str_clear(&line);
}

ap_mood ap_look_mood(const char *sentence)
{
    if (strstr(sentence, " update is lost")
        || strncmp(sentence, "Race", 4) == 0
        || strncmp(sentence, "Could deadlock", 14) == 0
        || strstr(sentence, " and still holds "))
        return AP_MOOD_WARN;
    if (strncmp(sentence, "Deadlock: ", 10) == 0)
        return AP_MOOD_BAD;
    return strstr(sentence, " dies of ") ? AP_MOOD_BAD : AP_MOOD_PLAIN;
}

static void look_at_log(ap_look *l)
{
    const ap_track *t = l->track;
    int n = t->nlog < TRACK_LOG ? (int)t->nlog : TRACK_LOG;
    l->s->log = ap_scene_room(l->s, n, sizeof *l->s->log);
    l->s->nlog = n;
    for (int i = 0; i < n; i++) {
        uint64_t at = t->nlog - (uint64_t)n + (uint64_t)i;
        const track_entry *e = &t->log[at % TRACK_LOG];
        l->s->log[i] = (ap_scene_entry){e->tid, e->step,
                                        ap_scene_text(l->s, "%s", e->text),
                                        ap_look_mood(e->text)};
    }
}

static void look_at_next(ap_look *l)
{
    ap_str text = {0};
    ap_run_state state = ap_run_state_of(l->run);
    bool is_stopped = state != AP_RUN_READY;
    if (is_stopped)
        ap_tell_stop(l->run, &text);
    else
        ap_tell_next(l->tell, l->run, l->next, &text);
    l->s->next = ap_scene_text(l->s, "%s", ap_str_c(&text));
    bool is_bad = state == AP_RUN_DEADLOCK || state == AP_RUN_KILLED;
    l->s->next_mood = is_bad ? AP_MOOD_BAD : ap_look_mood(l->s->next);
    ap_str_clear(&text);
}

void ap_look_at(ap_look *l)
{
    l->world = ap_ui_world(l->run);
    look_at_title(l);
    ap_look_races(l);
    ap_look_threads(l);
    ap_look_code(l);
    ap_look_values(l);
    ap_look_locks(l);
    look_at_timeline(l);
    look_at_output(l);
    look_at_log(l);
    look_at_verdict(l);
    look_at_next(l);
}
