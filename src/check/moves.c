/* Walks: a world taken from one state to another by transitions.
 *
 * A transition stops before the thread's next visible step. Where the vm
 * cannot tell beforehand whether a step will be visible, it is made and, if
 * it was, unmade: the state before it was kept. */
#include "walk_i.h"

#include <string.h>

/* Quiet steps in a row after which a thread is taken to go on for ever; free
 * ones after which others have a turn. */
enum { MOST_QUIET = 200000, MOST_FREE = 300 };

/* ---- making ----------------------------------------------------------- */

/* Whose text an output goes to. */
static ap_text *text_of(ap_walk *k, ap_tid tid)
{
    int at = k->output_order ? 0 : tid;
    if (at >= k->own_room) {
        int room = at + 8;
        k->own = ap_realloc(k->own, (size_t)room * sizeof *k->own);
        k->own_room = room;
    }
    for (; k->nown <= at; k->nown++)
        k->own[k->nown] = (ap_text){0};
    return &k->own[at];
}

static void take_output(void *arg, int fd, const char *s, size_t n)
{
    ap_walk *k = arg;
    ap_texts_add(k->texts, text_of(k, k->stepping), fd, s, n);
}

static void begin(ap_walk *k);

ap_walk *ap_walk_new(const ap_image *im, const ap_check_options *o,
                     ap_texts *texts, ap_error *e)
{
    ap_walk *k = ap_alloc(sizeof *k);
    k->era = 1;
    k->busy = -1;
    ap_world_options world = o->world;
    world.sink = take_output;
    world.sink_arg = k;
    world.clock = NULL;
    world.own_clocks = true;
    world.real_ids = false;
    k->texts = texts;
    k->gil = o->gil;
    k->output_order = o->output_order;
    k->ignore_output = o->ignore_output;
    ap_vec_init(&k->segs, sizeof(ap_seg));
    k->w = ap_world_new(im, &world, e);
    if (!k->w) {
        ap_walk_free(k);
        return NULL;
    }
    begin(k);
    return k;
}

void ap_walk_free(ap_walk *k)
{
    if (!k)
        return;
    ap_world_free(k->w);
    ap_vec_clear(&k->segs);
    ap_snapshot_free(&k->undo);
    ap_mark_clear(&k->base);
    ap_free(k->undo_own);
    ap_free(k->own);
    ap_free(k);
}

/* ---- keeping and coming back ------------------------------------------ */

static void save_own(const ap_walk *k, ap_place *p)
{
    p->holder = k->holder;
    p->behind = k->behind;
    p->in_vain = k->in_vain;
    p->nown = k->nown;
    if (k->nown) {
        p->own = ap_realloc(p->own, (size_t)k->nown * sizeof *p->own);
        memcpy(p->own, k->own, (size_t)k->nown * sizeof *k->own);
    }
}

void ap_walk_save(const ap_walk *k, ap_place *p)
{
    ap_world_save(k->w, &p->world);
    p->base = NULL;
    save_own(k, p);
}

void ap_walk_save_delta(const ap_walk *k, const ap_place *base, ap_place *p)
{
    ap_world_save_delta(k->w, &base->world, &p->world);
    p->base = base;
    save_own(k, p);
}

static void bring_back(ap_walk *k, ap_tid holder, uint64_t behind,
                       const ap_text *own, int nown)
{
    k->holder = holder;
    k->behind = behind;
    k->busy = -1;
    if (nown) {
        text_of(k, k->output_order ? 0 : nown - 1);
        memcpy(k->own, own, (size_t)nown * sizeof *own);
    }
    k->nown = nown;
}

void ap_walk_load(ap_walk *k, const ap_place *p)
{
    if (p->base)
        ap_world_load_delta(k->w, &p->base->world, &p->world);
    else
        ap_world_load(k->w, &p->world);
    bring_back(k, p->holder, p->behind, p->own, p->nown);
    k->era++;
    k->in_vain = p->in_vain;
    k->has_moved = true;
}

void ap_place_clear(ap_place *p)
{
    ap_snapshot_free(&p->world);
    ap_free(p->own);
    *p = (ap_place){0};
}

size_t ap_place_bytes(const ap_place *p)
{
    return sizeof *p + p->world.room + (size_t)p->nown * sizeof *p->own;
}

