/* The lock-order graph: who held which lock and asked for which. A circle in
 * it warns of a deadlock, even in a run that got through.
 *
 * GoodLock (Havelund: SPIN 2000) with what iGoodLock asks for beside it
 * (Joshi, Park, Sen, Naik: PLDI 2009): the edges of a circle belong to as many
 * threads, no lock is held on two of them (a gate keeps such threads apart),
 * and none comes before another by starts, joins, events and barriers, which
 * no schedule can turn round. What the locks themselves order does not count:
 * that is what another schedule changes. */
#include "detect_i.h"

#include <stdio.h>
#include <string.h>

static lock_edge *edge_at(const ap_detect *d, uint32_t i)
{
    return ap_vec_at(&d->edges, i);
}

static const char *label_of(const ap_detect *d, uint32_t sync)
{
    return ((const hb_sync *)ap_vec_at(&d->syncs, sync))->label;
}

/* ---- circles ------------------------------------------------------------ */

static bool have_common_lock(const ap_detect *d, uint32_t a, uint32_t b)
{
    const lock_set *x = ap_vec_at(&d->sets, a), *y = ap_vec_at(&d->sets, b);
    for (int i = 0; i < x->n; i++)
        for (int k = 0; k < y->n; k++)
            if (x->syncs[i] == y->syncs[k])
                return true;
    return false;
}

static bool comes_before(const ap_detect *d, const lock_edge *a,
                         const lock_edge *b)
{
    return *clock_tick(&d->clocks, b->firm, a->tid) >= a->firm_tick;
}

/* May the edge stand in a circle with this one? */
static bool fit(const ap_detect *d, const lock_edge *a, const lock_edge *b)
{
    return a->tid != b->tid && !have_common_lock(d, a->set, b->set)
        && !comes_before(d, a, b) && !comes_before(d, b, a);
}

static bool fits_all(const ap_detect *d, const lock_circle *c, uint32_t edge)
{
    for (int i = 0; i < c->n; i++)
        if (!fit(d, edge_at(d, c->edges[i]), edge_at(d, edge)))
            return false;
    return true;
}

static bool has_edge_between(const ap_detect *d, const lock_circle *c,
                             uint32_t from, uint32_t to)
{
    for (int i = 0; i < c->n; i++)
        if (edge_at(d, c->edges[i])->from == from
            && edge_at(d, c->edges[i])->to == to)
            return true;
    return false;
}

/* The same locks in the same order are the same warning, whoever took them. */
static bool is_known(const ap_detect *d, const lock_circle *c)
{
    for (size_t k = 0; k < d->circles.len; k++) {
        const lock_circle *old = ap_vec_at(&d->circles, k);
        bool is_same = old->n == c->n;
        for (int i = 0; is_same && i < c->n; i++)
            is_same = has_edge_between(d, old, edge_at(d, c->edges[i])->from,
                                       edge_at(d, c->edges[i])->to);
        if (is_same)
            return true;
    }
    return false;
}

/* Goes on from the last edge of the path until it comes back to where the
 * first began. */
static bool close_circle(ap_detect *d, lock_circle *path)
{
    uint32_t at = edge_at(d, path->edges[path->n - 1])->to;
    if (at == edge_at(d, path->edges[0])->from)
        return !is_known(d, path);
    for (uint32_t i = 0; path->n < MOST_CIRCLE && i < d->edges.len; i++) {
        if (edge_at(d, i)->from != at || !fits_all(d, path, i))
            continue;
        path->edges[path->n++] = i;
        if (close_circle(d, path))
            return true;
        path->n--;
    }
    return false;
}

/* ---- edges -------------------------------------------------------------- */

static uint64_t edge_key(const ap_event *ev, const hb_thread *t, uint32_t from,
                         uint32_t to, const ap_detect *d)
{
    uint64_t at = mix((uint64_t)ev->code << 32 | ev->line, t->set);
    uint32_t firm = *clock_tick(&d->clocks, t->firm, ev->tid);
    return mix(mix(at, (uint64_t)from << 32 | to),
               (uint64_t)ev->tid << 32 | (firm > 1));
}

static void add_edge(ap_detect *d, const ap_world *w, const ap_event *ev,
                     uint32_t from, uint32_t to)
{
    hb_thread *t = thread_of(d, ev->tid);
    uint32_t *at = table_at(&d->by_edge, edge_key(ev, t, from, to, d));
    if (*at != UINT32_MAX || d->edges.len >= MOST_EDGES)
        return;
    ap_thread_view v = {.tid = -1};
    lock_edge e = {.step = ev->step, .from = from, .to = to, .set = t->set,
                   .firm = clock_new(&d->clocks, t->firm),
                   .firm_tick = *clock_tick(&d->clocks, t->firm, ev->tid),
                   .code = ev->code, .pc = ev->pc, .tid = ev->tid};
    if (ap_view_thread(w, ev->tid, &v))
        snprintf(e.thread, NAME, "%s", v.name);
    *at = (uint32_t)d->edges.len;
    lock_circle path = {.n = 1, .edges = {(uint32_t)d->edges.len}};
    ap_vec_push(&d->edges, &e);
    if (close_circle(d, &path)) {
        ap_vec_push(&d->circles, &path);
        d->is.new_circle = (uint32_t)d->circles.len;
    }
}

