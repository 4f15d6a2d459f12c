/* The loop: draw, wait for a key or for the next thing to do, do it.
 *
 * Deadlines are absolute. While nothing moves no frame is drawn: paused, the
 * loop sleeps in ap_term_key. A frame that equals the one before costs no
 * bytes. */
#include "stage_i.h"

#include <signal.h>
#include <string.h>

enum { FRAME_NS = 33000000, WORK_NS = 20000000, FLASH_NS = 950000000 };

/* ---- drawing ----------------------------------------------------- */

/* Does it play on? Not while something to be read lies over the stage. */
static bool is_playing_on(const ap_stage *s)
{
    return s->is_playing && s->popup == POPUP_NONE;
}

static void tell_mode(const ap_stage *s, ap_scene *out)
{
    static const char *const units[UNIT_COUNT] = {"event", "line",
                                                  "bytecode"};
    ap_run_state state = ap_run_state_of(s->run);
    out->unit = units[s->unit];
    out->speed = s->speed;
    out->mode = "PAUSED";
    if (s->is_killed || state == AP_RUN_KILLED) {
        out->mode = "KILLED";
        out->mode_mood = AP_MOOD_BAD;
    } else if (state == AP_RUN_DEADLOCK) {
        out->mode = "STOPPED";
        out->mode_mood = AP_MOOD_BAD;
    } else if (state == AP_RUN_OVER) {
        out->mode = "ENDED";
    } else if (is_playing_on(s)) {
        out->mode = "PLAYING";
        out->mode_mood = AP_MOOD_GOOD;
    } else if (s->aim != AIM_NONE) {
        out->mode = "RUNNING";
        out->mode_mood = AP_MOOD_GOOD;
    }
}

/* "2: let B go first instead", if somebody else could. */
static const char *hint_for(const ap_stage *s, ap_scene *out, ap_tid next)
{
    char why[160];
    for (int i = 0; i < out->nthreads && i < 10 && next >= 0; i++) {
        const ap_scene_thread *t = &out->threads[i];
        if (t->tid != next && ap_run_may(s->run, t->tid, why, sizeof why))
            return ap_scene_text(out, "%d: let %s go first", t->tid, t->name);
    }
    return NULL;
}

ap_scene *ap_stage_scene(ap_stage *s)
{
    ap_look l = {.run = s->run, .tell = s->tell, .track = s->track,
                 .detect = s->detect,
                 .found = s->find.check && s->find.is_over
                     ? ap_check_report_of(s->find.check) : NULL,
                 .timeline = ap_stage_timeline(s), .scenario = s->scenario,
                 .focus = s->focus,
                 .with_library = s->with_library, .is_killed = s->is_killed,
                 .now_ns = s->is_live ? ap_stage_now(s) : 0};
    l.s = ap_scene_new();
    l.next = ap_stage_next(s);
    l.max_cards = ap_layout_cards(ap_term_cols(s->term),
                                  ap_term_rows(s->term), s->zoom);
    l.max_ticks = ap_term_cols(s->term);
    l.max_lanes = ap_term_rows(s->term);
    ap_look_at(&l);
    tell_mode(s, l.s);
    ap_stage_show_fate(s, l.s);
    l.s->just = *s->just ? s->just : "Nothing yet: this is the start.";
    l.s->just_mood = s->is_killed ? AP_MOOD_BAD : ap_look_mood(l.s->just);
    l.s->hint = hint_for(s, l.s, l.next);
    l.s->notice = s->notice;
    l.s->is_predicting = s->is_predicting;
    l.s->is_casting = s->hooks.is_casting && *s->hooks.is_casting;
    return l.s;
}

static void draw_popup(ap_stage *s)
{
    const char *rows[16];
    const char *lesson = s->scenario->lesson;
    switch (s->popup) {
    case POPUP_HELP:
        ap_help_draw(s->term, s->theme, &s->popup_top);
        break;
    case POPUP_LESSON:
        ap_lesson_draw(s->term, s->theme, s->scenario->title,
                       ap_says(lesson) ? lesson
                                       : "This program has no lesson.",
                       &s->popup_top);
        break;
    case POPUP_SHARE:
        ap_lesson_draw(s->term, s->theme, "THIS RUN IN ONE LINE",
                       ap_str_c(&s->share), &s->popup_top);
        break;
    case POPUP_MENU:
        ap_choice_draw(s->term, s->theme, s->scenario->title, rows,
                       ap_stage_menu_rows(rows), s->popup_top);
        break;
    case POPUP_SEARCH:
    case POPUP_VERDICT:
        ap_stage_draw_find(s);
        break;
    default:
        break;
    }
}

