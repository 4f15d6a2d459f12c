/* Locks that are taken in a circle: looked for in a few runs, and then in
 * runs that are led there.
 *
 * A led run is one by chance in which a thread that holds a lock of the
 * circle and stands before the next one is put off, until the others stand
 * likewise (DeadlockFuzzer: Joshi, Park, Sen, Naik: PLDI 2009, after Sen's
 * RaceFuzzer: PLDI 2008). What it confirms is a deadlock, and is found. What
 * it does not may be refuted later, by a search that went through everything:
 * then either one of its deadlocks is such a circle, or there is none.
 *
 * Locks and semaphores are the same ones in two runs if they have the same
 * labels. Chance comes from fixed seeds. */
#include "after_i.h"
#include "detect_i.h"

#include <string.h>

enum {
    RUNS = 4,              /* that are watched: one in turn, others by chance */
    LED_RUNS = 24,         /* for a circle */
    LONG_RUN = 3,          /* run lengths after which a run is given up, */
    MOST_OF_A_RUN = 5000,  /* and transitions */
    MOST_ORDERS = 32
};

typedef struct directed {
    ap_check *c;
    ap_trail *trail;
    ap_detect *detect;     /* of this run */
    uint64_t chance;
    int run;               /* of those that are watched; then of the led */
    int order;             /* that is led to; -1: runs are watched */
    ap_tid put_off[MOST_CIRCLE]; /* by side of the circle; -1 nobody */
    ap_tid forced;         /* goes now, wherever it stands; -1 nobody */
    bool is_running;
} directed;

static ap_lock_order *order_at(const directed *s, int i)
{
    return ap_vec_at(&s->c->lock_orders, (size_t)i);
}

/* ---- runs -------------------------------------------------------------- */

static void start_run(directed *s)
{
    ap_trail_restart(s->trail);
    ap_detect_free(s->detect);
    s->detect = ap_detect_new();
    s->trail->walk->watcher = s->detect;
    s->chance = (uint64_t)s->run + 1;
    s->is_running = true;
    s->forced = -1;
    for (int i = 0; i < MOST_CIRCLE; i++)
        s->put_off[i] = -1;
}

/* Some runs are longer than the one that was made first. */
static bool is_over(const directed *s)
{
    uint64_t most = LONG_RUN * s->c->run_length;
    return ap_walk_is_end(s->trail->walk) || s->trail->walk->gave_up
        || s->trail->way.len > most || s->trail->way.len > MOST_OF_A_RUN;
}

/* Somebody who may go, by chance or the first; not `but` one of those. */
static ap_tid pick(directed *s, bool by_chance, const ap_tid *but, int nbut)
{
    const ap_walk *k = s->trail->walk;
    ap_tid best = -1;
    uint32_t n = 0;
    for (ap_tid tid = 0; tid < ap_world_threads(k->w); tid++) {
        bool is_left_out = !ap_walk_may(k, tid);
        for (int i = 0; i < nbut; i++)
            is_left_out |= but[i] == tid;
        if (is_left_out)
            continue;
        n++;
        if (best < 0 || (by_chance && ap_rng_below(&s->chance, n) == 0))
            best = tid;
    }
    return best;
}

/* ---- runs that are watched --------------------------------------------- */

/* The same locks in the same order are the same circle. */
static bool is_known(const directed *s, const ap_lock_order *o)
{
    for (size_t k = 0; k < s->c->lock_orders.len; k++) {
        const ap_lock_order *old = order_at(s, (int)k);
        bool is_same = old->n == o->n;
        for (int i = 0; i < o->n; i++)
            is_same = is_same && ap_lock_order_has(old, &o->sides[i]);
        if (is_same)
            return true;
    }
    return false;
}

static void keep_orders(directed *s)
{
    for (int i = 0; i < ap_detect_lock_orders(s->detect); i++) {
        ap_lock_order o = {.n = 0};
        ap_detect_lock_order(s->detect, s->trail->walk->w, i, s->c->arena,
                             &o);
        if (s->c->lock_orders.len < MOST_ORDERS && !is_known(s, &o))
            ap_vec_push(&s->c->lock_orders, &o);
    }
}

static void watch(directed *s)
{
    if (!is_over(s)) {
        ap_trail_go(s->trail, pick(s, s->run > 0, NULL, 0));
        return;
    }
    keep_orders(s);
    s->is_running = false;
    if (++s->run == RUNS) {
        s->order = 0;
        s->run = 0;
    }
}

/* ---- runs that are led ------------------------------------------------- */

static bool is_labelled(const directed *s, uint32_t sync, const char *label)
{
    const hb_sync *x = ap_vec_at(&s->detect->syncs, sync);
    return strcmp(x->label, label) == 0;
}

/* Does tid hold what this side of the circle holds? */
static bool holds(const directed *s, ap_tid tid, const char *label)
{
    if (!is_known_thread(s->detect, tid))
        return false;
    const hb_thread *t = thread_of(s->detect, tid);
    for (int i = 0; i < t->nheld; i++)
        if (is_labelled(s, t->held[i].sync, label))
            return true;
    return false;
}

