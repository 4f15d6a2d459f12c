/* Every interleaving: depth first over states, each searched once.
 *
 * A level is a state on the way from the start to here, with the threads that
 * are still to go from it. The last one to go leaves the walk where it came
 * to, so that only a second choice costs a load.
 *
 * Two searches are made of it. The first one is reduced (know.c): free steps
 * do not interleave, and a thread that can only find that it must wait does
 * not go. It finds every outcome, race, deadlock and failure, but keeps
 * neither all states nor all ways: where it meets a circle, some state may be
 * one from which no end can be reached, and only the second, whole search
 * tells. That one keeps its edges: backwards from the ends it sees the states
 * that are stuck, and forwards from the start it counts the ways to each
 * outcome.
 *
 * Always true: `at` is the level whose state the walk is in, or -1. */
#include "check_i.h"

#include <stdio.h>
#include <string.h>

typedef struct level {
    ap_mark mark;          /* reused by later levels of this depth */
    uint32_t node;
    bool went;             /* at least one thread could */
    bool is_alone;         /* who is busy goes on first; no others yet */
    uint32_t busy_runs;    /* transitions in which one has been so, in a row */
    uint64_t spent;        /* bit t: thread t goes on no more */
    size_t todo;           /* in s->todo: its threads' first */
    size_t segs;           /* in s->segs: where the way to it ends */
} level;

typedef struct edge {
    uint32_t from;
    uint32_t to : 31;
    uint32_t is_first : 1; /* it found the state that it leads to */
} edge;

/* Per state. */
enum { IS_END = 1, REACHES_END = 2, ON_STACK = 4 };

typedef struct search {
    ap_check *c;
    ap_walk *walk;
    ap_know *know;         /* NULL: nothing is left out */
    ap_table table;
    ap_vec levels;         /* level; those past `depth` are spare */
    size_t depth;
    ap_vec todo;           /* ap_tid */
    ap_vec segs;           /* ap_seg: the way to the newest level */
    ap_vec edges;          /* of the whole search only */
    ap_vec marks;          /* uint8_t, by state */
    ap_vec ends;           /* end_state, of the whole search only */
    ptrdiff_t at;
    ap_place start;
    size_t start_segs;
    uint64_t states_before, transitions_before; /* of other phases */
    bool has_cycle;
    bool was_cut;          /* a thread was left where it was busy for ever */
    uint32_t busy_runs;    /* of the state that is entered next, */
    uint64_t spent;        /* too */
    bool is_settled;       /* the library is taken to stay as it is */
} search;

typedef struct end_state {
    uint32_t node;
    int outcome;           /* of the report's */
} end_state;

static level *level_at(const search *s, size_t i)
{
    return ap_vec_at(&s->levels, i);
}

static uint8_t *mark_of(const search *s, uint32_t node)
{
    return ap_vec_at(&s->marks, node);
}

static ap_found found_here(const search *s)
{
    return (ap_found){.walk = s->walk, .segs = s->segs.data,
                      .nsegs = s->segs.len, .keeps_first = true};
}

static size_t bytes_of(const search *s)
{
    return ap_table_bytes(&s->table) + s->edges.cap * sizeof(edge)
        + s->marks.cap + ap_world_follow_bytes(s->walk->w)
        + s->segs.cap * sizeof(ap_seg);
}

/* ---- entering and leaving a state ------------------------------------- */

/* Threads past the last bit have none. */
static uint64_t bit_of(ap_tid tid)
{
    return tid >= 0 && tid < 64 ? (uint64_t)1 << tid : 0;
}

/* All that may go but for one; -1: for nobody. */
static void list_threads(search *s, ap_tid but)
{
    for (ap_tid tid = ap_world_threads(s->walk->w) - 1; tid >= 0; tid--)
        if (tid != but && !(s->spent & bit_of(tid))
            && ap_walk_may(s->walk, tid))
            ap_vec_push(&s->todo, &tid);
}

/* Who does what nobody can see goes on alone: it makes no difference when.
 * Where it never comes to an end of it, it is left there. */
static bool lists_busy(search *s)
{
    ap_tid tid = s->walk->busy;
    if (!s->know || tid < 0 || !s->busy_runs || !ap_walk_may(s->walk, tid))
        return false;
    ap_vec_push(&s->todo, &tid);
    return true;
}

