/* The stage's memory: the folds over the run's events, and going to any step
 * of the run.
 *
 * Four folds are saved with the history's keyframes: tell, track, the
 * detectors, and what the stage itself knows of the last step. The last feeds
 * the others. */
#include "stage_i.h"

#include <string.h>

/* ---- the folds -------------------------------------------------------- */

/* The event of a step that says most: the last that matters, else the step's
 * own. -> its index; *note: what there was to hear of. */
static int best_of(const ap_stage *s, const ap_event *events, int n,
                   unsigned *note)
{
    int best = -1, best_in_library = -1;
    for (int i = 0; i < n; i++) {
        if (ap_tell_matters(s->run, &events[i], false))
            best = i;
        if (ap_tell_matters(s->run, &events[i], true))
            best_in_library = i;
    }
    *note = (best >= 0 ? AP_NOTE_EVENT : 0)
        | (best_in_library >= 0 ? AP_NOTE_LIBRARY : 0);
    return best >= 0 ? best : best_in_library >= 0 ? best_in_library : n - 1;
}

/* Most sentences are never read: that of a step which is no event, with other
 * steps after it. So they are made only where they are wanted. */
void ap_stage_settle(ap_stage *s)
{
    ap_str text = {0};
    if (!s->just_is_due)
        return;
    ap_tell_just(s->tell, s->run, &s->just_event, &text);
    ap_print(s->just, sizeof s->just, "%s", ap_str_c(&text));
    s->just_is_due = false;
    ap_str_clear(&text);
}

static void settle_just(void *state)
{
    ap_stage_settle(state);
}

/* `is_read`: the sentence is wanted at once, though it is no event's. */
static void say_just(ap_stage *s, const ap_event *ev, bool is_event,
                     bool is_read)
{
    s->just_event = *ev;
    s->just_is_due = true;
    if (is_event || is_read)
        ap_stage_settle(s);
    if (is_event)
        ap_track_log(s->track, ev->tid, ev->step + 1, s->just);
}

static void tell_news(ap_stage *s)
{
    s->has_news = true;
    memcpy(s->news, s->just, sizeof s->news);
}

/* What the detectors found is what the step was, unless it left a stale copy
 * or wiped an update out: that says more. */
static void say_trouble(ap_stage *s, const ap_event *ev, const char *text,
                        bool is_wrong)
{
    char own[sizeof s->just];
    bool is_telling = ev->kind == AP_EV_WRITE
        && ap_tell_is_of_interest(s->tell, s->run, ev);
    bool is_lost = ap_look_mood(s->just) != AP_MOOD_PLAIN;
    ap_track_log(s->track, ev->tid, ev->step + 1, text);
    memcpy(own, s->just, sizeof own);
    if (!is_telling)
        ap_print(s->just, sizeof s->just, "%s", text);
    else if (!is_lost && is_wrong)
        ap_print(s->just, sizeof s->just, "Race: %.150s", own);
}

static bool came_to_a_line(const ap_stage *s, const ap_event *ev)
{
    ap_frame_view f;
    return ap_view_frame(ap_run_world(s->run), ev->tid, 0, &f)
        && (f.line != ev->line || f.code->index != ev->code);
}

static unsigned follow(void *state, const ap_event *events, int n)
{
    ap_stage *s = state;
    const ap_event *own = &events[n - 1];
    /* On the way to the end nothing flashes: all would. */
    int64_t now = s->is_live && s->aim != AIM_END ? ap_stage_now(s) : 0;
    unsigned note;
    bool is_of_interest = false, is_wrong = false;
    ap_str trouble = {0};
    for (int i = 0; i < n; i++) {
        ap_tell_event(s->tell, s->run, &events[i]);
        ap_track_event(s->track, s->run, &events[i], now);
        is_of_interest |= ap_tell_is_of_interest(s->tell, s->run, &events[i]);
        is_wrong |= ap_stage_watch(s, &events[i], &trouble);
    }
    is_of_interest |= is_wrong;
    int best = best_of(s, events, n, &note);
    say_just(s, &events[best], (note & AP_NOTE_EVENT) != 0,
             is_of_interest || trouble.len);
    if (trouble.len)
        say_trouble(s, own, trouble.s, is_wrong);
    ap_str_clear(&trouble);
    if (is_of_interest)
        tell_news(s);
    s->just_tid = own->tid;
    if (!s->is_pinned)
        s->focus = own->tid;
    return note | (is_of_interest ? AP_NOTE_INTEREST : 0)
        | (came_to_a_line(s, own) ? AP_NOTE_LINE : 0);
}

static void save_just(const void *state, ap_str *out)
{
    const ap_stage *s = state;
    ap_str_putn(out, (const char *)&s->just_tid, sizeof s->just_tid);
    ap_str_putc(out, (char)s->told_stuck);
    ap_str_putn(out, s->just, strlen(s->just));
}

static void load_just(void *state, const char *bytes, size_t n)
{
    ap_stage *s = state;
    memcpy(&s->just_tid, bytes, sizeof s->just_tid);
    bytes += sizeof s->just_tid;
    s->told_stuck = *bytes;
    n -= sizeof s->just_tid + 1;
    memcpy(s->just, bytes + 1, n);
    s->just[n] = 0;
    s->just_is_due = false;
    if (!s->is_pinned)
        s->focus = s->just_tid;
}

