/* The story of a schedule: it is followed in place, and what matters of it is
 * told, a row a step, grouped by the threads' turns. Turns that are long lose
 * their middle, and so does the story as a whole: a person reads beginnings
 * and ends. */
#include "tell_i.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_EVENTS = 16, TURN_HEAD = 3, TURN_TAIL = 4, STORY_HEAD = 12,
       STORY_TAIL = 40 };

typedef struct teller {
    ap_run *run;
    ap_tell *tell;
    ap_story *story;
    const ap_found *found;
    ap_tid last;            /* who made the last step; -1 nobody */
    ap_tid told;            /* whose row was the last; -1 nobody's */
    uint64_t step;
} teller;

/* ---- rows ------------------------------------------------------------ */

static ap_story_row *row_at(const ap_story *s, size_t i)
{
    return ap_vec_at(&s->rows, i);
}

static const char *kept(teller *t, const char *s)
{
    return ap_arena_strndup(t->story->arena, s, strlen(s));
}

static ap_story_row *add_row(teller *t, ap_story_kind kind, ap_tid tid,
                             const char *text)
{
    char name[TELL_NAME];
    tell_name(t->run, tid, name);
    ap_story_row *r = ap_vec_push(&t->story->rows, NULL);
    *r = (ap_story_row){.kind = kind, .tid = tid, .step = t->step,
                        .name = kept(t, name), .text = kept(t, text),
                        .source = ""};
    return r;
}

/* "A reads x." without its A. */
static const char *without_name(const char *text, const char *name)
{
    size_t n = strlen(name);
    bool is_first = n && strncmp(text, name, n) == 0 && text[n] == ' ';
    return is_first ? text + n + 1 : text;
}

static const char *source_of(teller *t, const ap_event *ev)
{
    const ap_image *im = ap_world_image(tell_world(t->run));
    const ap_code *c = ap_image_code(im, ev->code);
    const char *s = ev->in_library || !ev->line ? ""
        : ap_module_line(ap_image_module(im, c->module), ev->line);
    return kept(t, s + strspn(s, " \t"));
}

/* Whoever ran in between did nothing that matters: no turn was taken away. */
static void take_back_preemption(teller *t, ap_tid tid)
{
    size_t n = t->story->rows.len;
    if (n && row_at(t->story, n - 1)->kind == AP_STORY_PREEMPTED
        && row_at(t->story, n - 1)->tid == tid)
        ap_vec_pop(&t->story->rows);
}

static void add_step(teller *t, const ap_event *ev)
{
    ap_str text = {0};
    take_back_preemption(t, ev->tid);
    ap_tell_just(t->tell, t->run, ev, &text);
    ap_story_row *r = add_row(t, AP_STORY_DOES, ev->tid, "");
    r->text = kept(t, without_name(ap_str_c(&text), r->name));
    r->line = ev->in_library ? 0 : ev->line;
    r->source = source_of(t, ev);
    r->begins_turn = t->told != ev->tid;
    t->told = ev->tid;
    ap_str_clear(&text);
}

/* ---- following ------------------------------------------------------- */

static void note_lost(teller *t, const ap_event *ev, int before)
{
    if (!t->story->lost[0] && ap_tell_lost_updates(t->tell) > before)
        tell_where(t->run, ev->pid, &ev->access[0], t->story->lost);
}

/* Another thread makes the next step than the last one, which could have
 * gone on. */
static void note_preemption(teller *t, ap_tid next)
{
    bool is_switch = t->last >= 0 && next >= 0 && next != t->last;
    if (!is_switch
        || ap_world_state(tell_world(t->run), t->last) != AP_TS_READY)
        return;
    size_t n = t->story->rows.len;
    if (n && row_at(t->story, n - 1)->kind == AP_STORY_DOES)
        add_row(t, AP_STORY_PREEMPTED, t->last, "");
}

static void note_no_return(teller *t)
{
    ap_str text = {0};
    if (t->found->how->no_return < 0
        || (uint64_t)t->found->how->no_return != t->step)
        return;
    ap_tell_no_return(t->found->kind, &text);
    add_row(t, AP_STORY_NO_RETURN, -1, text.s);
    ap_str_clear(&text);
}

/* One step. False: nobody could make it. */
static bool follow_step(teller *t, ap_error *e)
{
    ap_event events[MOST_EVENTS];
    note_preemption(t, ap_run_next(t->run));
    int before = ap_tell_lost_updates(t->tell);
    int n = ap_run_step(t->run, -1, events, MOST_EVENTS, e);
    if (n <= 0)
        return false;
    for (int i = 0; i < n; i++)
        ap_tell_event(t->tell, t->run, &events[i]);
    const ap_event *own = &events[n - 1];
    note_lost(t, own, before);
    if (ap_tell_matters(t->run, own, false))
        add_step(t, own);
    t->last = own->tid;
    note_no_return(t);
    t->step++;
    return true;
}