/* Is this lock, or condition's lock, called so? */
static bool is_called(const ap_world *w, int pid, ap_word sync,
                      const char *name)
{
    ap_sync_view v;
    ap_str label = {0};
    if (!sync || !ap_view_sync_of(w, pid, sync, &v))
        return false;
    ap_view_label(w, pid, v.lock ? v.lock : v.obj, &label);
    bool is_so = strncmp(ap_str_c(&label), name, LABEL - 1) == 0;
    ap_str_clear(&label);
    return is_so;
}

/* What the next step of a thread asks for: by `with`, or by a call. */
static ap_word asks_for(const ap_world *w, ap_tid tid)
{
    ap_event ev;
    ap_frame_view v;
    if (!ap_view_next(w, tid, &ev))
        return 0;
    if (ev.op != AP_OP_BEFORE_WITH)
        return ev.sync;
    return ap_view_frame(w, tid, 0, &v)
        ? ap_view_stack(w, tid, 0, v.nstack - 1) : 0;
}

/* Does it wait for what this side takes, or is it about to ask for it? */
static bool wants(const directed *s, ap_tid tid, const char *name)
{
    const ap_world *w = s->trail->walk->w;
    ap_thread_view v;
    if (!ap_view_thread(w, tid, &v))
        return false;
    if (v.state == AP_TS_WAIT)
        return v.deadline_ns < 0 && is_called(w, v.pid, v.wait_obj, name);
    return v.state == AP_TS_READY
        && is_called(w, v.pid, asks_for(w, tid), name);
}

static bool is_put_off(const directed *s, const ap_lock_order *o, ap_tid tid)
{
    for (int i = 0; i < o->n; i++)
        if (s->put_off[i] == tid)
            return true;
    return false;
}

/* Who stands at a side that nobody stands at yet is put off. */
static void put_off(directed *s, const ap_lock_order *o)
{
    const ap_world *w = s->trail->walk->w;
    for (ap_tid tid = 0; tid < ap_world_threads(w); tid++)
        for (int i = 0; i < o->n; i++)
            if (s->put_off[i] < 0 && tid != s->forced
                && !is_put_off(s, o, tid) && holds(s, tid, o->sides[i].holds)
                && !holds(s, tid, o->sides[i].takes)
                && wants(s, tid, o->sides[i].takes))
                s->put_off[i] = tid;
}

static bool is_closed(const directed *s, const ap_lock_order *o)
{
    for (int i = 0; i < o->n; i++)
        if (s->put_off[i] < 0)
            return false;
    return true;
}

/* All of them ask now; -> do they all wait? */
static bool close_circle(directed *s, const ap_lock_order *o)
{
    const ap_walk *k = s->trail->walk;
    for (int i = 0; i < o->n; i++)
        if (ap_walk_may(k, s->put_off[i]))
            ap_trail_go(s->trail, s->put_off[i]);
    for (int i = 0; i < o->n; i++)
        if (ap_world_state(k->w, s->put_off[i]) != AP_TS_WAIT)
            return false;
    return true;
}

/* Do the circle's threads wait for ever? */
static bool is_deadlock(const directed *s, const ap_lock_order *o)
{
    ap_arena *a = ap_arena_new();
    ap_deadlock d = {0};
    int n = 0;
    if (ap_check_deadlock(s->trail->walk->w, a, &d))
        for (int i = 0; i < d.nwaiters; i++)
            n += is_put_off(s, o, d.waiters[i].tid);
    ap_arena_free(a);
    return n == o->n;
}

static ap_found found_here(const directed *s)
{
    return (ap_found){.walk = s->trail->walk, .segs = s->trail->segs.data,
                      .nsegs = s->trail->segs.len};
}

static void confirm(directed *s, ap_lock_order *o)
{
    ap_cost cost;
    ap_str text = {0};
    ap_found at = found_here(s);
    ap_path_schedule(at.segs, at.nsegs, NULL, at.walk->gil != AP_GIL_OFF,
                     &text, &cost);
    o->fate = AP_LOCK_ORDER_CONFIRMED;
    o->schedule = ap_arena_strndup(s->c->arena, text.s, text.len);
    ap_str_clear(&text);
}

/* The circle's threads wait for ever. If the others come to an end, that is
 * told of, else that they could go on. */
static void note_deadlock(directed *s)
{
    ap_place here = {0};
    size_t n = s->trail->way.len;
    ap_walk_save(s->trail->walk, &here);
    while (!is_over(s))
        ap_trail_go(s->trail, pick(s, false, NULL, 0));
    if (ap_walk_is_end(s->trail->walk)) {
        ap_found at = found_here(s);
        ap_note_end(s->c->findings, &at);
    } else {
        ap_trail_back(s->trail, n, &here);
        ap_found at = found_here(s);
        ap_note_deadlock(s->c->findings, &at);
    }
    ap_place_clear(&here);
}

/* All sides are stood at. If others may free the circle's threads, they show
 * it or come to an end. */