void ap_stage_draw(ap_stage *s)
{
    bool fits = ap_term_cols(s->term) >= AP_MIN_COLS
        && ap_term_rows(s->term) >= AP_MIN_ROWS;
    if (!fits) {
        ap_frame_too_small(s->term, s->theme);
    } else {
        ap_scene *scene = ap_stage_scene(s);
        ap_frame_draw(s->term, s->theme, scene, s->zoom, &s->layout);
        draw_popup(s);
        ap_scene_free(scene);
    }
    ap_term_flush(s->term);
}

/* ---- time -------------------------------------------------------- */

static int64_t earlier(int64_t a, int64_t b)
{
    return a < 0 ? b : b < 0 || a < b ? a : b;
}

/* When the loop must wake: to work on, to play on, to let a flash fade. */
static int64_t next_deadline(const ap_stage *s, int64_t now)
{
    int64_t at = -1;
    if (s->aim != AIM_NONE || s->find.is_running || s->find.is_wanted)
        return now;
    if (is_playing_on(s))
        at = s->next_step_ns;
    if (s->fresh_until_ns > now)
        at = earlier(at, now + FRAME_NS * 3);
    return at;
}

int64_t ap_stage_now(const ap_stage *s)
{
    return s->clock_ns ? s->clock_ns : ap_clock_ns();
}

static void work(ap_stage *s)
{
    ap_stage_search(s);
    int64_t now = ap_stage_now(s);
    if (is_playing_on(s) && s->aim == AIM_NONE && now >= s->next_step_ns) {
        int64_t period = (int64_t)(1e9 / s->speed);
        bool is_late = s->next_step_ns == 0
            || now - s->next_step_ns > period;
        s->next_step_ns = (is_late ? now : s->next_step_ns) + period;
        ap_stage_aim_at(s, AIM_STEP, -1);
    }
    if (s->aim == AIM_NONE)
        return;
    ap_stage_pursue(s, now + WORK_NS);
    s->fresh_until_ns = ap_stage_now(s) + FLASH_NS;
    if (ap_run_state_of(s->run) != AP_RUN_READY)
        s->is_playing = false;
}

/* A process died under us: say how, stop. */
static void notice_deaths(ap_stage *s)
{
    int pid, sig, status;
    while (ap_run_reap(s->run, &pid, &sig, &status)) {
        if (ap_run_state_of(s->run) != AP_RUN_KILLED)
            continue; /* it had ended, or was not needed any more */
        s->is_killed = true;
        s->is_playing = false;
        s->aim = AIM_NONE;
        if (sig)
            ap_print(s->just, sizeof s->just,
                     "Process %d was killed by signal %d (%s).", pid, sig,
                     strsignal(sig));
        else
            ap_print(s->just, sizeof s->just,
                     "Process %d left with exit status %d.", pid, status);
    }
}

/* At most one frame in FRAME_NS while something runs; at rest always. */
static void draw_if_due(ap_stage *s)
{
    int64_t now = ap_clock_ns();
    if (ap_stage_is_busy(s) && now < s->next_frame_ns)
        return;
    ap_stage_draw(s);
    s->next_frame_ns = now + FRAME_NS;
}

ap_stage_end ap_stage_run(ap_stage *s, ap_error *e)
{
    ap_stage_end end = AP_STAGE_QUIT;
    ap_key k;
    (void)e;
    s->is_live = true;
    for (;;) {
        draw_if_due(s);
        int64_t deadline = next_deadline(s, ap_clock_ns());
        if (ap_term_key(s->term, deadline, ap_run_death_fd(s->run), &k)
            && ap_stage_key(s, &k, &end))
            return end;
        notice_deaths(s);
        work(s);
    }
}

/* ---- without a terminal ------------------------------------------- */

void ap_stage_pass_time(ap_stage *s, int64_t now_ns)
{
    AP_ASSERT(now_ns > 0 && now_ns >= s->clock_ns);
    s->clock_ns = now_ns;
    s->is_live = true;
    work(s);
}

bool ap_stage_is_busy(const ap_stage *s)
{
    return is_playing_on(s) || s->aim != AIM_NONE || s->find.is_running
        || s->find.is_wanted;
}

bool ap_stage_press(ap_stage *s, uint32_t key, ap_stage_end *end)
{
    char name[16];
    ap_key k = {.code = key};
    if (ap_stage_key(s, &k, end))
        return true;
    if (s->shows_keys && !s->notice[0])
        ap_stage_note(s, "key: %s", ap_key_name(key, name));
    return false;
}

void ap_stage_show_keys(ap_stage *s, bool wanted)
{
    s->shows_keys = wanted;
}

const char *ap_stage_news(ap_stage *s)
{
    bool has_news = s->has_news;
    s->has_news = false;
    return has_news ? s->news : NULL;
}

const char *ap_stage_theme(const ap_stage *s)
{
    return ap_theme_name(s->theme);
}

uint64_t ap_stage_position(const ap_stage *s)
{
    return ap_history_at(s->history);
}
