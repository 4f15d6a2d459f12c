/* Key f: the search of every interleaving beside the stage, its verdict, and
 * the schedule of a finding on the stage.
 *
 * The search is about the policy that the stage has. It goes on in slices
 * within the loop; without a terminal it is done in one, and bounded by
 * states alone, so that what is seen depends on no clock. It is kept until
 * the policy changes: f shows its verdict again. */
#include "stage_i.h"

#include <stdlib.h>
#include <string.h>

enum { SLICE_NS = 20000000, SEARCH_MEMORY = 512 << 20,
       HEADLESS_STATES = 200000 };

/* ---- searching ------------------------------------------------------- */

void ap_stage_forget_search(ap_stage *s)
{
    ap_check_free(s->find.check);
    ap_free(s->find.schedule);
    s->find = (stage_search){.no_return = -1};
}

static bool begin(ap_stage *s)
{
    ap_error e = {0};
    ap_check_options o = {.gil = s->options.gil, .memory = SEARCH_MEMORY,
                          .most_states = s->is_live && !s->clock_ns
                              ? 0 : HEADLESS_STATES,
                          .world = s->options.world};
    s->find.check = ap_check_new(s->scenario->image, &o, &e);
    s->find.gil = s->options.gil;
    if (!s->find.check)
        ap_stage_note(s, "%s.", e.msg);
    return s->find.check != NULL;
}

static void forget_other_policy(ap_stage *s)
{
    if (!s->find.check || s->find.gil == s->options.gil)
        return;
    ap_check_free(s->find.check);
    s->find.check = NULL;
    s->find.is_over = false;
}

/* The verdict has its cause, which is in the story of the gravest finding. */
static void say_verdict(ap_stage *s, const ap_check_report *r)
{
    ap_found f;
    ap_story story = {0};
    ap_error e = {0};
    ap_str text = {0};
    ap_run_options o = s->scenario->run;
    o.gil = s->find.gil;
    if (ap_found_count(r) && ap_found_at(r, 0, &f))
        ap_tell_story(s->scenario->image, &o, &f, &story, &e);
    ap_tell_verdict(r, s->scenario->image, &story, &text);
    ap_print(s->find.verdict, sizeof s->find.verdict, "%s", ap_str_c(&text));
    ap_story_clear(&story);
    ap_str_clear(&text);
}

static void show_verdict(ap_stage *s)
{
    s->find.is_running = false;
    say_verdict(s, ap_check_report_of(s->find.check));
    s->popup = POPUP_VERDICT;
    s->popup_top = 0;
}

/* It is over, or was stopped. */
static void conclude(ap_stage *s)
{
    const ap_check_report *r = ap_check_report_of(s->find.check);
    if (!r->refused) {
        show_verdict(s);
        return;
    }
    ap_stage_note(s, "No search: %s.", r->refused);
    s->find.is_running = false;
    s->popup = POPUP_NONE;
}

void ap_stage_find(ap_stage *s)
{
    s->is_playing = false;
    s->aim = AIM_NONE;
    forget_other_policy(s);
    if (!s->find.check && !begin(s))
        return;
    if (s->find.is_over) {
        conclude(s);
        return;
    }
    s->find.is_running = true;
    s->popup = POPUP_SEARCH;
}

void ap_stage_search(ap_stage *s)
{
    if (s->find.is_wanted) {
        s->find.is_wanted = false;
        ap_stage_find(s);
    }
    if (!s->find.is_running)
        return;
    int64_t deadline = s->clock_ns ? -1 : ap_clock_ns() + SLICE_NS;
    s->find.is_over = ap_check_run(s->find.check, deadline);
    if (s->find.is_over)
        conclude(s);
}

/* ---- a finding on the stage ------------------------------------------ */

void ap_stage_leave_finding(ap_stage *s)
{
    ap_free(s->find.schedule);
    s->find.schedule = NULL;
    s->find.no_return = -1;
    s->find.ending[0] = 0;
    s->options.order = s->scenario->run.order;
    s->options.schedule = s->scenario->run.schedule;
}

static void say_ending(ap_stage *s, const ap_found *f)
{
    ap_str text = {0};
    if (f->race)
        ap_tell_both_next(f->race, &text);
    else if (f->stuck)
        ap_str_put(&text, f->stuck->words);
    ap_print(s->find.ending, sizeof s->find.ending, "%s", ap_str_c(&text));
    ap_str_clear(&text);
}

