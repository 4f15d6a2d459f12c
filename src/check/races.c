/* Races in one run: FastTrack (Flanagan, Freund: CACM 2010) with the order of
 * reads after the writes that they read (SHB: Mathur, Kini, Viswanathan:
 * OOPSLA 2018).
 *
 * A cell keeps the touches that can still race: one that happened before, or
 * raced with, a later touch which conflicts with at least as much is dropped,
 * so most cells hold one or two. A touch and its thread's tick are FastTrack's
 * epoch; more than one read that nothing orders are its inflated read vector.
 *
 * A read learns what the thread of the last write knew when it wrote. So a
 * second race that could only come because of a first one (data behind a flag
 * that is polled) is not told, and each that is told can be brought about by
 * another schedule: both threads stand before their accesses and either may
 * go first.
 *
 * What races is a name, an attribute, an item. Methods of containers that are
 * atomic do not race with each other, and operations on a container as a whole
 * not at all; they order only what they tell: who gets something out learns
 * who put it in. For that a container has two cells of its own, one for the
 * whole and one that sums up its items, in which only writes are kept.
 */
#include "detect_i.h"

#include <string.h>

/* One access on its way through the cells. */
typedef struct visit {
    ap_detect *d;
    const ap_world *w;
    const ap_event *ev;
    const ap_access *a;
    hb_thread *t;
    uint64_t place;      /* what reports of it have in common */
    touch now;
    bool reads;          /* learns something of what was written before */
} visit;

/* ---- cells -------------------------------------------------------------- */

static cell *cell_at(const ap_detect *d, uint32_t i)
{
    return (cell *)d->cells.data + i;
}

static touch *touch_at(const ap_detect *d, uint32_t i)
{
    return (touch *)d->touches.data + i;
}

/* Touch 0 means none, and is never used. */
static uint32_t new_touch(ap_detect *d)
{
    uint32_t i = d->is.free_touch;
    if (i) {
        d->is.free_touch = touch_at(d, i)->next;
        return i;
    }
    if (!d->touches.len)
        ap_vec_push(&d->touches, NULL);
    ap_vec_push(&d->touches, NULL);
    return (uint32_t)d->touches.len - 1;
}

static void free_touch(ap_detect *d, uint32_t i)
{
    touch_at(d, i)->next = d->is.free_touch;
    d->is.free_touch = i;
}

/* UINT32_MAX where no more are watched. */
static uint32_t cell_of(ap_detect *d, uint64_t id)
{
    if (d->cells.len >= MOST_CELLS)
        return table_find(&d->by_cell, id);
    uint32_t *at = table_at(&d->by_cell, id);
    if (*at == UINT32_MAX) {
        cell fresh = {.wrote_tid = -1};
        *at = (uint32_t)d->cells.len;
        ap_vec_push(&d->cells, &fresh);
    }
    return *at;
}

/* ---- who came before ---------------------------------------------------- */

static bool knows(const ap_detect *d, const hb_thread *t, int tid,
                  uint32_t tick)
{
    return *clock_tick(&d->clocks, t->now, tid) >= tick;
}

static bool conflict(const touch *a, const touch *b)
{
    return (a->is_write || b->is_write) && !(a->is_atomic && b->is_atomic);
}

/* Whatever races with `old` races with `now`, too, and as really. */
static bool covers(const touch *now, const touch *old)
{
    return now->is_write >= old->is_write && now->is_atomic <= old->is_atomic
        && now->is_open >= old->is_open;
}

static void compare(const visit *v, const cell *c)
{
    for (uint32_t i = c->first; i; i = touch_at(v->d, i)->next) {
        const touch *old = touch_at(v->d, i);
        if (old->tid != v->now.tid && conflict(old, &v->now)
            && !knows(v->d, v->t, old->tid, old->tick))
            detect_race(v->d, v->w, v->ev, v->a, v->place, old, &v->now);
    }
}

/* The random module's state is each thread's own, as far as order goes. */
static bool tells_nothing(const visit *v)
{
    ap_object_view o;
    return v->a->where == AP_AT_WHOLE
        && ap_view_object(v->w, v->ev->pid, v->a->obj, &o)
        && strcmp(o.type, "Random") == 0;
}

static void learn_writes(const visit *v, const cell *c)
{
    bool is_known = c->wrote_tid < 0
        || knows(v->d, v->t, c->wrote_tid, c->wrote_tick);
    if ((is_known && !c->older) || tells_nothing(v))
        return;
    detect_learn(v->d, v->t, c->older);
    if (is_known)
        return;
    detect_learn(v->d, v->t, c->wrote);
    *clock_tick(&v->d->clocks, v->t->now, c->wrote_tid) = c->wrote_tick;
    clock_drop(&v->d->clocks, &v->t->kept);
}

/* ---- remembering -------------------------------------------------------- */

/* Drops what is covered and happened before, or has just been told as a race;
 * then puts the new touch first. */
static void remember_touch(const visit *v, cell *c)
{
    ap_detect *d = v->d;
    uint32_t *link = &c->first;
    while (*link) {
        uint32_t i = *link;
        touch *old = touch_at(d, i);
        bool is_done = old->tid == v->now.tid || conflict(old, &v->now)
            || knows(d, v->t, old->tid, old->tick);
        if (is_done && covers(&v->now, old)) {
            *link = old->next;
            free_touch(d, i);
        } else {
            link = &old->next;
        }
    }
    uint32_t fresh = new_touch(d);
    touch *to = touch_at(d, fresh);
    *to = v->now;
    to->next = c->first;
    c->first = fresh;
}

