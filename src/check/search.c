/* Every interleaving: depth first over states, each searched once.
 *
 * A level is a state on the way from the start to here, with the threads that
 * are still to go from it. The last one to go leaves the walk where it came
 * to, so that only a second choice costs a load. Edges are kept, so that
 * afterwards the states from which no end can be reached any more are known
 * (backwards from the ends).
 *
 * Always true: `at` is the level whose state the walk is in, or -1. */
#include "check_i.h"

#include <stdio.h>
#include <string.h>

typedef struct level {
    ap_place place;        /* reused by later levels of this depth */
    uint32_t node;
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
    ap_table table;
    ap_vec levels;         /* level; those past `depth` are spare */
    size_t depth;
    ap_vec todo;           /* ap_tid */
    ap_vec segs;           /* ap_seg: the way to the newest level */
    ap_vec edges;
    ap_vec marks;          /* uint8_t, by state */
    ptrdiff_t at;
    ap_place start;
    size_t start_segs;
    bool has_cycle;
    size_t places;         /* bytes of the levels */
} search;

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
        + s->marks.cap + s->places + s->segs.cap * sizeof(ap_seg);
}

/* ---- entering a state ---------------------------------------------------- */

static void list_threads(search *s)
{
    for (ap_tid tid = ap_world_threads(s->walk->w) - 1; tid >= 0; tid--)
        if (ap_walk_may(s->walk, tid))
            ap_vec_push(&s->todo, &tid);
}

static void add_way(search *s)
{
    const ap_seg *segs = s->walk->segs.data;
    for (size_t i = 0; i < s->walk->segs.len; i++)
        ap_vec_push(&s->segs, &segs[i]);
}

/* The walk is in a new state: it becomes the deepest level, unless nobody can
 * go on from it. */
static void enter(search *s, uint32_t node)
{
    ap_found here = found_here(s);
    uint8_t mark = ON_STACK;
    size_t todo = s->todo.len;
    list_threads(s);
    if (s->todo.len == todo) {
        mark = IS_END;
        ap_note_end(s->c->findings, &here);
    } else {
        ap_note_races(s->c->findings, &here);
    }
    ap_vec_push(&s->marks, &mark);
    s->c->states++;
    if (mark == IS_END)
        return;
    if (s->depth == s->levels.len)
        ap_vec_push(&s->levels, NULL);
    level *l = level_at(s, s->depth);
    s->places -= l->place.world.n;
    l->node = node;
    l->todo = todo;
    l->segs = s->segs.len;
    if (s->todo.len - todo > 1)
        ap_walk_save(s->walk, &l->place);
    s->places += l->place.world.n;
    s->at = (ptrdiff_t)s->depth++;
}

static void leave(search *s)
{
    level *l = level_at(s, --s->depth);
    *mark_of(s, l->node) &= (uint8_t)~ON_STACK;
    if (s->at == (ptrdiff_t)s->depth)
        s->at = -1;
}

/* ---- one transition ------------------------------------------------------ */

static void go(search *s)
{
    size_t deepest = s->depth - 1;
    level *l = level_at(s, deepest);
    ap_tid tid = *(ap_tid *)ap_vec_at(&s->todo, s->todo.len - 1);
    uint32_t from = l->node;
    bool is_new;
    ap_vec_pop(&s->todo);
    if (s->at != (ptrdiff_t)deepest)
        ap_walk_load(s->walk, &l->place);
    s->at = -1;
    s->segs.len = l->segs;
    ap_walk_go(s->walk, tid);
    add_way(s);
    s->c->transitions++;
    uint32_t to = ap_table_add(&s->table, ap_walk_hash(s->walk), &is_new);
    edge e = {.from = from, .to = to & INT32_MAX, .is_first = is_new};
    ap_vec_push(&s->edges, &e);
    if (is_new)
        enter(s, to);
    else if (*mark_of(s, to) & ON_STACK)
        s->has_cycle = true;
}

/* ---- stuck states -------------------------------------------------------- */

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

/* ---- the phase ----------------------------------------------------------- */

static void *begin(ap_check *c)
{
    search *s = ap_alloc(sizeof *s);
    ap_error e = {0};
    bool is_new;
    s->c = c;
    s->at = -1;
    ap_vec_init(&s->levels, sizeof(level));
    ap_vec_init(&s->todo, sizeof(ap_tid));
    ap_vec_init(&s->segs, sizeof(ap_seg));
    ap_vec_init(&s->edges, sizeof(edge));
    ap_vec_init(&s->marks, sizeof(uint8_t));
    ap_table_init(&s->table);
    s->walk = ap_walk_new(c->im, &c->o, c->texts, &e);
    if (!s->walk) {
        snprintf(c->why, sizeof c->why, "%.150s", e.msg);
        return s;
    }
    add_way(s);
    s->start_segs = s->segs.len;
    ap_walk_save(s->walk, &s->start);
    enter(s, ap_table_add(&s->table, ap_walk_hash(s->walk), &is_new));
    return s;
}

static bool run(ap_check *c, void *state, int64_t deadline_ns)
{
    search *s = state;
    enum { BETWEEN_LOOKS = 64 };
    for (int i = 0; s->walk && s->depth; i++) {
        if (i % BETWEEN_LOOKS == 0) {
            c->depth = (uint32_t)s->depth;
            if (ap_check_is_spent(c, bytes_of(s)))
                return true;
            if (deadline_ns >= 0 && ap_clock_ns() >= deadline_ns)
                return false;
        }
        if (s->todo.len > level_at(s, s->depth - 1)->todo)
            go(s);
        else
            leave(s);
    }
    if (s->walk && s->walk->gave_up)
        snprintf(c->why, sizeof c->why, "a thread goes on and on without a "
                 "step that others could see");
    c->is_complete = s->walk && !s->walk->gave_up;
    if (c->is_complete && s->has_cycle) {
        mark_reaching(s);
        note_stuck(s);
    }
    return true;
}

static void end(ap_check *c, void *state)
{
    search *s = state;
    c->bytes = 0;
    for (size_t i = 0; i < s->levels.len; i++)
        ap_place_clear(&level_at(s, i)->place);
    ap_place_clear(&s->start);
    ap_vec_clear(&s->levels);
    ap_vec_clear(&s->todo);
    ap_vec_clear(&s->segs);
    ap_vec_clear(&s->edges);
    ap_vec_clear(&s->marks);
    ap_table_clear(&s->table);
    ap_walk_free(s->walk);
    ap_free(s);
}

const ap_phase ap_phase_search = {
    .name = "every interleaving", .begin = begin, .run = run, .end = end};
