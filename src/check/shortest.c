/* The cheapest way to each kind of finding: Dijkstra's algorithm with a queue
 * over (state, thread that went last), the cost being preemptions, then
 * switches, then steps. No reduction here: sleep sets and persistent sets
 * keep what can be reached, not what it costs.
 *
 * The queue holds nodes, whose cost is known, and edges out of nodes that were
 * visited; an edge is walked only when its turn comes, so that most ways with
 * more preemptions than are needed are never walked at all.
 *
 * Where only deadlocks are looked for, a key is the cost so far and what must
 * come at least (A*): every thread that could go, but for the last, needs a
 * turn before it waits for ever.
 *
 * Always true: every node that costs less than the queue's least key was
 * visited, and what can be seen there was noted. So a finding that does not
 * cost more than that key is minimal.
 *
 * The same search in another order is the greedy one, which comes before all
 * others and proves nothing: first where the fewest threads can go on while
 * none has ended. That leads straight into a deadlock that is near. */
#include "after_i.h"

#include <string.h>

/* A search that has walked so far is given up; nothing is claimed then. */
enum { MOST_TRANSITIONS = 400000, EVERY_SPOT = 8 };
/* A program of so few states is searched on, until all of its findings and
 * outcomes are proven, or so much was walked for it. */
enum { FEW_STATES = 1000, MOST_THOROUGH = 2500 };
/* The greedy one is done with after so many, and as many run lengths. */
enum { GREEDY_TRANSITIONS = 400, GREEDY_RUNS = 4 };

#define PREEMPTION ((uint64_t)1 << 52)
#define SWITCH ((uint64_t)1 << 32)

/* A node's state, and the late steps of each thread there. */
typedef struct spot {
    ap_place place;
    uint32_t *late;
    int nlate;
} spot;

typedef struct node {
    uint64_t cost;         /* PREEMPTIONs, SWITCHes and steps */
    uint32_t rank;         /* greedy: who can go and who has ended */
    uint32_t others;       /* A*: that need a turn yet */
    uint32_t parent;       /* of the start: itself */
    uint32_t depth;
    uint32_t holds;        /* items in the queue, nodes that are based on it:
                              its spot is needed */
    uint32_t base;         /* where to walk from: itself if it has a spot */
    ap_tid last;
    bool goes_on;          /* the last thread could */
    bool is_stale;         /* there is a cheaper one of the same key */
    spot *spot;            /* NULL: to be walked to from an ancestor */
} node;

/* tid -1: the node itself, else its edge by that thread. */
typedef struct item {
    uint64_t key;
    uint32_t rank;
    uint32_t seq, node;
    ap_tid tid;
} item;

typedef struct shortest {
    ap_check *c;
    ap_trail *trail;       /* to find what can be seen in a node */
    ap_walk *walk;         /* the trail's */
    ap_vec nodes, heap;
    ap_marks table;        /* key of a node -> its index + 1 */
    ap_marks noted;        /* ends and races that were noted */
    ap_fates *fates;       /* NULL: no stuck states are looked for */
    uint32_t *late;        /* of the state that the walk is in */
    int nlate, late_room;
    uint32_t at;           /* the node that the walk is in */
    uint32_t seq;
    uint64_t frontier, target, left;
    size_t bytes;          /* of spots */
    bool is_greedy;
    bool is_thorough;      /* until all is proven */
    bool only_deadlocks;   /* are looked for: A* */
    bool gave_up;
    bool is_stuck;         /* a stuck state was come to */
} shortest;

static node *node_at(const shortest *s, uint32_t i)
{
    return ap_vec_at(&s->nodes, i);
}

/* ---- the queue --------------------------------------------------------- */

static item *item_at(const shortest *s, size_t i)
{
    return ap_vec_at(&s->heap, i);
}

/* Of equal keys the newest first: so a thread goes on as far as it can. */
static bool is_before(const item *a, const item *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank;
    return a->key != b->key ? a->key < b->key : a->seq > b->seq;
}

static void swap(item *a, item *b)
{
    item c = *a;
    *a = *b;
    *b = c;
}