/* Plays row `picked` of the verdict, from the start. */
static void play_finding(ap_stage *s)
{
    ap_found f;
    ap_error e = {0};
    const ap_check_report *r = ap_check_report_of(s->find.check);
    if (!ap_found_at(r, s->popup_top, &f))
        return;
    ap_stage_leave_finding(s);
    s->find.schedule = ap_strdup(f.how->schedule);
    s->find.kind = f.kind;
    s->find.steps = ap_tell_steps(f.how->schedule);
    s->find.no_return = f.how->no_return;
    say_ending(s, &f);
    s->options.order = AP_ORDER_REPLAY;
    s->options.schedule = s->find.schedule;
    if (!ap_stage_restart(s, &e)) {
        ap_stage_note(s, "%s.", e.msg);
        return;
    }
    s->is_playing = true;
    s->next_step_ns = 0;
}

bool ap_stage_at_ending(const ap_stage *s)
{
    return s->find.schedule && ap_history_at(s->history) == s->find.steps
        && ap_run_state_of(s->run) == AP_RUN_READY;
}

/* ---- the point of no return ------------------------------------------ */

/* Did the threads go as the schedule says, up to and with this step? A mark
 * in front of it says how time goes. */
static bool has_followed(const ap_stage *s, uint64_t last)
{
    const char *c = s->find.schedule + strcspn(s->find.schedule, "0123456789");
    for (uint64_t i = 0; *c && i <= last;) {
        char *end;
        ap_tid tid = (ap_tid)strtol(c, &end, 10);
        uint64_t n = strtoull(end + (*end == ':'), &end, 10);
        for (; n && i <= last; n--)
            if (ap_history_tid(s->history, i++) != tid)
                return false;
        c = end + strspn(end, " ");
    }
    return true;
}

/* The tick of a step of the world; -1: it is not among those shown. */
static int tick_of(const ap_scene *s, uint64_t step)
{
    for (int i = 0; i < s->nticks; i++)
        if (s->tick_steps[i] >= step)
            return i > 0 || s->ticks_before == 0 || s->tick_steps[0] == step
                ? i : -1;
    return -1;
}

void ap_stage_show_fate(const ap_stage *s, ap_scene *out)
{
    const stage_search *f = &s->find;
    if (!f->schedule || f->no_return < 0)
        return;
    uint64_t last = (uint64_t)f->no_return;
    if (ap_history_end(s->history) <= last || !has_followed(s, last))
        return;
    out->fate = tick_of(out, s->first_step + last);
    if (ap_history_at(s->history) <= last
        || ap_run_state_of(s->run) != AP_RUN_READY)
        return;
    ap_str text = {0};
    ap_tell_no_return(f->kind, &text);
    out->verdict = ap_scene_text(out, "%s", text.s);
    out->verdict_brief = NULL;
    out->verdict_mood = AP_MOOD_BAD;
    ap_str_clear(&text);
}

/* ---- keys ------------------------------------------------------------ */

static void pick(ap_stage *s, int by)
{
    const ap_check_report *r = ap_check_report_of(s->find.check);
    int n = ap_found_count(r) + r->noutcomes;
    if (n)
        s->popup_top = (s->popup_top + by + n) % n;
}

bool ap_stage_find_key(ap_stage *s, const ap_key *k, ap_stage_end *end)
{
    if (k->code == AP_KEY_QUIT) {
        *end = AP_STAGE_QUIT;
        return true;
    }
    if (s->popup == POPUP_SEARCH) {
        if (k->code == AP_KEY_ESC)
            conclude(s);
        return false;
    }
    if (k->code == AP_KEY_UP || k->code == AP_KEY_DOWN) {
        pick(s, k->code == AP_KEY_UP ? -1 : 1);
        return false;
    }
    s->popup = POPUP_NONE;
    if (k->code == AP_KEY_ENTER || k->code == ' ')
        play_finding(s);
    return false;
}

/* ---- drawing --------------------------------------------------------- */

static const char *kept(ap_arena *a, ap_str *text)
{
    const char *s = ap_arena_strndup(a, ap_str_c(text), text->len);
    ap_str_clear(text);
    return s;
}

/* The sentence without what its chip says already. */
static const char *without_chip(const char *sentence)
{
    static const char *const heads[] = {"Race on ", "Deadlock: ",
                                        "No end is reached: "};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (strncmp(sentence, heads[i], strlen(heads[i])) == 0)
            return sentence + strlen(heads[i]);
    return sentence;
}

/* How far it is to it, and under which other policies it is found. */
static const char *detail_of(const ap_stage *s, const ap_check_report *r,
                             const ap_found *f, ap_arena *a)
{
    ap_str text = {0};
    if (f->race)
        ap_str_printf(&text, "%s ", f->race->missing);
    ap_tell_cost(f->how, &text);
    ap_str_put(&text, f->how->is_minimal ? "; no way is shorter. " : ". ");
    ap_tell_policies(f->how, s->find.gil, r->policies, &text);
    return kept(a, &text);
}