void ap_walk_follow(ap_walk *k, bool has_marks)
{
    ap_world_follow(k->w, has_marks);
    k->has_moved = false;
    k->has_marks = has_marks;
}

static void look(ap_walk *k)
{
    if (k->has_moved)
        ap_world_look(k->w);
    k->has_moved = false;
}

void ap_walk_mark(ap_walk *k, ap_mark *m)
{
    look(k);
    m->world = ap_world_mark(k->w);
    m->holder = k->holder;
    m->behind = k->behind;
    m->in_vain = k->in_vain;
    m->nown = k->nown;
    if (m->own_room < k->nown) {
        m->own_room = k->nown + 8;
        m->own = ap_realloc(m->own, (size_t)m->own_room * sizeof *m->own);
    }
    if (k->nown)
        memcpy(m->own, k->own, (size_t)k->nown * sizeof *k->own);
}

void ap_walk_back(ap_walk *k, const ap_mark *m)
{
    look(k);
    ap_world_back(k->w, m->world);
    bring_back(k, m->holder, m->behind, m->own, m->nown);
    k->era++;
    k->in_vain = m->in_vain;
}

void ap_mark_clear(ap_mark *m)
{
    ap_free(m->own);
    *m = (ap_mark){0};
}

/* ---- who may go ------------------------------------------------------- */

bool ap_walk_can(const ap_walk *k, ap_tid tid)
{
    return ap_world_state(k->w, tid) == AP_TS_READY
        || ap_view_brief(k->w, tid).deadline_ns >= 0;
}

bool ap_walk_may(const ap_walk *k, ap_tid tid)
{
    return ap_walk_can(k, tid)
        && (k->holder < 0 || tid == k->holder
            || ap_world_state(k->w, k->holder) != AP_TS_READY);
}

bool ap_walk_is_met(const ap_walk *k, ap_tid tid)
{
    return ap_walk_may(k, tid) && ap_world_state(k->w, tid) == AP_TS_READY
        && !(k->behind >> (tid & 63) & 1);
}

bool ap_walk_is_end(const ap_walk *k)
{
    for (ap_tid tid = 0; tid < ap_world_threads(k->w); tid++)
        if (ap_walk_can(k, tid))
            return false;
    return true;
}

/* ---- one step --------------------------------------------------------- */

/* Threads past the last bit have none. */
static uint64_t bit_of(ap_tid tid)
{
    return tid < 64 ? (uint64_t)1 << tid : 0;
}

/* May it give somebody what he waits for? */
static bool gives(const ap_event *ev)
{
    switch (ev->kind) {
    case AP_EV_NONE: case AP_EV_READ: case AP_EV_WRITE: case AP_EV_OUTPUT:
    case AP_EV_SLEEP: case AP_EV_AWAKE: case AP_EV_START: case AP_EV_JOIN:
    case AP_EV_BLOCK: case AP_EV_ACQUIRE: case AP_EV_REFUSED:
    case AP_EV_TEST:
        return false;
    default:
        return true;
    }
}

static ap_stepped step(ap_walk *k, ap_tid tid, ap_event *ev)
{
    k->stepping = tid;
    k->has_moved = true;
    ap_stepped how = ap_step(k->w, tid, ev);
    k->made++;
    k->era += ev && ev->sync;
    if (k->in_vain && ev && ev->is_visible && gives(ev))
        k->in_vain = 0;
    if (k->gil != AP_GIL_OFF)
        k->holder = how == AP_STEP_RAN ? tid : -1;
    return how;
}

/* What a thread did behind the last place where a switch is legal. */
typedef struct behind {
    uint32_t steps;
    bool is_seen;          /* one of them was visible (and free) */
} behind;

/* Under a GIL the event says where a switch may follow; without one nobody
 * asks. */
static void note_switch(ap_walk *k, const ap_event *ev, behind *late)
{
    if (k->gil == AP_GIL_OFF)
        return;
    late->steps++;
    late->is_seen |= ev->is_visible;
    if (ev->switches >> k->gil & 1) {
        k->may_switch = true;
        *late = (behind){0};
    }
}

static void keep(ap_walk *k)
{
    ap_world_save(k->w, &k->undo);
    if (k->undo_room < k->nown) {
        k->undo_room = k->nown + 8;
        k->undo_own = ap_realloc(k->undo_own, (size_t)k->undo_room
                                                  * sizeof *k->undo_own);
    }
    if (k->nown)
        memcpy(k->undo_own, k->own, (size_t)k->nown * sizeof *k->own);
}