static void save_tell(const void *state, ap_str *out)
{
    ap_tell_save(state, out);
}

static void load_tell(void *state, const char *bytes, size_t n)
{
    ap_tell_load(state, bytes, n);
}

static void save_track(const void *state, ap_str *out)
{
    ap_track_save(state, out);
}

static void load_track(void *state, const char *bytes, size_t n)
{
    ap_track_load(state, bytes, n);
}

static void save_detect(const void *state, ap_str *out)
{
    ap_detect_save(state, out);
}

static void load_detect(void *state, const char *bytes, size_t n)
{
    ap_detect_load(state, bytes, n);
}

void ap_stage_remember(ap_stage *s)
{
    const ap_fold folds[] = {
        {s, follow, save_just, load_just, settle_just},
        {s->tell, NULL, save_tell, load_tell, NULL},
        {s->track, NULL, save_track, load_track, NULL},
        {s->detect, NULL, save_detect, load_detect, NULL}};
    s->just_tid = 0;
    s->first_step = ap_world_steps(ap_run_world(s->run));
    s->history = ap_history_new(s->run, folds, 4, 0);
    s->future = ap_track_new();
}

void ap_stage_forget_past(ap_stage *s)
{
    ap_history_free(s->history);
    ap_track_free(s->future);
    s->history = NULL;
    s->future = NULL;
}

/* ---- going there --------------------------------------------------------- */

bool ap_stage_is_in_past(const ap_stage *s)
{
    return ap_history_at(s->history) < ap_history_end(s->history);
}

/* The timeline goes on beyond the cursor: it is as it was at the end. */
static void keep_future(ap_stage *s)
{
    ap_str bytes = {0};
    ap_track_save(s->track, &bytes);
    ap_track_load(s->future, bytes.s, bytes.len);
    ap_str_clear(&bytes);
}

bool ap_stage_seek(ap_stage *s, uint64_t position, ap_error *e)
{
    bool is_live = s->is_live;
    if (!ap_stage_is_in_past(s))
        keep_future(s);
    s->is_killed = s->is_live = false;
    bool ok = ap_history_seek(s->history, position, e);
    ap_stage_settle(s);
    s->is_live = is_live;
    ap_run_use_bodies(s->run, !s->options.in_place);
    return ok;
}

bool ap_stage_swap(ap_stage *s, ap_error *e)
{
    bool is_live = s->is_live;
    s->is_killed = s->is_live = false;
    bool ok = ap_history_swap(s->history, e);
    ap_stage_settle(s);
    s->is_live = is_live;
    ap_run_use_bodies(s->run, !s->options.in_place);
    return ok;
}

const ap_track *ap_stage_timeline(const ap_stage *s)
{
    bool has_future = ap_stage_is_in_past(s) && s->future->ncolumns
        && ap_track_column(s->future, 0)->step <= s->track->last_step;
    return has_future ? s->future : s->track;
}

unsigned ap_stage_unit_notes(const ap_stage *s)
{
    if (s->unit == UNIT_BYTECODE)
        return 0;
    if (s->unit == UNIT_LINE)
        return AP_NOTE_LINE;
    return s->with_library ? AP_NOTE_LIBRARY : AP_NOTE_EVENT;
}

/* ---- traces ----------------------------------------------------------- */

static bool differs(ap_stage *s, const ap_trace *t)
{
    ap_hash end = ap_world_hash(ap_run_world(s->run));
    return ap_history_end(s->history) != t->steps || end.lo != t->end.lo
        || end.hi != t->end.hi;
}

bool ap_stage_repeat(ap_stage *s, const ap_trace *t, ap_error *e)
{
    if (!ap_history_follow(s->history, ap_str_c(&t->moves), e))
        return false;
    if (differs(s, t))
        return ap_fail(e, AP_E_FILE, "this trace does not come out as it did: "
                       "another apiary made it");
    return ap_stage_seek(s, t->at, e);
}

bool ap_stage_trace(ap_stage *s, ap_trace *t, ap_error *e)
{
    t->run = *ap_run_options_of(s->run);
    if (t->run.schedule)
        ap_str_put(&t->schedule, t->run.schedule);
    for (int i = 0; i < t->run.world.argc; i++)
        ap_str_put(ap_vec_push(&t->args, NULL), t->run.world.argv[i]);
    const ap_vec *interrupts = ap_run_interrupts(s->run);
    for (size_t i = 0; i < interrupts->len; i++)
        ap_vec_push(&t->interrupts, ap_vec_at(interrupts, i));
    ap_history_moves(s->history, &t->moves);
    t->at = ap_history_at(s->history);
    t->steps = ap_history_end(s->history);
    if (!ap_stage_seek(s, t->steps, e))
        return false;
    t->end = ap_world_hash(ap_run_world(s->run));
    return ap_stage_seek(s, t->at, e);
}

bool ap_stage_go_to(ap_stage *s, uint64_t position, ap_error *e)
{
    return ap_stage_seek(s, position, e);
}
