/* What orders what: the happens-before relation of a run, as vector clocks of
 * threads and synchronisation objects.
 *
 * Whoever gives something (releases, sets, starts, ends, arrives) leaves what
 * it knows; whoever gets it learns that. Whoever only looks (a lock that was
 * refused, an event that is not set, a thread that is no longer alive) learns
 * what brought the object there: in a program whose steps come one after
 * another that is an order like any other. The GIL orders nothing, nor do
 * sleep and output.
 *
 * A condition has no clock: notify and wait are made under its lock. */
#include "detect_i.h"

#include <string.h>

/* ---- threads ------------------------------------------------------------ */


static void see(ap_detect *d, int tid)
{
    hb_thread *t = thread_of(d, tid);
    t->now = clock_new(&d->clocks, 0);
    t->firm = clock_new(&d->clocks, 0);
    t->is_open = true;
    *clock_tick(&d->clocks, t->now, tid) = 1;
    *clock_tick(&d->clocks, t->firm, tid) = 1;
}

bool detect_thread(ap_detect *d, int tid)
{
    if (tid >= AP_MOST_WATCHED) {
        d->is.is_blind = true;
        return false;
    }
    clocks_widen(&d->clocks, (uint32_t)tid + 1);
    while (d->threads.len <= (size_t)tid)
        ap_vec_push(&d->threads, NULL);
    if (!is_known_thread(d, tid))
        see(d, tid);
    return true;
}

void detect_learn(ap_detect *d, hb_thread *t, uint32_t clock)
{
    if (clock && clock_join(&d->clocks, t->now, clock))
        clock_drop(&d->clocks, &t->kept);
}

static void learn_firm(ap_detect *d, hb_thread *t, uint32_t clock)
{
    if (clock)
        clock_join(&d->clocks, t->firm, clock);
}

/* What comes after is not known to those who learn what t left. */
static void go_on(ap_detect *d, const hb_thread *t, int tid)
{
    ++*clock_tick(&d->clocks, t->now, tid);
    ++*clock_tick(&d->clocks, t->firm, tid);
}

static void leave(ap_detect *d, uint32_t *clock, uint32_t knowledge)
{
    if (*clock)
        clock_join(&d->clocks, *clock, knowledge);
    else
        *clock = clock_new(&d->clocks, knowledge);
}

/* ---- synchronisation objects -------------------------------------------- */

static hb_sync *sync_at(const ap_detect *d, uint32_t i)
{
    return ap_vec_at(&d->syncs, i);
}

/* Its name on the screen: asked for again as long as it has no better one
 * than its class and number. */
static void name_sync(hb_sync *s, const ap_world *w, int pid, ap_word obj)
{
    enum { OFTEN_ENOUGH = 16 };
    bool is_good = s->label[0] && !strchr(s->label, '#');
    if (is_good || s->taken++ > OFTEN_ENOUGH)
        return;
    ap_str label = {0};
    ap_view_label(w, pid, obj, &label);
    size_t n = label.len < LABEL - 1 ? label.len : LABEL - 1;
    memcpy(s->label, ap_str_c(&label), n);
    s->label[n] = 0;
    ap_str_clear(&label);
}

/* The sync object of an event; a condition stands for its lock. */
static uint32_t sync_of(ap_detect *d, const ap_world *w, int pid,
                        const ap_sync_view *v)
{
    ap_word obj = v->lock ? v->lock : v->obj;
    uint64_t id = mix(ap_view_identity(w, pid, obj), (uint64_t)pid);
    uint32_t *at = table_at(&d->by_sync, id);
    if (*at == UINT32_MAX) {
        hb_sync fresh = {.id = id};
        *at = (uint32_t)d->syncs.len;
        ap_vec_push(&d->syncs, &fresh);
    }
    name_sync(sync_at(d, *at), w, pid, obj);
    return *at;
}

/* ---- locks held --------------------------------------------------------- */

static void intern_set(ap_detect *d, hb_thread *t)
{
    lock_set set = {.n = t->nheld};
    uint64_t key = 1;
    for (int i = 0; i < t->nheld; i++) {
        set.syncs[i] = t->held[i].sync;
        key = mix(key, t->held[i].sync);
    }
    uint32_t *at = table_at(&d->by_set, key);
    if (*at == UINT32_MAX) {
        *at = (uint32_t)d->sets.len;
        ap_vec_push(&d->sets, &set);
    }
    t->set = *at;
}