static void mind_busy(search *s, const level *from)
{
    enum { MOST_RUNS = 25 };
    bool is_busy = s->walk->busy >= 0;
    s->spent = from->spent;
    s->busy_runs = is_busy ? from->busy_runs + 1 : 0;
    if (s->busy_runs <= MOST_RUNS)
        return;
    s->spent |= bit_of(s->walk->busy);
    s->busy_runs = 0;
    s->was_cut = true;
}

static void add_way(search *s)
{
    const ap_seg *segs = s->walk->segs.data;
    for (size_t i = 0; i < s->walk->segs.len; i++)
        ap_vec_push(&s->segs, &segs[i]);
}

/* The walk is where nobody can go on. */
static void note_end(search *s, uint32_t node)
{
    ap_found here = found_here(s);
    *mark_of(s, node) = IS_END;
    ap_note_end(s->c->findings, &here);
    if (!s->know) {
        end_state e = {node, ap_outcome_of(s->c->findings, s->walk)};
        ap_vec_push(&s->ends, &e);
    }
}

/* The walk is in a new state: it becomes the deepest level, unless nobody can
 * go on from it. */
static void enter(search *s, uint32_t node)
{
    ap_found here = found_here(s);
    size_t todo = s->todo.len;
    *(uint8_t *)ap_vec_push(&s->marks, NULL) = ON_STACK;
    s->c->states++;
    bool is_alone = lists_busy(s);
    if (!is_alone)
        list_threads(s, -1);
    if (s->todo.len == todo) {
        if (ap_walk_is_end(s->walk))
            note_end(s, node);
        return;
    }
    if (s->todo.len - todo > 1)
        ap_note_races(s->c->findings, &here);
    if (s->depth == s->levels.len)
        ap_vec_push(&s->levels, NULL);
    level *l = level_at(s, s->depth);
    l->node = node;
    l->went = false;
    l->is_alone = is_alone;
    l->busy_runs = s->busy_runs;
    l->spent = s->spent;
    l->todo = todo;
    l->segs = s->segs.len;
    ap_walk_mark(s->walk, &l->mark);
    s->at = (ptrdiff_t)s->depth++;
}

static void come_to(search *s, size_t deepest)
{
    const level *l = level_at(s, deepest);
    if (s->at != (ptrdiff_t)deepest)
        ap_walk_back(s->walk, &l->mark);
    s->at = -1;
    s->segs.len = l->segs;
}

/* Nobody could do more than find that it must wait: now they find out, and
 * that is the end. */
static void end_in_waiting(search *s, const level *l)
{
    come_to(s, s->depth - 1);
    for (ap_tid tid = 0; tid < ap_world_threads(s->walk->w); tid++)
        if (ap_walk_may(s->walk, tid)) {
            ap_walk_go(s->walk, tid);
            add_way(s);
        }
    note_end(s, l->node);
}

static void leave(search *s)
{
    level *l = level_at(s, s->depth - 1);
    if (!l->went && !l->spent)
        end_in_waiting(s, l);
    *mark_of(s, l->node) &= (uint8_t)~ON_STACK;
    s->depth--;
    if (s->at == (ptrdiff_t)s->depth)
        s->at = -1;
}

/* ---- one transition --------------------------------------------------- */

static void add_edge(search *s, uint32_t from, uint32_t to, bool is_new)
{
    edge e = {.from = from, .to = to & INT32_MAX, .is_first = is_new};
    if (!s->know)
        ap_vec_push(&s->edges, &e);
}

/* Who went alone goes round in a circle: now everybody else may go. */
static void list_the_others(search *s, size_t deepest, ap_tid but)
{
    level *l = level_at(s, deepest);
    come_to(s, deepest);
    s->at = (ptrdiff_t)deepest;
    s->spent = l->spent;
    l->is_alone = false;
    list_threads(s, but);
}

static void go(search *s)
{
    size_t deepest = s->depth - 1;
    ap_tid tid = *(ap_tid *)ap_vec_at(&s->todo, s->todo.len - 1);
    bool is_new;
    ap_vec_pop(&s->todo);
    come_to(s, deepest);
    level *l = level_at(s, deepest);
    if (!s->know) {
        ap_walk_go(s->walk, tid);
    } else if (!ap_walk_try(s->walk, tid)) {
        s->at = (ptrdiff_t)deepest;
        return;
    }
    uint32_t from = l->node;
    l->went = true;
    mind_busy(s, l);
    add_way(s);
    s->c->transitions++;
    uint32_t to = ap_table_add(&s->table, ap_walk_hash(s->walk), &is_new);
    add_edge(s, from, to, is_new);
    if (is_new) {
        enter(s, to);
        return;
    }
    if (*mark_of(s, to) & ON_STACK)
        s->has_cycle = true;
    if (l->is_alone)
        list_the_others(s, deepest, tid);
}