static void push(shortest *s, uint64_t key, uint32_t node_index, ap_tid tid)
{
    size_t i = s->heap.len;
    item new = {key, node_at(s, node_index)->rank, s->seq++, node_index, tid};
    ap_vec_push(&s->heap, &new);
    for (; i && is_before(item_at(s, i), item_at(s, (i - 1) / 2));
         i = (i - 1) / 2)
        swap(item_at(s, i), item_at(s, (i - 1) / 2));
}

static item take(shortest *s)
{
    item least = *item_at(s, 0);
    *item_at(s, 0) = *item_at(s, s->heap.len - 1);
    ap_vec_pop(&s->heap);
    for (size_t i = 0, k; (k = 2 * i + 1) < s->heap.len; i = k) {
        if (k + 1 < s->heap.len && is_before(item_at(s, k + 1), item_at(s, k)))
            k++;
        if (!is_before(item_at(s, k), item_at(s, i)))
            break;
        swap(item_at(s, i), item_at(s, k));
    }
    return least;
}

/* ---- late steps -------------------------------------------------------- */

static uint32_t *late_of(shortest *s, ap_tid tid)
{
    if (tid >= s->late_room) {
        s->late_room = tid + 16;
        s->late = ap_realloc(s->late, (size_t)s->late_room * sizeof *s->late);
    }
    for (; s->nlate <= tid; s->nlate++)
        s->late[s->nlate] = 0;
    return &s->late[tid];
}

/* The steps that a schedule grows by with these segs. */
static uint64_t count_steps(shortest *s, const ap_vec *segs)
{
    uint64_t steps = 0;
    for (size_t i = 0; i < segs->len; i++) {
        const ap_seg *seg = ap_vec_at(segs, i);
        uint32_t *late = late_of(s, seg->tid);
        if (seg->is_late) {
            *late += seg->n;
            continue;
        }
        steps += *late + seg->n;
        *late = 0;
    }
    return steps;
}

/* ---- nodes ------------------------------------------------------------- */

static size_t spot_bytes(const spot *at)
{
    return at ? sizeof *at + ap_place_bytes(&at->place)
                    + (size_t)at->nlate * sizeof *at->late
              : 0;
}

static void clear_spot(shortest *s, node *n)
{
    if (!n->spot)
        return;
    s->bytes -= spot_bytes(n->spot);
    ap_place_clear(&n->spot->place);
    ap_free(n->spot->late);
    ap_free(n->spot);
    n->spot = NULL;
}

static void release(shortest *s, uint32_t i)
{
    node *n = node_at(s, i);
    if (--n->holds)
        return;
    if (n->base != i)
        release(s, n->base);
    else
        clear_spot(s, n);
}

/* With much memory gone, only some nodes keep their state; the others are
 * walked to from their base. */
static void keep_spot(shortest *s, uint32_t i)
{
    node *n = node_at(s, i);
    const node *base = node_at(s, node_at(s, n->parent)->base);
    n->holds = 1;
    n->base = i;
    if (s->bytes > s->c->o.memory / 8 && n->depth - base->depth < EVERY_SPOT) {
        n->base = node_at(s, n->parent)->base;
        node_at(s, n->base)->holds++;
        return;
    }
    n->spot = ap_alloc(sizeof *n->spot);
    ap_walk_save_delta(s->walk, &s->trail->start, &n->spot->place);
    n->spot->nlate = s->nlate;
    n->spot->late = ap_alloc((size_t)(s->nlate + 1) * sizeof *s->late);
    memcpy(n->spot->late, s->late, (size_t)s->nlate * sizeof *s->late);
    s->bytes += spot_bytes(n->spot);
}

static void load_spot(shortest *s, const spot *at)
{
    ap_walk_load(s->walk, &at->place);
    if (at->nlate)
        late_of(s, at->nlate - 1);
    s->nlate = at->nlate;
    memcpy(s->late, at->late, (size_t)at->nlate * sizeof *s->late);
}

/* Brings the walk to a node: to its spot, or from its base on. */
static void come_to(shortest *s, uint32_t i)
{
    const node *n = node_at(s, i);
    if (s->at == i)
        return;
    if (n->spot) {
        load_spot(s, n->spot);
    } else {
        come_to(s, n->parent);
        ap_walk_go(s->walk, n->last);
        count_steps(s, &s->walk->segs);
        s->left -= s->left > 0;
    }
    s->at = i;
}