static held *find_held(hb_thread *t, uint32_t sync)
{
    for (int i = 0; i < t->nheld; i++)
        if (t->held[i].sync == sync)
            return &t->held[i];
    return NULL;
}

static void hold(ap_detect *d, hb_thread *t, uint32_t sync, int depth)
{
    held *h = find_held(t, sync);
    if (h) {
        h->depth += depth;
    } else if (t->nheld < MOST_HELD) {
        t->held[t->nheld++] = (held){sync, depth};
        intern_set(d, t);
    }
}

/* One level less, or all of them; -> how many there were. */
static int let_go(ap_detect *d, hb_thread *t, uint32_t sync, bool all)
{
    held *h = find_held(t, sync);
    if (!h)
        return 0;
    int depth = h->depth;
    h->depth = all ? 0 : depth - 1;
    if (h->depth > 0)
        return depth;
    memmove(h, h + 1, (size_t)(&t->held[t->nheld] - (h + 1)) * sizeof *h);
    t->nheld--;
    intern_set(d, t);
    return depth;
}

/* A Lock may be released by another thread than took it. */
static void let_go_of_any(ap_detect *d, hb_thread *t, uint32_t sync)
{
    if (let_go(d, t, sync, false))
        return;
    for (size_t i = 0; i < d->threads.len; i++)
        let_go(d, thread_of(d, (int)i), sync, true);
}

/* ---- what each operation does ------------------------------------------- */

/* A semaphore's use after this event, by its value then. */
static sync_use use_of(const hb_sync *s, const ap_event *ev, int64_t value)
{
    if (s->use == USE_UNKNOWN)
        return ev->kind == AP_EV_ACQUIRE && value == 0 ? USE_LOCK : USE_OTHER;
    return value > 1 ? USE_OTHER : (sync_use)s->use;
}

/* Is it one, or used as one? */
static bool is_lock(hb_sync *s, const ap_sync_view *v, const ap_event *ev)
{
    if (v->role == AP_ROLE_SEMAPHORE)
        s->use = (uint8_t)use_of(s, ev, v->count);
    return v->role == AP_ROLE_LOCK || v->role == AP_ROLE_RLOCK
        || s->use == USE_LOCK;
}

/* Left to those who get it, and to those who look at it. */
static void give(ap_detect *d, hb_thread *t, int tid, hb_sync *s)
{
    leave(d, &s->released, t->now);
    leave(d, &s->known, t->now);
    go_on(d, t, tid);
}

static void take(ap_detect *d, hb_thread *t, const ap_event *ev, uint32_t sync)
{
    hb_sync *s = sync_at(d, sync);
    detect_learn(d, t, s->released);
    leave(d, &s->known, t->now);
    go_on(d, t, ev->tid);
}

static void set_or_arrive(ap_detect *d, hb_thread *t, const ap_event *ev,
                          hb_sync *s)
{
    leave(d, &s->released, t->now);
    leave(d, &s->firm, t->firm);
    if (ev->kind == AP_EV_ARRIVE) {
        detect_learn(d, t, s->released);
        learn_firm(d, t, s->firm);
    }
    go_on(d, t, ev->tid);
}

/* A look at an object: at what was set, or at all that was done to it. */
static void look(ap_detect *d, hb_thread *t, const ap_event *ev, hb_sync *s,
                 ap_role role)
{
    bool is_set = (role == AP_ROLE_EVENT && ev->value == AP_TRUE)
        || role == AP_ROLE_BARRIER;
    if (is_set)
        detect_learn(d, t, s->released);
    if (is_set)
        learn_firm(d, t, s->firm);
    if (!is_set || role == AP_ROLE_BARRIER)
        detect_learn(d, t, s->known);
}

static bool has_timeout(const ap_world *w, ap_tid tid)
{
    ap_thread_view v;
    return !ap_view_thread(w, tid, &v) || v.deadline_ns >= 0;
}

static void acquired(ap_detect *d, const ap_world *w, const ap_event *ev,
                     uint32_t sync, bool is_a_lock)
{
    hb_thread *t = thread_of(d, ev->tid);
    if (is_a_lock && ev->value != AP_NONE && !find_held(t, sync))
        detect_asks(d, w, ev, sync);
    take(d, t, ev, sync);
    if (is_a_lock)
        hold(d, t, sync, 1);
}