/* ---- learning --------------------------------------------------------- */

/* From the start, with what is known by now. */
static void start_over(search *s)
{
    bool is_new;
    ap_table_clear(&s->table);
    s->edges.len = s->marks.len = s->todo.len = s->ends.len = 0;
    s->depth = 0;
    s->has_cycle = false;
    s->c->states = s->states_before;
    s->c->transitions = s->transitions_before;
    s->busy_runs = 0;
    s->spent = 0;
    s->was_cut = false;
    ap_walk_load(s->walk, &s->start);
    ap_walk_follow(s->walk, true);
    s->segs.len = s->start_segs;
    enter(s, ap_table_add(&s->table, ap_walk_hash(s->walk), &is_new));
}

/* Somebody who can go, by chance; -1: nobody. */
static ap_tid pick(search *s, uint64_t *chance)
{
    ap_tid tid = -1;
    s->todo.len = 0;
    list_threads(s, -1);
    while (tid < 0 && s->todo.len) {
        size_t i = ap_rng_below(chance, (uint32_t)s->todo.len);
        ap_tid *all = s->todo.data;
        tid = ap_walk_try(s->walk, all[i]) ? all[i] : -1;
        all[i] = all[s->todo.len - 1];
        ap_vec_pop(&s->todo);
    }
    return tid;
}

/* A few runs by chance find out most of what is not free, so that the search
 * need not begin anew for it. Steps are counted, too: who waits busily makes
 * many of them in a transition. */
static void look_around(search *s)
{
    enum { RUNS = 4, MOST = 500, MOST_STEPS = 4000 };
    uint64_t chance = 1;
    for (int i = 0; i < RUNS; i++) {
        ap_walk_load(s->walk, &s->start);
        uint64_t end = ap_world_steps(s->walk->w) + MOST_STEPS;
        for (int n = 0; n < MOST && ap_world_steps(s->walk->w) < end
                        && pick(s, &chance) >= 0; n++)
            ;
    }
    ap_know_is_broken(s->know);
}

/* ---- stuck states ----------------------------------------------------- */

/* From the ends backwards, until nothing changes; edges were found from the
 * start on, so they are looked at from the last to the first. */
static void mark_reaching(search *s)
{
    const edge *edges = s->edges.data;
    uint8_t *marks = s->marks.data;
    for (size_t i = 0; i < s->marks.len; i++)
        if (marks[i] & IS_END)
            marks[i] |= REACHES_END;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = s->edges.len; i-- > 0;)
            if ((marks[edges[i].to] & REACHES_END)
                && !(marks[edges[i].from] & REACHES_END)) {
                marks[edges[i].from] |= REACHES_END;
                changed = true;
            }
    }
}

/* The states on the way on which `node` was found, the last one first. */
static void list_way(const search *s, uint32_t node, ap_vec *way)
{
    const edge *edges = s->edges.data;
    ap_vec_push(way, &node);
    for (size_t i = s->edges.len; i-- > 0;)
        if (edges[i].is_first && edges[i].to == node) {
            node = edges[i].from;
            ap_vec_push(way, &node);
        }
}

/* Makes the transition that leads to this state. */
static void go_to(search *s, uint32_t node)
{
    const ap_hash *want = ap_vec_at(&s->table.hashes, node);
    ap_place here = {0};
    int threads = ap_world_threads(s->walk->w);
    ap_walk_save(s->walk, &here);
    for (ap_tid tid = 0; tid < threads; tid++) {
        if (!ap_walk_may(s->walk, tid))
            continue;
        ap_walk_go(s->walk, tid);
        ap_hash h = ap_walk_hash(s->walk);
        if (h.lo == want->lo && h.hi == want->hi)
            break;
        ap_walk_load(s->walk, &here);
    }
    ap_place_clear(&here);
    add_way(s);
}

/* The walk goes from the start to a state that was seen. */
static void go_back_to(search *s, uint32_t node)
{
    ap_vec way;
    ap_vec_init(&way, sizeof node);
    list_way(s, node, &way);
    ap_walk_load(s->walk, &s->start);
    s->segs.len = s->start_segs;
    for (size_t i = way.len - 1; i-- > 0;)
        go_to(s, *(uint32_t *)ap_vec_at(&way, i));
    ap_vec_clear(&way);
}