/* A write of a part, or an atomic one, leaves what was there before in place:
 * whoever reads later learns of all of them. */
static void keep_older(const visit *v, cell *c, bool adds)
{
    clocks *k = &v->d->clocks;
    bool is_known = c->wrote_tid < 0
        || knows(v->d, v->t, c->wrote_tid, c->wrote_tick);
    if (!adds)
        clock_drop(k, &c->older);
    if (!adds || is_known)
        return;
    if (!c->older)
        c->older = clock_new(k, 0);
    clock_join(k, c->older, c->wrote);
    uint32_t *tick = clock_tick(k, c->older, c->wrote_tid);
    if (*tick < c->wrote_tick)
        *tick = c->wrote_tick;
}

static void remember_write(const visit *v, cell *c, bool adds)
{
    clocks *k = &v->d->clocks;
    keep_older(v, c, adds);
    if (!v->t->kept)
        v->t->kept = clock_new(k, v->t->now);
    clock_drop(k, &c->wrote);
    c->wrote = clock_share(k, v->t->kept);
    c->wrote_tid = v->now.tid;
    c->wrote_tick = v->now.tick;
}

/* ---- an access ---------------------------------------------------------- */

/* The thread's latest touch is of the same kind and alone: only its place in
 * the run is new. */
static bool is_same_again(const visit *v, const cell *c)
{
    if (!c->first)
        return false;
    touch *old = touch_at(v->d, c->first);
    if (old->next || old->tid != v->now.tid
        || old->is_write != v->now.is_write
        || old->is_atomic != v->now.is_atomic
        || old->is_open != v->now.is_open)
        return false;
    *old = v->now;
    return true;
}

/* The cells of a container, beside those of its items. */
enum { THE_WHOLE = 11, ALL_ITEMS = 13 };

static void learn_from(const visit *v, uint64_t id)
{
    uint32_t i = v->reads ? table_find(&v->d->by_cell, id) : UINT32_MAX;
    if (i != UINT32_MAX)
        learn_writes(v, cell_at(v->d, i));
}

static void add_to(const visit *v, uint64_t id)
{
    uint32_t i = v->now.is_write ? cell_of(v->d, id) : UINT32_MAX;
    if (i != UINT32_MAX)
        remember_write(v, cell_at(v->d, i), true);
}

static void visit_whole(const visit *v, uint64_t obj)
{
    learn_from(v, mix(obj, THE_WHOLE));
    learn_from(v, mix(obj, ALL_ITEMS));
    add_to(v, mix(obj, THE_WHOLE));
}

static void visit_cell(const visit *v, cell *c)
{
    compare(v, c);
    if (v->reads)
        learn_writes(v, c);
    if (!is_same_again(v, c))
        remember_touch(v, c);
    if (v->now.is_write)
        remember_write(v, c, v->now.is_atomic);
}

static void visit_part(visit *v, uint64_t obj, uint64_t key)
{
    bool is_item = v->a->where == AP_AT_ITEM;
    uint32_t part = cell_of(v->d, mix(obj, key));
    v->place = is_item ? mix(obj, THE_WHOLE) : mix(obj, key);
    if (part != UINT32_MAX)
        visit_cell(v, cell_at(v->d, part));
    if (!is_item)
        return;
    learn_from(v, mix(obj, THE_WHOLE));
    add_to(v, mix(obj, ALL_ITEMS));
}

/* Does the access tell its thread anything? A write does where it gives
 * something back (a pop), or fails. */
static bool tells(const ap_event *ev, const ap_access *a)
{
    return !a->is_write || ev->kind == AP_EV_RAISE
        || (a->is_atomic && ev->value && ev->value != AP_NONE);
}

static void on_access(ap_detect *d, const ap_world *w, const ap_event *ev,
                      const ap_access *a)
{
    hb_thread *t = thread_of(d, ev->tid);
    uint32_t *own = clock_tick(&d->clocks, t->now, ev->tid);
    visit v = {.d = d, .w = w, .ev = ev, .a = a, .t = t,
               .reads = tells(ev, a),
               .now = {.step = ev->step, .tick = *own, .code = ev->code,
                       .pc = ev->pc, .set = t->set, .tid = (uint16_t)ev->tid,
                       .is_write = a->is_write, .is_atomic = a->is_atomic,
                       .is_open = t->is_open, .in_library = ev->in_library}};
    uint64_t obj, key;
    ap_view_identities(w, ev->pid, a, &obj, &key);
    obj = mix(obj, (uint64_t)ev->pid);
    if (a->where == AP_AT_WHOLE)
        visit_whole(&v, obj);
    else
        visit_part(&v, obj, key ^ (uint64_t)(a->where == AP_AT_ITEM));
    if (a->is_write) /* what comes after is not known to who reads this */
        ++*clock_tick(&d->clocks, t->now, ev->tid);
}

void detect_accesses(ap_detect *d, const ap_world *w, const ap_event *ev)
{
    for (int i = 0; i < ev->naccesses; i++) {
        const ap_access *a = &ev->access[i];
        if (a->is_shared && a->where != AP_AT_SYNC && a->where != AP_AT_NONE)
            on_access(d, w, ev, a);
    }
}