/* wait() lets go of the lock however deep it is held, and takes it back as
 * deep; WOKEN of an event or a barrier is a look. */
static void wait_or_woken(ap_detect *d, const ap_event *ev, uint32_t sync,
                          ap_role role)
{
    hb_thread *t = thread_of(d, ev->tid);
    hb_sync *s = sync_at(d, sync);
    if (role != AP_ROLE_CONDITION) {
        look(d, t, ev, s, role);
    } else if (ev->kind == AP_EV_WAIT) {
        t->waits_deep = let_go(d, t, sync, true);
        give(d, t, ev->tid, s);
    } else {
        take(d, t, ev, sync);
        hold(d, t, sync, t->waits_deep > 0 ? t->waits_deep : 1);
    }
}

static void on_sync(ap_detect *d, const ap_world *w, const ap_event *ev)
{
    ap_sync_view v;
    if (!ap_view_sync_of(w, ev->pid, ev->sync, &v))
        return;
    uint32_t sync = sync_of(d, w, ev->pid, &v);
    hb_thread *t = thread_of(d, ev->tid);
    hb_sync *s = sync_at(d, sync);
    bool is_a_lock = is_lock(s, &v, ev);
    switch (ev->kind) {
    case AP_EV_ACQUIRE:
        acquired(d, w, ev, sync, is_a_lock);
        break;
    case AP_EV_RELEASE:
        if (is_a_lock || v.role == AP_ROLE_SEMAPHORE)
            let_go_of_any(d, t, sync);
        give(d, t, ev->tid, s);
        break;
    case AP_EV_WAIT:
    case AP_EV_WOKEN:
        wait_or_woken(d, ev, sync, v.role);
        break;
    case AP_EV_ARRIVE:
    case AP_EV_SET:
        set_or_arrive(d, t, ev, s);
        break;
    case AP_EV_CLEAR:
        leave(d, &s->known, t->now);
        go_on(d, t, ev->tid);
        break;
    case AP_EV_TEST:
    case AP_EV_REFUSED:
        look(d, t, ev, s, v.role);
        break;
    case AP_EV_BLOCK:
        if (is_a_lock && t->nheld && !find_held(t, sync)
            && !has_timeout(w, ev->tid))
            detect_asks(d, w, ev, sync);
        break;
    default:
        break;
    }
}

/* ---- starts and ends ---------------------------------------------------- */

static void on_start(ap_detect *d, const ap_event *ev)
{
    if (!detect_thread(d, ev->other))
        return;
    hb_thread *t = thread_of(d, ev->tid), *child = thread_of(d, ev->other);
    clock_join(&d->clocks, child->now, t->now);
    clock_join(&d->clocks, child->firm, t->firm);
    clock_drop(&d->clocks, &child->kept);
    go_on(d, t, ev->tid);
}

static void learn_end(ap_detect *d, hb_thread *t, int other)
{
    if (other < 0 || !is_known_thread(d, other))
        return;
    detect_learn(d, t, thread_of(d, other)->now);
    learn_firm(d, t, thread_of(d, other)->firm);
}

/* is_alive() that said no, and the lists of threads that are alive. */
static void on_roll_call(ap_detect *d, const ap_event *ev)
{
    hb_thread *t = thread_of(d, ev->tid);
    if (ev->other >= 0 && ev->value == AP_FALSE)
        learn_end(d, t, ev->other);
    for (size_t i = 0; ev->other < 0 && i < d->threads.len; i++)
        if (thread_of(d, (int)i)->is_over)
            learn_end(d, t, (int)i);
}

void detect_order(ap_detect *d, const ap_world *w, const ap_event *ev)
{
    if (ev->sync) {
        on_sync(d, w, ev);
        return;
    }
    switch (ev->kind) {
    case AP_EV_START:
        on_start(d, ev);
        break;
    case AP_EV_JOIN:
        learn_end(d, thread_of(d, ev->tid), ev->other);
        break;
    case AP_EV_TEST:
        on_roll_call(d, ev);
        break;
    case AP_EV_END:
    case AP_EV_DIE:
        thread_of(d, ev->tid)->is_over = true;
        break;
    default:
        break;
    }
}