static void try_circle(directed *s, ap_lock_order *o)
{
    if (!close_circle(s, o))
        return;
    while (!is_deadlock(s, o)) {
        ap_tid tid = is_over(s) ? -1 : pick(s, true, s->put_off, o->n);
        if (tid < 0)
            return;
        ap_trail_go(s->trail, tid);
    }
    confirm(s, o);
    note_deadlock(s);
}

/* One step towards the circle; where all who may go are put off, one of them
 * is not any more. */
static void lead(directed *s, ap_lock_order *o)
{
    put_off(s, o);
    s->forced = -1;
    if (is_closed(s, o)) {
        s->is_running = false;
        try_circle(s, o);
        return;
    }
    ap_tid tid = pick(s, true, s->put_off, o->n);
    if (tid < 0) {
        tid = s->forced = pick(s, true, NULL, 0);
        for (int i = 0; i < o->n; i++)
            if (s->put_off[i] == tid)
                s->put_off[i] = -1;
    }
    if (tid >= 0)
        ap_trail_go(s->trail, tid);
    s->is_running = tid >= 0 && !is_over(s);
}

static void go_on(directed *s)
{
    ap_lock_order *o = order_at(s, s->order);
    if (s->is_running)
        lead(s, o);
    if (s->is_running)
        return;
    s->run++;
    if (o->fate == AP_LOCK_ORDER_CONFIRMED || s->run == LED_RUNS) {
        s->order++;
        s->run = 0;
    }
}

/* ---- the phase --------------------------------------------------------- */

static void *begin(ap_check *c)
{
    ap_trail *trail = c->is_inner || !c->has_locks ? NULL
                                                   : ap_trail_new(c, NULL);
    if (!trail)
        return NULL;
    directed *s = ap_alloc(sizeof *s);
    s->c = c;
    s->trail = trail;
    s->order = -1;
    return s;
}

static bool run(ap_check *c, void *state, int64_t deadline_ns)
{
    directed *s = state;
    while (s->order < (int)c->lock_orders.len && !ap_check_is_late(c)) {
        if (!s->is_running)
            start_run(s);
        if (s->order < 0)
            watch(s);
        else
            go_on(s);
        if (deadline_ns >= 0 && ap_clock_ns() >= deadline_ns)
            return false;
    }
    return true;
}

static void end(ap_check *c, void *state)
{
    directed *s = state;
    (void)c;
    ap_detect_free(s->detect);
    ap_trail_free(s->trail);
    ap_free(s);
}

const ap_phase ap_phase_directed = {"locks in a circle", begin, run, end};

/* ---- what the whole search says ---------------------------------------- */

/* Do threads that wait for ever stand in this circle, one at each side? */
static bool stand_in(directed *s, const ap_lock_order *o)
{
    for (int i = 0; i < MOST_CIRCLE; i++)
        s->put_off[i] = -1;
    put_off(s, o);
    return is_closed(s, o);
}

/* Goes a deadlock's way, and holds every open circle against its end. */
static void settle_by(directed *s, const ap_deadlock *d)
{
    s->trail->walk->watcher = NULL;
    if (!ap_trail_follow_schedule(s->trail, d->how.schedule))
        return;
    ap_vec way;
    ap_vec_init(&way, sizeof(ap_tid));
    for (size_t i = 0; i < s->trail->way.len; i++)
        ap_vec_push(&way, ap_vec_at(&s->trail->way, i));
    start_run(s);
    for (size_t i = 0; i < way.len; i++)
        ap_trail_go(s->trail, *(ap_tid *)ap_vec_at(&way, i));
    for (int i = 0; i < (int)s->c->lock_orders.len; i++) {
        ap_lock_order *o = order_at(s, i);
        if (stand_in(s, o)) {
            o->fate = AP_LOCK_ORDER_CONFIRMED;
            o->schedule = d->how.schedule;
        }
    }
    ap_vec_clear(&way);
}

static void *begin_settle(ap_check *c)
{
    return c->lock_orders.len ? begin(c) : NULL;
}

/* A deadlock of some, while others go round for ever, is no end that a search
 * comes to: then a circle stays open. */
static bool run_settle(ap_check *c, void *state, int64_t deadline_ns)
{
    directed *s = state;
    int ndeadlocks, nstucks;
    (void)deadline_ns;
    const ap_deadlock *d = ap_findings_deadlocks(c->findings, &ndeadlocks);
    ap_findings_stucks(c->findings, &nstucks);
    for (int i = 0; i < ndeadlocks && !ap_check_is_late(c); i++)
        settle_by(s, &d[i]);
    for (int i = 0; i < (int)c->lock_orders.len; i++)
        if (order_at(s, i)->fate == AP_LOCK_ORDER_OPEN && c->is_complete
            && !nstucks)
            order_at(s, i)->fate = AP_LOCK_ORDER_REFUTED;
    return true;
}

const ap_phase ap_phase_settle = {"locks in a circle", begin_settle,
                                  run_settle, end};