static void note_stuck(search *s)
{
    for (uint32_t i = 0; i < s->marks.len; i++)
        if (!(*mark_of(s, i) & REACHES_END)) {
            go_back_to(s, i);
            ap_found here = found_here(s);
            ap_note_stuck(s->c->findings, &here);
            return;
        }
}

/* ---- shares ----------------------------------------------------------- */

/* How many edges lead to each state. */
static uint32_t *count_entries(const search *s)
{
    const edge *edges = s->edges.data;
    uint32_t *entries = ap_alloc(s->marks.len * sizeof *entries);
    for (size_t i = 0; i < s->edges.len; i++)
        entries[edges[i].to]++;
    return entries;
}

/* Edges by the state that they leave: those of state n are
 * [first[n], first[n + 1]) of `order`. */
static uint32_t *order_edges(const search *s, uint32_t *first)
{
    const edge *edges = s->edges.data;
    uint32_t *order = ap_alloc((s->edges.len + 1) * sizeof *order);
    for (size_t i = 0; i < s->edges.len; i++)
        first[edges[i].from + 1]++;
    for (size_t n = 0; n < s->marks.len; n++)
        first[n + 1] += first[n];
    for (size_t i = s->edges.len; i-- > 0;)
        order[--first[edges[i].from + 1]] = edges[i].to;
    for (size_t n = 0; n < s->marks.len; n++)
        first[n] = first[n + 1];
    first[s->marks.len] = (uint32_t)s->edges.len;
    return order;
}

/* The number of ways from the start to each state, states in an order in
 * which all edges go forwards (Kahn's). */
static double *count_ways(const search *s)
{
    size_t n = s->marks.len;
    uint32_t *entries = count_entries(s);
    uint32_t *first = ap_alloc((n + 2) * sizeof *first);
    uint32_t *order = order_edges(s, first);
    double *ways = ap_alloc(n * sizeof *ways);
    ap_vec ready;
    ap_vec_init(&ready, sizeof(uint32_t));
    ap_vec_push(&ready, NULL);
    ways[0] = 1;
    while (ready.len) {
        uint32_t node = *(uint32_t *)ap_vec_at(&ready, ready.len - 1);
        ap_vec_pop(&ready);
        for (uint32_t i = first[node]; i < first[node + 1]; i++) {
            ways[order[i]] += ways[node];
            if (--entries[order[i]] == 0)
                ap_vec_push(&ready, &order[i]);
        }
    }
    ap_vec_clear(&ready);
    ap_free(order);
    ap_free(first);
    ap_free(entries);
    return ways;
}

static void share_out(search *s)
{
    int n;
    double all = 0, *ways = count_ways(s);
    ap_outcome *outcomes = ap_findings_outcomes(s->c->findings, &n);
    for (size_t i = 0; i < s->ends.len; i++)
        all += ways[((end_state *)ap_vec_at(&s->ends, i))->node];
    for (int i = 0; i < n; i++)
        outcomes[i].share = 0;
    for (size_t i = 0; i < s->ends.len; i++) {
        const end_state *e = ap_vec_at(&s->ends, i);
        if (e->outcome >= 0)
            outcomes[e->outcome].share += ways[e->node] / all;
    }
    ap_free(ways);
}

/* ---- the phases ------------------------------------------------------- */

/* Puts a walk at the start. `settles`: the library is taken to stay as it
 * is. */
static bool set_out(search *s, bool settles)
{
    ap_error e = {0};
    s->walk = ap_walk_new(s->c->im, &s->c->o, s->c->texts, &e);
    if (!s->walk) {
        snprintf(s->c->why, sizeof s->c->why, "%.150s", e.msg);
        return false;
    }
    s->walk->know = s->know;
    s->segs.len = 0;
    add_way(s);
    s->start_segs = s->segs.len;
    s->is_settled = settles;
    if (settles)
        ap_world_settle(s->walk->w);
    ap_walk_save(s->walk, &s->start);
    return true;
}

/* The program has changed something of the library: from the start, with
 * all of it. */
static void unsettle(search *s)
{
    ap_walk_free(s->walk);
    s->walk = NULL;
    if (set_out(s, false))
        start_over(s);
}

