/* The log of a run, and going to and fro in it. */
#include "history_i.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_EVENTS = 16, NEAR_STEPS = 256, NEAR_BYTES = 256 };

/* ---- making -------------------------------------------------------- */

ap_history *ap_history_new(ap_run *r, const ap_fold *folds, int nfolds,
                           size_t memory)
{
    ap_history *h = ap_alloc(sizeof *h);
    AP_ASSERT(nfolds <= MOST_FOLDS);
    h->run = r;
    h->nfolds = nfolds;
    if (nfolds)
        memcpy(h->folds, folds, (size_t)nfolds * sizeof *folds);
    h->memory = memory ? memory : AP_HISTORY_MEMORY;
    h->base = ap_world_steps(ap_run_world(r));
    line_init(&h->line);
    line_init(&h->other);
    ap_vec_init(&h->near, sizeof(frame));
    pattern_init(&h->now);
    pattern_init(&h->before);
    pool_init(&h->pool);
    frame_keep(h);
    return h;
}

void ap_history_free(ap_history *h)
{
    if (!h)
        return;
    frame_forget_near(h);
    line_clear(h, &h->line);
    line_clear(h, &h->other);
    ap_vec_clear(&h->near);
    pattern_clear(&h->now);
    pattern_clear(&h->before);
    ap_str_clear(&h->fold_bytes);
    ap_snapshot_free(&h->scratch);
    pool_clear(&h->pool);
    ap_free(h);
}

uint64_t ap_history_at(const ap_history *h)
{
    return h->at;
}

uint64_t ap_history_end(const ap_history *h)
{
    return line_end(&h->line);
}

size_t ap_history_bytes(const ap_history *h)
{
    return h->pool.bytes + h->pool.room * sizeof *h->pool.table
           + h->line.notes.bytes + h->other.notes.bytes
           + (h->line.moves.cap + h->other.moves.cap) * sizeof(move)
           + h->now.bytes.cap + h->before.bytes.cap + h->scratch.n
           + h->fold_bytes.cap;
}

/* ---- stepping ------------------------------------------------------ */

__attribute__((noinline)) /* not in the way of a step that nobody watches */
static unsigned feed(const ap_history *h, const ap_event *events, int n)
{
    unsigned flags = 0;
    for (int i = 0; i < h->nfolds; i++)
        if (h->folds[i].step)
            flags |= h->folds[i].step(h->folds[i].state, events, n);
    return flags;
}

static bool is_in_past(const ap_history *h)
{
    return h->at < line_end(&h->line);
}

/* The future from the cursor on becomes the old branch. */
static void branch(ap_history *h)
{
    line_clear(h, &h->other);
    line_init(&h->other);
    line_split(&h->line, h->at, &h->other);
    frame_forget_near(h);
    h->fork = h->at;
    h->has_other = true;
    h->next_frame = h->at;
}

/* What to ask the run for, so that the past is made again or left. False: the
 * thread cannot be stepped, and nothing has changed. */
static bool prepare(ap_history *h, ap_tid *tid)
{
    char why[160];
    if (h->is_late || !is_in_past(h))
        return true;
    ap_tid ran = ap_history_tid(h, h->at);
    if (*tid < 0 || *tid == ran) {
        *tid = line_asked(&h->line, h->at);
        return true;
    }
    if (!ap_run_may(h->run, *tid, why, sizeof why))
        return false;
    branch(h);
    return true;
}

/* A step was made that the caller had asked for as `tid`. */
static inline void record(ap_history *h, ap_tid tid, const ap_event *events,
                          int n)
{
    unsigned flags = h->nfolds ? feed(h, events, n) : 0;
    if (!is_in_past(h))
        line_push(&h->line, tid, events[n - 1].tid, flags);
    h->at++;
}

/* Nobody answered: could a body have the step? */
static bool may_be_late(const ap_history *h, ap_tid tid)
{
    return ap_run_state_of(h->run) == AP_RUN_READY
           && (tid >= 0 || ap_run_next(h->run) >= 0);
}

/* How many steps may go the easy way from here: no keyframe is due, the page
 * of notes has room, and the move is the last one. */
static uint64_t easy_steps(const ap_history *h)
{
    const notes *n = &h->line.notes;
    if (h->is_late || is_in_past(h) || !n->open || h->at >= h->next_frame)
        return 0;
    uint64_t room = NOTES_PAGE - 1 - n->nopen;
    uint64_t left = h->next_frame - h->at;
    return room < left ? room : left;
}

__attribute__((noinline)) /* the same */
static int step_slowly(ap_history *h, ap_tid tid, ap_event *events, int most,
                       ap_error *e)
{
    h->easy = 0;
    if (!prepare(h, &tid))
        return ap_run_step(h->run, tid, events, most, e);
    if (!is_in_past(h) && h->at >= h->next_frame && !h->is_late)
        frame_keep(h);
    if (h->is_late)
        tid = h->late_tid;
    int n = ap_run_step(h->run, tid, events, most, e);
    h->is_late = n == 0 && may_be_late(h, tid);
    h->late_tid = tid;
    if (n > 0)
        record(h, tid, events, n);
    if (n > 0)
        h->easy = easy_steps(h);
    return n;
}