static void unmake(ap_walk *k, ap_tid holder, int nown)
{
    ap_world_unmake(k->w, &k->undo);
    k->made--;
    k->era++;
    k->holder = holder;
    k->nown = nown;
    if (nown)
        memcpy(k->own, k->undo_own, (size_t)nown * sizeof *k->own);
}

/* ---- steps that nobody need see --------------------------------------- */

/* Whether a step will be seen is not known before it is made. Those that were
 * not seen lately are made without keeping the state before; if one of them is
 * seen after all, the walk goes back to where it began this run of steps, and
 * makes all but the last again. */
static void set_base(ap_walk *k)
{
    if (k->has_marks)
        ap_walk_mark(k, &k->base);
    k->made = 0;
}

static void redo(ap_walk *k, ap_tid tid, uint32_t steps)
{
    uint64_t in_vain = k->in_vain;
    ap_walk_back(k, &k->base);
    k->in_vain = in_vain;
    for (uint32_t i = 0; i < steps; i++) {
        if (ap_world_state(k->w, tid) != AP_TS_READY)
            ap_world_end_wait(k->w, tid);
        step(k, tid, NULL);
    }
    k->made = steps;
    k->era++;
}

static uint8_t *shyness(ap_walk *k, ap_tid tid)
{
    uint64_t at = ap_view_at(k->w, tid) * 0x9e3779b97f4a7c15u;
    return &k->shy[at >> 54];
}

typedef enum unseen { IS_SEEN, IS_QUIET, IS_FREE } unseen;

/* Makes a step of which it is not known whether it is quiet or free. */
static unseen step_unsure(ap_walk *k, ap_tid tid, behind *late)
{
    enum { SHY = 16 };
    ap_tid holder = k->holder;
    int nown = k->nown;
    uint8_t *shy = shyness(k, tid);
    bool is_kept = !k->has_marks || *shy;
    if (is_kept)
        keep(k);
    ap_stepped how = step(k, tid, &k->last);
    if (k->last.is_visible
        && !(k->know && ap_know_step(k->know, k, &k->last, how))) {
        if (is_kept)
            unmake(k, holder, nown);
        else
            redo(k, tid, k->made - 1);
        k->holder = holder;
        *shy = SHY;
        return IS_SEEN;
    }
    if (*shy)
        --*shy;
    note_switch(k, &k->last, late);
    return k->last.is_visible ? IS_FREE : IS_QUIET;
}

/* Makes the next step if it is quiet or free. IS_SEEN: it is neither, and
 * nothing has changed. */
static unseen step_unseen(ap_walk *k, ap_tid tid, behind *late)
{
    ap_ahead ahead = ap_view_ahead(k->w, tid);
    if (ahead == AP_AHEAD_VISIBLE
        && (!k->know || ap_know_is_bound(k->know, k, tid)))
        return IS_SEEN;
    if (ahead == AP_AHEAD_LOCK
        && (!k->know || ap_know_takes_bound(k->know, k, tid)))
        return IS_SEEN;
    if (ahead != AP_AHEAD_QUIET)
        return step_unsure(k, tid, late);
    bool tells = k->gil != AP_GIL_OFF;
    step(k, tid, tells ? &k->last : NULL);
    note_switch(k, &k->last, late);
    return IS_QUIET;
}

/* A sleep orders nothing: it goes on. It gave the GIL away. */
static bool sleep_is_over(ap_walk *k, ap_tid tid, behind *late)
{
    if (!k->know || ap_world_state(k->w, tid) != AP_TS_SLEEP)
        return false;
    k->may_switch = true;
    *late = (behind){0};
    return ap_world_end_wait(k->w, tid);
}

/* -> steps made, up to just before the next that is neither quiet nor free;
 * *late: what was made behind the last switch point. */
static uint32_t run_unseen(ap_walk *k, ap_tid tid, behind *late)
{
    uint32_t n = 0, free_ones = 0;
    k->saw_free = false;
    while (n < MOST_QUIET && free_ones < MOST_FREE) {
        if (ap_world_state(k->w, tid) != AP_TS_READY
            && !sleep_is_over(k, tid, late))
            return n;
        unseen u = step_unseen(k, tid, late);
        if (u == IS_SEEN)
            return n;
        free_ones += u == IS_FREE;
        k->saw_free |= u == IS_FREE;
        n++;
    }
    if (n == MOST_QUIET) {
        k->gave_up = true;
        k->busy = tid;
    }
    return n;
}