static search *new_search(ap_check *c, bool is_reduced)
{
    search *s = ap_alloc(sizeof *s);
    s->c = c;
    s->at = -1;
    s->states_before = c->states;
    s->transitions_before = c->transitions;
    ap_vec_init(&s->levels, sizeof(level));
    ap_vec_init(&s->todo, sizeof(ap_tid));
    ap_vec_init(&s->segs, sizeof(ap_seg));
    ap_vec_init(&s->edges, sizeof(edge));
    ap_vec_init(&s->marks, sizeof(uint8_t));
    ap_vec_init(&s->ends, sizeof(end_state));
    ap_table_init(&s->table);
    if (is_reduced)
        s->know = ap_know_new(c->im, c->o.output_order);
    if (set_out(s, is_reduced) && is_reduced)
        look_around(s);
    if (s->walk && ap_world_is_unsettled(s->walk->w))
        unsettle(s);
    else if (s->walk)
        start_over(s);
    return s;
}

static void end(ap_check *c, void *state)
{
    search *s = state;
    c->bytes = 0;
    for (size_t i = 0; i < s->levels.len; i++)
        ap_mark_clear(&level_at(s, i)->mark);
    ap_place_clear(&s->start);
    ap_vec_clear(&s->levels);
    ap_vec_clear(&s->todo);
    ap_vec_clear(&s->segs);
    ap_vec_clear(&s->edges);
    ap_vec_clear(&s->marks);
    ap_vec_clear(&s->ends);
    ap_table_clear(&s->table);
    ap_walk_free(s->walk);
    ap_know_free(s->know);
    ap_free(s);
}

/* How a slice ended. */
typedef enum progress { THROUGH, SPENT, PAUSED } progress;

static progress search_on(search *s, int64_t deadline_ns)
{
    enum { BETWEEN_LOOKS = 64, STEPS_BETWEEN = 4000 };
    uint64_t looked = 0;   /* the walk's work then */
    for (int i = 0; s->walk && s->depth; i++) {
        if (i % BETWEEN_LOOKS == 0
            || s->walk->work - looked > STEPS_BETWEEN) {
            looked = s->walk->work;
            s->c->depth = (uint32_t)s->depth;
            if (ap_check_is_spent(s->c, bytes_of(s)))
                return SPENT;
            if (i && deadline_ns >= 0 && ap_clock_ns() >= deadline_ns)
                return PAUSED;
        }
        if (s->todo.len > level_at(s, s->depth - 1)->todo)
            go(s);
        else
            leave(s);
        if (ap_world_is_unsettled(s->walk->w))
            unsettle(s);
        else if (s->know && ap_know_is_broken(s->know))
            start_over(s);
    }
    return s->walk ? THROUGH : SPENT;
}

/* True: nothing was left out. */
static bool is_complete(search *s)
{
    if (s->was_cut)
        snprintf(s->c->why, sizeof s->c->why, "a thread goes on and on "
                 "without a step that others could see");
    return !s->was_cut;
}

static void *begin(ap_check *c)
{
    return new_search(c, !c->o.no_reduction);
}

static bool run(ap_check *c, void *state, int64_t deadline_ns)
{
    search *s = state;
    progress p = search_on(s, deadline_ns);
    if (p == THROUGH) {
        c->is_complete = is_complete(s);
        c->is_settled = c->is_complete && s->is_settled;
        c->has_suspects = s->has_cycle;
    }
    return p != PAUSED;
}

const ap_phase ap_phase_search = {
    .name = "every interleaving", .begin = begin, .run = run, .end = end};

/* Ways are counted where that is cheap. */
enum { MOST_SHARED_STATES = 800 };

static void *begin_whole(ap_check *c)
{
    if (!c->is_complete || (c->is_inner && !c->has_suspects))
        return NULL;
    return new_search(c, false);
}

/* Where no state is suspect it is for the shares alone. */
static bool run_whole(ap_check *c, void *state, int64_t deadline_ns)
{
    search *s = state;
    uint64_t most = c->o.most_states;
    if (!c->has_suspects)
        c->o.most_states = s->states_before + MOST_SHARED_STATES;
    progress p = search_on(s, deadline_ns);
    c->o.most_states = most;
    if (p == THROUGH && s->has_cycle) {
        mark_reaching(s);
        note_stuck(s);
    } else if (p == THROUGH) {
        share_out(s);
    }
    if (p == SPENT && c->has_suspects)
        c->is_complete = false;
    else if (p == SPENT)
        c->why[0] = 0;
    return p != PAUSED;
}

static void end_whole(ap_check *c, void *state)
{
    search *s = state;
    uint64_t states = s->states_before, transitions = s->transitions_before;
    end(c, s);
    if (!c->has_suspects) {
        c->states = states;
        c->transitions = transitions;
    }
}

const ap_phase ap_phase_whole = {
    .name = "the ways to each outcome", .begin = begin_whole,
    .run = run_whole, .end = end_whole};