int ap_history_step(ap_history *h, ap_tid tid, ap_event *events, int most,
                    ap_error *e)
{
    AP_ASSERT(events && most > 0);
    if (!h->easy || tid != h->late_tid)
        return step_slowly(h, tid, events, most, e);
    int n = ap_run_step(h->run, tid, events, most, e);
    if (n <= 0) {
        h->easy = 0;
        h->is_late = n == 0 && may_be_late(h, tid);
        return n;
    }
    h->easy--;
    h->at++;
    notes_push_open(&h->line.notes, events[n - 1].tid,
                    h->nfolds ? feed(h, events, n) : 0);
    return n;
}

void ap_history_rest(ap_history *h)
{
    if (!h->is_late)
        frame_keep_near(h);
}

/* ---- seeking ------------------------------------------------------- */

/* What the past says of the steps to come: the page of their notes, and the
 * move that they fall under. */
typedef struct course {
    uint64_t end;        /* as far as `asked` holds and the page goes */
    ap_tid asked;
    uint64_t from, to;   /* the positions of the page; to 0: none yet */
    uint16_t notes[NOTES_PAGE];
} course;

static void look_up(const ap_history *h, course *c)
{
    uint64_t page = h->at / NOTES_PAGE;
    uint64_t end = line_asked_until(&h->line, h->at);
    c->asked = line_asked(&h->line, h->at);
    if (h->at >= c->to) {
        c->from = page * NOTES_PAGE;
        c->to = c->from + notes_read(&h->line.notes, page, c->notes);
    }
    c->end = c->to < end ? c->to : end;
}

/* One step of the past, again. */
static bool repeat(ap_history *h, const course *c, ap_error *e)
{
    ap_event events[MOST_EVENTS];
    ap_tid ran = note_tid(c->notes[h->at - c->from]);
    int n = ap_run_step(h->run, c->asked, events, MOST_EVENTS, e);
    bool is_same = n > 0 && events[n - 1].step == h->base + h->at
                   && events[n - 1].tid == ran;
    if (n > 0 && h->nfolds)
        feed(h, events, n);
    if (is_same) {
        h->at++;
        return true;
    }
    return n >= 0
           && ap_fail(e, AP_E_SYSTEM, "step %llu did not repeat",
                      (unsigned long long)h->at);
}

/* Steps between the frames that a seek leaves on its way: a step from there
 * costs about as much as loading one. */
static uint64_t near_steps(const ap_history *h)
{
    uint64_t by_size = h->frame_bytes / NEAR_BYTES / step_weight(h);
    return by_size > NEAR_STEPS ? by_size : NEAR_STEPS;
}

/* How many of them: making one costs, too. */
static uint64_t near_frames(const ap_history *h)
{
    enum { FEWEST = 4, MOST = 16, BYTES = 4 << 20 };
    uint64_t n = BYTES / (h->frame_bytes + 1);
    return n < FEWEST ? FEWEST : n > MOST ? MOST : n;
}

static bool replay_to(ap_history *h, uint64_t position, ap_error *e)
{
    uint64_t every = near_steps(h), most = near_frames(h);
    course c;
    c.end = c.to = 0;
    while (h->at < position) {
        if (h->at >= c.end)
            look_up(h, &c);
        if (!repeat(h, &c, e))
            return false;
        uint64_t left = position - h->at;
        if (left % every == 0 && left / every < most)
            frame_keep_near(h);
    }
    return true;
}

bool ap_history_seek(ap_history *h, uint64_t position, ap_error *e)
{
    if (position > line_end(&h->line))
        position = line_end(&h->line);
    h->easy = 0;
    ap_run_use_bodies(h->run, false);
    const frame *f = frame_before(h, position);
    bool is_on_way = h->at <= position && h->at >= f->position
                     && !h->is_late;
    h->is_late = false;
    if (!is_on_way)
        frame_load(h, f);
    return replay_to(h, position, e);
}

/* ---- what the steps were ------------------------------------------- */

ap_tid ap_history_tid(const ap_history *h, uint64_t i)
{
    return note_tid(notes_at(&h->line.notes, i));
}

unsigned ap_history_note(const ap_history *h, uint64_t i)
{
    unsigned flags = notes_at(&h->line.notes, i) & 15;
    bool is_switch = i > 0 && ap_history_tid(h, i) != ap_history_tid(h, i - 1);
    return flags | (is_switch ? AP_NOTE_SWITCH : 0);
}

/* Is `p` such a position: was the step to it of that kind, or does another
 * thread go on from there? */
static bool is_such(const ap_history *h, uint64_t p, unsigned wanted)
{
    unsigned past = p ? ap_history_note(h, p - 1) & 15 : 0;
    unsigned next = wanted & AP_NOTE_SWITCH && p < line_end(&h->line)
                        ? ap_history_note(h, p) & AP_NOTE_SWITCH
                        : 0;
    return ((past | next) & wanted) != 0;
}