void detect_asks(ap_detect *d, const ap_world *w, const ap_event *ev,
                 uint32_t sync)
{
    const hb_thread *t = thread_of(d, ev->tid);
    for (int i = 0; i < t->nheld; i++)
        add_edge(d, w, ev, t->held[i].sync, sync);
}

/* ---- for other floors --------------------------------------------------- */

int ap_detect_new_lock_order(const ap_detect *d)
{
    return (int)d->is.new_circle - 1;
}

int ap_detect_lock_orders(const ap_detect *d)
{
    return (int)d->circles.len;
}

static ap_lock_order_side side_of(const ap_detect *d, const ap_world *w,
                                  const lock_edge *e, ap_arena *a)
{
    const ap_code *code = ap_image_code(ap_world_image(w), e->code);
    const char *holds = label_of(d, e->from), *takes = label_of(d, e->to);
    return (ap_lock_order_side){
        .thread = ap_arena_strndup(a, e->thread, strlen(e->thread)),
        .tid = e->tid, .line = code->pos[e->pc].line, .step = e->step,
        .holds = ap_arena_strndup(a, holds, strlen(holds)),
        .takes = ap_arena_strndup(a, takes, strlen(takes))};
}

/* "A takes right while it holds left (line 5), B takes …" */
static const char *in_words(const ap_lock_order *o, ap_arena *a)
{
    ap_str text = {0};
    for (int i = 0; i < o->n; i++)
        ap_str_printf(&text, "%s%s takes %s while it holds %s (line %u)",
                      i ? ", " : "", o->sides[i].thread, o->sides[i].takes,
                      o->sides[i].holds, o->sides[i].line);
    const char *kept = ap_arena_strndup(a, text.s, text.len);
    ap_str_clear(&text);
    return kept;
}

void ap_detect_lock_order(const ap_detect *d, const ap_world *w, int i,
                          ap_arena *a, ap_lock_order *out)
{
    const lock_circle *c = ap_vec_at(&d->circles, (size_t)i);
    ap_lock_order_side *sides =
        ap_arena_alloc(a, (size_t)c->n * sizeof *sides);
    for (int k = 0; k < c->n; k++)
        sides[k] = side_of(d, w, edge_at(d, c->edges[k]), a);
    out->sides = sides;
    out->n = c->n;
    out->words = in_words(out, a);
    out->fate = AP_LOCK_ORDER_OPEN;
    out->schedule = NULL;
}

/* ---- what the search says of it ----------------------------------------- */

bool ap_lock_order_has(const ap_lock_order *o, const ap_lock_order_side *x)
{
    for (int i = 0; i < o->n; i++)
        if (strcmp(o->sides[i].holds, x->holds) == 0
            && strcmp(o->sides[i].takes, x->takes) == 0)
            return true;
    return false;
}

static bool is_waiter(const ap_waiter *x, const ap_lock_order_side *s)
{
    bool holds = false;
    for (int i = 0; i < x->nholds; i++)
        holds |= strcmp(x->holds[i], s->holds) == 0;
    return holds && strcmp(x->waits, s->takes) == 0;
}

static bool is_this(const ap_deadlock *dead, const ap_lock_order *o)
{
    for (int i = 0; i < o->n; i++) {
        bool found = false;
        for (int k = 0; k < dead->nwaiters && !found; k++)
            found = is_waiter(&dead->waiters[k], &o->sides[i]);
        if (!found)
            return false;
    }
    return true;
}

/* The same warning among the search's own; NULL: it has none such. */
static const ap_lock_order *same_order(const ap_check_report *r,
                                       const ap_lock_order *o)
{
    for (int k = 0; k < r->nlock_orders; k++) {
        const ap_lock_order *x = &r->lock_orders[k];
        bool is_same = x->n == o->n;
        for (int i = 0; is_same && i < o->n; i++)
            is_same = ap_lock_order_has(x, &o->sides[i]);
        if (is_same)
            return x;
    }
    return NULL;
}

ap_lock_order_fate ap_check_lock_order(const ap_check_report *r,
                                       const ap_lock_order *o,
                                       const char **schedule)
{
    const ap_lock_order *own = same_order(r, o);
    *schedule = own ? own->schedule : NULL;
    if (own && own->fate != AP_LOCK_ORDER_OPEN)
        return own->fate;
    for (int i = 0; i < r->ndeadlocks; i++)
        if (is_this(&r->deadlocks[i], o)) {
            *schedule = r->deadlocks[i].how.schedule;
            return AP_LOCK_ORDER_CONFIRMED;
        }
    return r->is_complete ? AP_LOCK_ORDER_REFUTED : AP_LOCK_ORDER_OPEN;
}