/* ---- a transition ----------------------------------------------------- */

static void add_seg(ap_walk *k, ap_tid tid, uint32_t n, bool is_late)
{
    ap_seg s = {.tid = tid, .n = n & 0x7ffffff, .is_late = is_late};
    if (n)
        ap_vec_push(&k->segs, &s);
}

/* Where nobody else may go, or the thread itself cannot go on, nothing needs
 * to stand later. */
static void add_steps(ap_walk *k, ap_tid tid, uint32_t n, const behind *late)
{
    bool is_late = k->may_switch && ap_world_state(k->w, tid) == AP_TS_READY;
    uint32_t last = is_late ? late->steps : 0;
    add_seg(k, tid, n - last, false);
    add_seg(k, tid, last, true);
}

/* Behind a step that was seen the thread cannot be met: nobody may go there
 * between it and the next. */
static void note_behind(ap_walk *k, ap_tid tid, const behind *late)
{
    uint64_t bit = (uint64_t)1 << (tid & 63);
    k->behind = late->is_seen ? k->behind | bit : k->behind & ~bit;
}

/* What a new thread did before its first step that counts. Free steps among
 * them can be seen where it is met; a thread that cannot go on does not make
 * up for anything later. */
static void add_lead_in(ap_walk *k, ap_tid tid, uint32_t n, const behind *late)
{
    if (ap_world_state(k->w, tid) != AP_TS_READY) {
        add_seg(k, tid, n, false);
        return;
    }
    size_t before = k->segs.len;
    add_seg(k, tid, n - late->steps, true);
    if (k->segs.len > before)
        ((ap_seg *)ap_vec_at(&k->segs, before))->is_lead = k->saw_free;
    add_seg(k, tid, late->steps, true);
}

/* A new thread, too, stands before its first visible step. Whose turn it is
 * does not change by that. */
static void settle_new_threads(ap_walk *k)
{
    ap_tid holder = k->holder;
    bool may_switch = k->may_switch;
    for (ap_tid tid = 0; tid < ap_world_threads(k->w); tid++) {
        behind late = {0};
        if (ap_world_state(k->w, tid) != AP_TS_READY
            || ap_view_brief(k->w, tid).steps > 0)
            continue;
        set_base(k);
        uint32_t n = run_unseen(k, tid, &late);
        add_lead_in(k, tid, n, &late);
        note_behind(k, tid, &late);
    }
    k->holder = holder;
    k->may_switch = may_switch;
}

static void finish(ap_walk *k, ap_tid tid, uint32_t n, const behind *late)
{
    add_steps(k, tid, n, late);
    note_behind(k, tid, late);
    ap_seg *segs = k->segs.data;
    segs[0].is_first = 1;
    segs[k->segs.len - 1].goes_on = ap_world_state(k->w, tid)
                                      == AP_TS_READY;
    int threads = ap_world_threads(k->w);
    if (ap_world_state(k->w, threads - 1) == AP_TS_READY)
        settle_new_threads(k);
    if (k->may_switch)
        k->holder = -1;
}

/* Where time matters the schedule says that it stands still. */
static void mark_time(ap_walk *k, ap_tid tid)
{
    ap_seg *first = k->segs.data;
    bool has_deadline = ap_view_brief(k->w, tid).deadline_ns >= 0;
    if (k->segs.len
        && (has_deadline || ap_world_clock_reads(k->w) != k->clock_reads))
        first->is_timed = 1;
}

static void go_on(ap_walk *k, ap_tid tid)
{
    behind late = {0};
    note_switch(k, &k->event, &late);
    uint32_t n = 1 + run_unseen(k, tid, &late);
    k->work += n;
    finish(k, tid, n, &late);
    mark_time(k, tid);
}

static void set_out(ap_walk *k, ap_tid tid)
{
    set_base(k);
    k->segs.len = 0;
    k->may_switch = false;
    k->busy = -1;
    k->era++;
    k->clock_reads = ap_world_clock_reads(k->w);
    if (ap_world_state(k->w, tid) != AP_TS_READY) {
        ap_world_end_wait(k->w, tid);
        k->has_moved = true;
    }
}