bool ap_history_before(const ap_history *h, uint64_t at, unsigned wanted,
                       uint64_t *position)
{
    for (uint64_t p = at; p-- > 1;)
        if (is_such(h, p, wanted)) {
            *position = p;
            return true;
        }
    return false;
}

bool ap_history_after(const ap_history *h, uint64_t at, unsigned wanted,
                      uint64_t *position)
{
    for (uint64_t p = at + 1; p <= line_end(&h->line); p++)
        if (is_such(h, p, wanted)) {
            *position = p;
            return true;
        }
    return false;
}

/* ---- branches ------------------------------------------------------ */

bool ap_history_has_other(const ap_history *h)
{
    return h->has_other;
}

bool ap_history_swap(ap_history *h, ap_error *e)
{
    line left;
    if (!h->has_other)
        return false;
    if (!ap_history_seek(h, h->fork, e))
        return false;
    line_init(&left);
    line_split(&h->line, h->fork, &left);
    line_join(&h->line, &h->other);
    line_clear(h, &h->other);
    h->other = left;
    frame_forget_near(h);
    const frame *last = ap_vec_at(&h->line.frames, h->line.frames.len - 1);
    h->next_frame = last->position + h->spacing;
    return ap_history_seek(h, line_end(&h->line), e);
}

/* ---- as text ------------------------------------------------------- */

static void put_run(ap_str *out, ap_tid tid, uint64_t n)
{
    if (out->len)
        ap_str_putc(out, ' ');
    if (tid < 0)
        ap_str_putc(out, '*');
    else
        ap_str_printf(out, "%d", tid);
    ap_str_printf(out, ":%llu", (unsigned long long)n);
}

void ap_history_schedule(const ap_history *h, ap_str *out)
{
    uint16_t *page = ap_alloc(NOTES_PAGE * sizeof *page);
    ap_str text = {0};
    uint64_t n = 0;
    ap_tid ran = -1;
    for (uint64_t i = 0; i < h->at; i++) {
        if (i % NOTES_PAGE == 0)
            notes_read(&h->line.notes, i / NOTES_PAGE, page);
        ap_tid tid = note_tid(page[i % NOTES_PAGE]);
        if (tid != ran && n)
            put_run(&text, ran, n);
        n = tid == ran ? n + 1 : 1;
        ran = tid;
    }
    if (n)
        put_run(&text, ran, n);
    ap_str_put(out, ap_str_c(&text));
    ap_str_clear(&text);
    ap_free(page);
}

void ap_history_moves(const ap_history *h, ap_str *out)
{
    ap_str text = {0};
    for (size_t i = 0; i < h->line.moves.len; i++) {
        const move *m = ap_vec_at(&h->line.moves, i);
        const move *next = i + 1 < h->line.moves.len
                               ? ap_vec_at(&h->line.moves, i + 1)
                               : NULL;
        put_run(&text, m->tid,
                (next ? next->position : line_end(&h->line)) - m->position);
    }
    ap_str_put(out, ap_str_c(&text));
    ap_str_clear(&text);
}

/* ---- moves from text ---------------------------------------------------- */

/* move -> ('*' | NUMBER) ':' NUMBER */
static bool read_move(const char **at, ap_tid *tid, uint64_t *n)
{
    char *end;
    const char *s = *at;
    if (*s == '*') {
        *tid = -1;
        end = (char *)(uintptr_t)(s + 1);
    } else {
        long v = *s >= '0' && *s <= '9' ? strtol(s, &end, 10) : -1;
        if (v < 0 || v >= AP_MAX_THREADS)
            return false;
        *tid = (ap_tid)v;
    }
    if (end[0] != ':' || end[1] < '0' || end[1] > '9')
        return false;
    *n = strtoull(end + 1, &end, 10);
    *at = end + (*end == ' ');
    return *n > 0 && (*end == ' ' || *end == 0);
}

static bool make_moves(ap_history *h, ap_tid tid, uint64_t n, ap_error *e)
{
    ap_event events[MOST_EVENTS];
    for (; n; n--) {
        int made = ap_history_step(h, tid, events, MOST_EVENTS, e);
        if (made < 0)
            return false;
        if (made == 0)
            return ap_fail(e, AP_E_SCHEDULE, "nobody can run at step %llu",
                           (unsigned long long)h->at);
    }
    return true;
}

bool ap_history_follow(ap_history *h, const char *moves, ap_error *e)
{
    ap_tid tid;
    uint64_t n;
    if (!ap_history_seek(h, line_end(&h->line), e))
        return false;
    while (*moves) {
        if (!read_move(&moves, &tid, &n))
            return ap_fail(e, AP_E_SCHEDULE, "bad moves: \"%.20s\"", moves);
        if (!make_moves(h, tid, n, e))
            return false;
    }
    return true;
}