static uint64_t mix(uint64_t h, uint64_t with)
{
    h = (h ^ with) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static ap_hash key_here(const shortest *s, ap_tid last)
{
    ap_hash h = ap_walk_hash(s->walk);
    uint64_t more = mix(h.lo, (uint64_t)last + 1);
    for (int i = 0; i < s->nlate; i++)
        if (s->late[i])
            more = mix(mix(more, (uint64_t)i), s->late[i]);
    return (ap_hash){more, mix(h.hi, more)};
}

/* How many could go but for the last, and how many have ended. */
static void count_threads(const shortest *s, ap_tid last, uint32_t *others,
                          uint32_t *ended)
{
    *others = *ended = 0;
    for (ap_tid tid = 0; tid < ap_world_threads(s->walk->w); tid++) {
        ap_state state = ap_world_state(s->walk->w, tid);
        *others += tid != last && ap_walk_can(s->walk, tid);
        *ended += state == AP_TS_DONE || state == AP_TS_DEAD;
    }
}

/* The state that the walk is in becomes a node, unless it is known and did not
 * cost more. */
static void arrive(shortest *s, uint32_t parent, ap_tid last, uint64_t cost)
{
    uint32_t *known = ap_mark_of(&s->table, key_here(s, last));
    uint32_t index = (uint32_t)s->nodes.len;
    if (*known && node_at(s, *known - 1)->cost <= cost)
        return;
    if (*known)
        node_at(s, *known - 1)->is_stale = true;
    *known = index + 1;
    bool goes_on = ap_world_state(s->walk->w, last) == AP_TS_READY;
    node n = {.cost = cost, .parent = parent, .last = last,
              .goes_on = goes_on};
    if (index)
        n.depth = node_at(s, parent)->depth + 1;
    if (s->is_greedy || s->only_deadlocks) {
        uint32_t others, ended;
        count_threads(s, last, &others, &ended);
        n.rank = s->is_greedy ? 2 * ended + others + goes_on : 0;
        n.others = s->only_deadlocks ? others : 0;
    }
    ap_vec_push(&s->nodes, &n);
    keep_spot(s, index);
    push(s, cost + n.others * SWITCH, index, -1);
    s->at = index;
}

/* ---- what can be seen -------------------------------------------------- */

/* Goes the whole way again, now with the path. */
static ap_found found_at(shortest *s, uint32_t i)
{
    ap_vec way;
    ap_vec_init(&way, sizeof(ap_tid));
    for (uint32_t k = i; k; k = node_at(s, k)->parent)
        ap_vec_push(&way, &node_at(s, k)->last);
    ap_tid *tids = way.data;
    for (size_t a = 0, b = way.len; a + 1 < b; a++) {
        ap_tid t = tids[--b];
        tids[b] = tids[a];
        tids[a] = t;
    }
    ap_trail_follow(s->trail, tids, way.len);
    s->left -= s->left < way.len ? s->left : way.len;
    ap_vec_clear(&way);
    return (ap_found){.walk = s->walk, .segs = s->trail->segs.data,
                      .nsegs = s->trail->segs.len};
}

/* Is this seen for the first time? What is seen again costs no less. */
static bool is_news(shortest *s, ap_hash what)
{
    uint32_t *known = ap_mark_of(&s->noted, what);
    bool is_new = !*known;
    *known = 1;
    return is_new;
}

static bool is_late(const shortest *s, ap_tid tid)
{
    return tid < s->nlate && s->late[tid];
}

static ap_hash hash_of_pair(const shortest *s, const ap_event *a,
                            const ap_event *b, const ap_access *x)
{
    uint64_t h = mix(mix(a->code, a->pc), mix(b->code, b->pc));
    h = mix(mix(h, x->obj), mix(x->key, x->where));
    /* Who has late steps must be brought to its access: that costs more, and
     * less again where nobody is preempted for it. */
    unsigned late = is_late(s, a->tid) + 2u * is_late(s, b->tid);
    bool is_left = late && node_at(s, s->at)->goes_on;
    h = mix(h, late + 4u * is_left);
    return (ap_hash){h, 2};
}

/* Does a pair of steps race that was not seen to before? */
static bool is_new_pair(shortest *s, const ap_event *a, const ap_event *b)
{
    bool is_new = false;
    for (int x = 0; x < a->naccesses; x++)
        for (int y = 0; y < b->naccesses; y++)
            if (a->pid == b->pid
                && ap_accesses_race(&a->access[x], &b->access[y]))
                is_new |= is_news(s, hash_of_pair(s, a, b, &a->access[x]));
    return is_new;
}

static bool shows_new_race(shortest *s)
{
    enum { MOST = 32 };
    ap_event next[MOST];
    bool is_new = false;
    int n = 0;
    for (ap_tid tid = 0; tid < ap_world_threads(s->walk->w) && n < MOST; tid++)
        if (ap_walk_may(s->walk, tid)
            && ap_world_state(s->walk->w, tid) == AP_TS_READY
            && ap_view_next(s->walk->w, tid, &next[n])) {
            for (int i = 0; i < n; i++)
                is_new |= is_new_pair(s, &next[i], &next[n]);
            n++;
        }
    return is_new;
}

static void set_target(shortest *s);

static void note_all(shortest *s, uint32_t i, bool is_end, bool is_stuck)
{
    ap_found at = found_at(s, i);
    if (is_end)
        ap_note_end(s->c->findings, &at);
    else
        ap_note_races(s->c->findings, &at);
    if (is_stuck)
        ap_note_stuck(s->c->findings, &at);
    set_target(s);
}

/* The first stuck state is the cheapest, and is all that is told of them. */
static bool is_first_stuck(shortest *s)
{
    s->is_stuck = s->fates
                  && ap_fates_ask(s->fates, s->walk, -1)
                         == AP_FATE_LOST;
    return s->is_stuck;
}

static void look(shortest *s, uint32_t i)
{
    bool is_end = ap_walk_is_end(s->walk);
    ap_hash here = ap_walk_hash(s->walk);
    here.hi |= 8; /* not one of the others */
    bool is_stuck = !is_end && !s->is_stuck && is_first_stuck(s);
    if (is_end ? is_news(s, here) : shows_new_race(s) || is_stuck)
        note_all(s, i, is_end, is_stuck);
}

/* ---- how far to go ----------------------------------------------------- */

static uint64_t cost_of(const ap_finding *f)
{
    return f->preemptions * PREEMPTION + f->switches * SWITCH + f->steps;
}

static void lower(uint64_t *least, const ap_finding *f)
{
    if (cost_of(f) < *least)
        *least = cost_of(f);
}

static void raise(uint64_t *target, uint64_t least)
{
    if (least != UINT64_MAX && least > *target)
        *target = least;
}

static void raise_to(uint64_t *target, const ap_finding *f)
{
    raise(target, cost_of(f));
}

/* Until all that is known to be there is proven. */
static void set_far_target(shortest *s)
{
    int n;
    s->target = 0;
    ap_race *r = ap_findings_races(s->c->findings, &n);
    for (int i = 0; i < n; i++)
        raise_to(&s->target, &r[i].how);
    ap_deadlock *d = ap_findings_deadlocks(s->c->findings, &n);
    for (int i = 0; i < n; i++)
        raise_to(&s->target, &d[i].how);
    ap_failure *f = ap_findings_failures(s->c->findings, &n);
    for (int i = 0; i < n; i++)
        raise_to(&s->target, &f[i].how);
    ap_stuck *u = ap_findings_stucks(s->c->findings, &n);
    for (int i = 0; i < n; i++)
        raise_to(&s->target, &u[i].how);
    ap_outcome *o = ap_findings_outcomes(s->c->findings, &n);
    for (int i = 0; i < n; i++)
        raise_to(&s->target, &o[i].how);
}

/* Until the cheapest of each kind that is known to be there is proven. */
static void set_target(shortest *s)
{
    if (s->is_thorough) {
        set_far_target(s);
        return;
    }
    int nr, nd, nf, ns;
    uint64_t race = UINT64_MAX, deadlock = race, failure = race, stuck = race;
    const ap_race *r = ap_findings_races(s->c->findings, &nr);
    const ap_deadlock *d = ap_findings_deadlocks(s->c->findings, &nd);
    const ap_failure *f = ap_findings_failures(s->c->findings, &nf);
    const ap_stuck *u = ap_findings_stucks(s->c->findings, &ns);
    for (int i = 0; i < nr; i++)
        lower(&race, &r[i].how);
    for (int i = 0; i < nd; i++)
        lower(&deadlock, &d[i].how);
    for (int i = 0; i < nf; i++)
        lower(&failure, &f[i].how);
    for (int i = 0; i < ns; i++)
        lower(&stuck, &u[i].how);
    s->target = 0;
    raise(&s->target, race);
    raise(&s->target, deadlock);
    raise(&s->target, failure);
    raise(&s->target, stuck);
}

static void prove(const shortest *s, ap_finding *f)
{
    if (cost_of(f) <= s->frontier)
        f->is_minimal = true;
}

static void prove_deadlocks(const shortest *s)
{
    int n;
    ap_deadlock *d = ap_findings_deadlocks(s->c->findings, &n);
    for (int i = 0; i < n; i++)
        prove(s, &d[i].how);
    ap_outcome *o = ap_findings_outcomes(s->c->findings, &n);
    for (int i = 0; i < n; i++)
        if (strcmp(o[i].end, "deadlock") == 0)
            prove(s, &o[i].how);
}

/* All that does not cost more than the least that was not looked at. */
static void prove_all(const shortest *s)
{
    int n;
    prove_deadlocks(s);
    if (s->only_deadlocks)
        return;
    ap_race *r = ap_findings_races(s->c->findings, &n);
    for (int i = 0; i < n; i++)
        prove(s, &r[i].how);
    ap_failure *f = ap_findings_failures(s->c->findings, &n);
    for (int i = 0; i < n; i++)
        prove(s, &f[i].how);
    ap_stuck *u = ap_findings_stucks(s->c->findings, &n);
    for (int i = 0; i < n && s->fates; i++)
        prove(s, &u[i].how);
    ap_outcome *o = ap_findings_outcomes(s->c->findings, &n);
    for (int i = 0; i < n; i++)
        prove(s, &o[i].how);
}

/* ---- the search -------------------------------------------------------- */

/* Without the steps, which are not known yet. */
static uint64_t cost_of_edge(const node *n, ap_tid tid)
{
    return tid == n->last ? n->cost
                          : n->cost + SWITCH + (n->goes_on ? PREEMPTION : 0);
}

/* At least: tid has its turn, and the last one may need another. */
static uint32_t others_after(const node *n, ap_tid tid)
{
    if (tid == n->last || !n->others)
        return n->others;
    return n->others - 1 + n->goes_on;
}

static void visit(shortest *s, uint32_t i)
{
    if (node_at(s, i)->is_stale) {
        release(s, i);
        return;
    }
    come_to(s, i);
    look(s, i);
    node *n = node_at(s, i);
    for (ap_tid tid = 0; tid < ap_world_threads(s->walk->w); tid++) {
        if (!ap_walk_may(s->walk, tid))
            continue;
        push(s, cost_of_edge(n, tid) + others_after(n, tid) * SWITCH, i, tid);
        n->holds++;
    }
    release(s, i);
}

static void cross(shortest *s, uint32_t from, ap_tid tid)
{
    uint64_t cost = cost_of_edge(node_at(s, from), tid);
    come_to(s, from);
    ap_walk_go(s->walk, tid);
    s->at = UINT32_MAX;
    s->left -= s->left > 0;
    arrive(s, from, tid, cost + count_steps(s, &s->walk->segs));
    release(s, from);
}

static size_t bytes_of(const shortest *s)
{
    return s->bytes + s->nodes.cap * sizeof(node)
           + s->heap.cap * sizeof(item) + ap_marks_bytes(&s->table)
           + (s->fates ? ap_fates_bytes(s->fates) : 0);
}

static bool is_through(shortest *s)
{
    int ndeadlocks = 0;
    if (s->is_thorough && s->left < MOST_TRANSITIONS - MOST_THOROUGH) {
        s->is_thorough = false;
        set_target(s);
    }
    s->frontier = s->heap.len ? item_at(s, 0)->key : UINT64_MAX;
    s->gave_up = s->left == 0 || s->walk->gave_up
                 || bytes_of(s) > s->c->o.memory / 2
                 || ap_check_is_late(s->c);
    if (s->is_greedy)
        ap_findings_deadlocks(s->c->findings, &ndeadlocks);
    return s->gave_up || ndeadlocks > 0
           || (s->is_greedy ? !s->heap.len : s->frontier >= s->target);
}

static bool run(ap_check *c, void *state, int64_t deadline_ns)
{
    shortest *s = state;
    while (!is_through(s)) {
        item next = take(s);
        if (next.tid < 0)
            visit(s, next.node);
        else
            cross(s, next.node, next.tid);
        c->bytes = bytes_of(s);
        if (deadline_ns >= 0 && ap_clock_ns() >= deadline_ns)
            return false;
    }
    if (!s->is_greedy)
        prove_all(s);
    return true;
}

static shortest *new_search(ap_check *c, uint64_t most)
{
    ap_trail *trail = ap_trail_new(c, NULL);
    if (!trail)
        return NULL;
    shortest *s = ap_alloc(sizeof *s);
    s->c = c;
    s->trail = trail;
    s->walk = trail->walk;
    s->left = most;
    ap_vec_init(&s->nodes, sizeof(node));
    ap_vec_init(&s->heap, sizeof(item));
    ap_marks_init(&s->table);
    ap_marks_init(&s->noted);
    return s;
}

static void *begin(ap_check *c)
{
    int nr, nd, nf, ns;
    ap_findings_races(c->findings, &nr);
    ap_findings_deadlocks(c->findings, &nd);
    ap_findings_failures(c->findings, &nf);
    ap_findings_stucks(c->findings, &ns);
    bool is_small = c->is_complete && c->states <= FEW_STATES;
    shortest *s = c->is_inner || (nr + nd + nf + ns == 0 && !is_small)
                      ? NULL
                      : new_search(c, MOST_TRANSITIONS);
    if (!s)
        return NULL;
    s->is_thorough = is_small;
    s->only_deadlocks = nr + nf + ns == 0 && !is_small;
    if (ns)
        s->fates = ap_fates_new(c, ap_end_any, MOST_TRANSITIONS);
    arrive(s, 0, 0, count_steps(s, &s->trail->segs));
    set_target(s);
    return s;
}

/* Main goes first as far as it can, to start the others. */
static void *begin_greedy(ap_check *c)
{
    int ndeadlocks;
    ap_findings_deadlocks(c->findings, &ndeadlocks);
    shortest *s = !c->has_locks || ndeadlocks
                      ? NULL
                      : new_search(c, GREEDY_TRANSITIONS
                                          + GREEDY_RUNS * c->run_length);
    if (!s)
        return NULL;
    s->is_greedy = true;
    arrive(s, 0, 0, count_steps(s, &s->trail->segs));
    while (s->left && ap_world_state(s->walk->w, 0) == AP_TS_READY
           && ap_walk_may(s->walk, 0) && s->at != UINT32_MAX) {
        node_at(s, s->at)->holds++;
        s->heap.len = 0;
        cross(s, s->at, 0);
    }
    return s;
}

static void end(ap_check *c, void *state)
{
    shortest *s = state;
    (void)c;
    for (uint32_t i = 0; i < s->nodes.len; i++)
        clear_spot(s, node_at(s, i));
    ap_trail_free(s->trail);
    ap_fates_free(s->fates);
    ap_vec_clear(&s->nodes);
    ap_vec_clear(&s->heap);
    ap_marks_clear(&s->table);
    ap_marks_clear(&s->noted);
    ap_free(s->late);
    ap_free(s);
}

const ap_phase ap_phase_shortest = {"the shortest way", begin, run, end};
const ap_phase ap_phase_greedy = {"towards a deadlock", begin_greedy, run, end};