void ap_walk_go(ap_walk *k, ap_tid tid)
{
    set_out(k, tid);
    ap_stepped how = step(k, tid, &k->event);
    if (k->know)
        ap_know_step(k->know, k, &k->event, how);
    if (k->watcher)
        ap_detect_event(k->watcher, k->w, k->gil, &k->event);
    go_on(k, tid);
}

/* Does it wait for something that must be given to it, and has it done nothing
 * but find that out? */
static bool waits_in_vain(const ap_walk *k, ap_tid tid)
{
    ap_thread_brief t = ap_view_brief(k->w, tid);
    if (k->event.kind != AP_EV_BLOCK || t.deadline_ns >= 0)
        return false;
    return t.wait == AP_WAIT_LOCK || t.wait == AP_WAIT_JOIN
        || t.wait == AP_WAIT_SEMAPHORE || t.wait == AP_WAIT_SHUTDOWN;
}

/* Is the lock that the thread is about to enter not to be had? */
static bool is_taken(const ap_walk *k, ap_tid tid)
{
    ap_sync_view s;
    ap_word lock = ap_view_entered(k->w, tid);
    if (!ap_view_sync_of(k->w, ap_world_process_of(k->w, tid), lock, &s))
        return false;
    return s.role == AP_ROLE_SEMAPHORE ? s.count <= 0
           : s.role == AP_ROLE_RLOCK   ? s.owner >= 0 && s.owner != tid
                                       : s.owner >= 0;
}

/* May the step be an attempt in vain? */
static bool may_wait(const ap_walk *k, ap_tid tid, ap_ahead *ahead)
{
    *ahead = AP_AHEAD_QUIET;
    if (ap_world_state(k->w, tid) != AP_TS_READY || k->holder == tid)
        return false;
    *ahead = ap_view_ahead(k->w, tid);
    return *ahead == AP_AHEAD_UNSURE || *ahead == AP_AHEAD_LOCK;
}

/* Makes the step of which only that is known, and unmakes it if it is one. */
static bool tries_in_vain(ap_walk *k, ap_tid tid)
{
    ap_tid holder = k->holder;
    int nown = k->nown;
    bool had_moved = k->has_moved;
    keep(k);
    set_out(k, tid);
    ap_stepped how = step(k, tid, &k->event);
    if (how != AP_STEP_BLOCKED || !waits_in_vain(k, tid)) {
        if (k->know)
            ap_know_step(k->know, k, &k->event, how);
        go_on(k, tid);
        return false;
    }
    unmake(k, holder, nown);
    k->has_moved = had_moved;
    k->made = 0;
    return true;
}

bool ap_walk_try(ap_walk *k, ap_tid tid)
{
    ap_ahead ahead;
    if (!may_wait(k, tid, &ahead)) {
        ap_walk_go(k, tid);
        return true;
    }
    if (k->in_vain & bit_of(tid))
        return false;
    bool in_vain = ahead == AP_AHEAD_LOCK ? is_taken(k, tid)
                                          : tries_in_vain(k, tid);
    if (in_vain)
        k->in_vain |= bit_of(tid);
    else if (ahead == AP_AHEAD_LOCK)
        ap_walk_go(k, tid);
    return !in_vain;
}

static void begin(ap_walk *k)
{
    behind late = {0};
    k->holder = k->gil == AP_GIL_OFF ? -1 : 0;
    k->clock_reads = ap_world_clock_reads(k->w);
    uint32_t n = run_unseen(k, 0, &late);
    k->may_switch = false;
    add_steps(k, 0, n, &late);
    mark_time(k, 0);
    ap_walk_follow(k, false);
}

/* ---- identity --------------------------------------------------------- */

static uint64_t mix(uint64_t h, uint64_t with)
{
    h = (h ^ with) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static uint64_t output_hash(const ap_walk *k)
{
    uint64_t h = 0;
    if (k->ignore_output)
        return 0;
    for (int i = 0; i < k->nown; i++)
        if (k->own[i].hash)
            h = mix(mix(h, (uint64_t)i + 1), k->own[i].hash);
    return h;
}

ap_hash ap_walk_hash(ap_walk *k)
{
    k->has_moved = false;
    ap_hash h = ap_world_hash(k->w);
    uint64_t more = mix(mix(output_hash(k), (uint64_t)(k->holder + 2)),
                        k->behind);
    return (ap_hash){mix(h.lo, more), mix(h.hi, more + h.lo)};
}