uint64_t ap_tell_steps(const char *schedule)
{
    uint64_t n = 0;
    for (const char *c = strchr(schedule, ':'); c; c = strchr(c + 1, ':'))
        n += strtoull(c + 1, NULL, 10);
    return n;
}

/* ---- the end --------------------------------------------------------- */

void ap_tell_both_next(const ap_race *r, ap_str *out)
{
    ap_str_printf(out, "Now %s may %s %s and %s may %s it: nothing says who "
                  "is first.", r->first.thread,
                  r->first.is_write ? "write" : "read", r->where,
                  r->second.thread, r->second.is_write ? "write" : "read");
}

static void add_end(teller *t)
{
    ap_str text = {0};
    if (t->found->kind == AP_FOUND_RACE)
        ap_tell_both_next(t->found->race, &text);
    else if (t->found->kind == AP_FOUND_STUCK)
        ap_str_put(&text, t->found->stuck->words);
    else if (ap_run_state_of(t->run) == AP_RUN_DEADLOCK)
        ap_tell_stop(t->run, &text);
    if (text.len)
        add_row(t, AP_STORY_END, -1, text.s);
    ap_str_clear(&text);
}

/* ---- folding --------------------------------------------------------- */

/* Rows [from, to) become one that says how many they were. Marks between them
 * are kept: they stand behind it. */
static void fold(ap_story *s, size_t from, size_t to)
{
    ap_story_row *rows = s->rows.data;
    size_t at = from + 1;
    ap_story_row folded = rows[from];
    folded.kind = AP_STORY_FOLDED;
    folded.count = 0;
    for (size_t i = from; i < to; i++) {
        folded.count += rows[i].kind == AP_STORY_DOES;
        if (rows[i].kind == AP_STORY_NO_RETURN && i > from)
            rows[at++] = rows[i];
    }
    rows[from] = folded;
    memmove(&rows[at], &rows[to], (s->rows.len - to) * sizeof *rows);
    s->rows.len -= to - at;
}

static size_t end_of_turn(const ap_story *s, size_t from)
{
    size_t i = from + 1;
    while (i < s->rows.len && row_at(s, i)->kind == AP_STORY_DOES
           && !row_at(s, i)->begins_turn)
        i++;
    return i;
}

static void fold_turns(ap_story *s)
{
    for (size_t i = 0; i < s->rows.len; i = end_of_turn(s, i)) {
        size_t n = end_of_turn(s, i) - i;
        if (n > TURN_HEAD + TURN_TAIL + 1)
            fold(s, i + TURN_HEAD, i + n - TURN_TAIL);
    }
}

static void fold_story(ap_story *s)
{
    size_t from = STORY_HEAD;
    if (s->rows.len <= STORY_HEAD + STORY_TAIL + 1)
        return;
    size_t to = s->rows.len - STORY_TAIL;
    while (from < to && row_at(s, from)->kind != AP_STORY_DOES)
        from++;
    while (to < s->rows.len && !row_at(s, to)->begins_turn)
        to++;
    if (from < to && to < s->rows.len)
        fold(s, from, to);
}

/* ---- the whole ------------------------------------------------------- */

bool ap_tell_story(const ap_image *im, const ap_run_options *o,
                   const ap_found *f, ap_story *out, ap_error *e)
{
    ap_run_options options = *o;
    ap_error own = {0};
    options.order = AP_ORDER_REPLAY;
    options.schedule = f->how->schedule;
    options.in_place = options.is_unlogged = true;
    *out = (ap_story){.arena = ap_arena_new()};
    ap_vec_init(&out->rows, sizeof(ap_story_row));
    teller t = {.run = ap_run_new(im, &options, e), .story = out, .found = f,
                .last = -1, .told = -1};
    if (!t.run)
        return false;
    t.tell = ap_tell_new();
    uint64_t n = ap_tell_steps(f->how->schedule);
    while (t.step < n && follow_step(&t, &own))
        continue;
    add_end(&t);
    fold_turns(out);
    fold_story(out);
    ap_tell_free(t.tell);
    ap_run_free(t.run);
    if (own.code && e)
        *e = own;
    return t.step == n;
}

void ap_story_clear(ap_story *s)
{
    ap_vec_clear(&s->rows);
    if (s->arena)
        ap_arena_free(s->arena);
    *s = (ap_story){0};
}