static ap_verdict_row finding_row(const ap_stage *s, const ap_found *f,
                                  ap_arena *a)
{
    ap_str text = {0}, note = {0};
    ap_tell_found(f, s->scenario->image, &text);
    ap_str_printf(&note, "%u preemption%s", f->how->preemptions,
                  f->how->preemptions == 1 ? "" : "s");
    return (ap_verdict_row){
        .head = ap_found_word(f->kind), .text = without_chip(kept(a, &text)),
        .note = kept(a, &note),
        .mood = f->kind == AP_FOUND_RACE ? AP_MOOD_WARN : AP_MOOD_BAD};
}

static ap_verdict_row outcome_row(const ap_check_report *r, int i,
                                  ap_arena *a)
{
    ap_str what = {0}, end = {0};
    ap_tell_outcome(r, i, &what, &end);
    return (ap_verdict_row){
        .head = kept(a, &end), .text = kept(a, &what), .note = "",
        .is_outcome = true, .share = r->outcomes[i].share,
        .mood = strcmp(r->outcomes[i].end, "finished") ? AP_MOOD_BAD
                                                       : AP_MOOD_GOOD};
}

/* "40 states, 120 transitions: every interleaving." */
static void say_searched(const ap_stage *s, const ap_check_report *r,
                         ap_str *out)
{
    bool is_stopped = !s->find.is_over;
    ap_str_printf(out, "GIL %s: %llu states, %llu transitions",
                  ap_gil_name(s->find.gil), (unsigned long long)r->states,
                  (unsigned long long)r->transitions);
    if (s->is_live && !s->clock_ns)
        ap_str_printf(out, ", %.2g s", r->seconds);
    if (r->is_complete && !is_stopped)
        ap_str_put(out, ": every interleaving was searched.");
    else
        ap_str_printf(out, ". Not all was searched: %s",
                      is_stopped ? "it was stopped; f goes on"
                      : r->why_incomplete ? r->why_incomplete : "");
    if (!r->is_complete || is_stopped)
        ap_str_putc(out, '.');
}

static void draw_verdict(ap_stage *s)
{
    static const char *const chips[AP_VERDICT_COUNT] = {
        [AP_VERDICT_SAFE] = "SAFE", [AP_VERDICT_INCOMPLETE] = "INCOMPLETE",
        [AP_VERDICT_RACE] = "RACE", [AP_VERDICT_STUCK] = "STUCK",
        [AP_VERDICT_DEADLOCK] = "DEADLOCK", [AP_VERDICT_FAILURE] = "FAILURE"};
    static const ap_mood moods[AP_VERDICT_COUNT] = {
        [AP_VERDICT_SAFE] = AP_MOOD_GOOD,
        [AP_VERDICT_INCOMPLETE] = AP_MOOD_WARN,
        [AP_VERDICT_RACE] = AP_MOOD_WARN, [AP_VERDICT_STUCK] = AP_MOOD_BAD,
        [AP_VERDICT_DEADLOCK] = AP_MOOD_BAD,
        [AP_VERDICT_FAILURE] = AP_MOOD_BAD};
    const ap_check_report *r = ap_check_report_of(s->find.check);
    ap_arena *a = ap_arena_new();
    ap_str searched = {0};
    ap_found f;
    int n = ap_found_count(r), all = n + r->noutcomes;
    ap_verdict_row *rows = ap_arena_alloc(a, (size_t)(all + 1) * sizeof *rows);
    for (int i = 0; i < all; i++) {
        ap_found_at(r, i, &f);
        rows[i] = i < n ? finding_row(s, &f, a) : outcome_row(r, i - n, a);
        rows[i].detail = detail_of(s, r, &f, a);
    }
    say_searched(s, r, &searched);
    ap_verdict_view v = {.chip = chips[r->verdict], .mood = moods[r->verdict],
                         .verdict = s->find.verdict,
                         .searched = kept(a, &searched), .rows = rows,
                         .nrows = all};
    ap_verdict_draw(s->term, s->theme, &v, s->popup_top);
    ap_arena_free(a);
}

void ap_stage_draw_find(ap_stage *s)
{
    ap_check_progress p;
    if (s->popup == POPUP_VERDICT) {
        draw_verdict(s);
        return;
    }
    ap_check_look(s->find.check, &p);
    if (s->clock_ns)
        p.seconds = -1;
    ap_search_draw(s->term, s->theme, &p);
}
