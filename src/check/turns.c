/* Depth first through all states in which a thread's turn is over, with every
 * turn that can follow: an edge each. What two turns do to each other is then
 * read off the graph: one before the other, and the other way round. */
#include "turns_i.h"

#include <string.h>

/* Events allow no switch under a policy that nobody has. */
enum { NO_PREEMPTION = AP_GIL_COUNT };
#define NOWHERE UINT32_MAX

typedef struct touch {
    ap_access at;          /* obj and key are identities */
    int race;
    bool is_first;         /* of its turn */
} touch;

typedef struct turn {
    uint32_t to;           /* NOWHERE: it does not end */
    uint32_t next;         /* of the same state, + 1; 0: the last */
    uint32_t touches, ntouches;
    ap_tid tid;
} turn;

typedef struct level {
    ap_place place;
    uint32_t node;
    ap_tid next;           /* the thread to be tried next */
} level;

struct ap_turns {
    ap_check *c;
    ap_walk *walk;
    uint64_t left;         /* transitions */
    ap_table states;
    ap_vec first;          /* uint32_t, by state: a turn + 1 */
    ap_vec turns, touches;
    ap_vec levels;         /* places are used again */
    size_t depth, bytes;
    ap_marks names;        /* 1 + the race that a place is, 1: none */
    ap_marks passed;       /* in this turn */
    bool is_turning;       /* the newest turn goes on */
};

static turn *turn_at(const ap_turns *t, uint32_t i)
{
    return ap_vec_at(&t->turns, i);
}

static level *top(const ap_turns *t)
{
    return ap_vec_at(&t->levels, t->depth - 1);
}

/* ---- what a turn touches ----------------------------------------------- */

static int race_named(const ap_turns *t, const char *where)
{
    int n;
    const ap_race *races = ap_findings_races(t->c->findings, &n);
    for (int i = 0; i < n; i++)
        if (strcmp(races[i].where, where) == 0)
            return i;
    return -1;
}

/* Which race a place is, -1: none. It costs much to find out its name. */
static int race_at(ap_turns *t, const ap_event *ev, const ap_access *a,
                   const ap_access *identity)
{
    ap_hash place = {
        (identity->obj ^ (uint64_t)ev->code << 40) * 0x9e3779b97f4a7c15u,
        (identity->key ^ (uint64_t)ev->pc << 48 ^ identity->where)
            * 0xff51afd7ed558ccdu};
    uint32_t *known = ap_mark_of(&t->names, place);
    if (!*known) {
        char where[64];
        ap_race_name(t->walk->w, ev, a, where, sizeof where);
        *known = (uint32_t)(race_named(t, where) + 2);
    }
    return (int)*known - 2;
}

static bool is_same_touch(const touch *a, const touch *b)
{
    return a->race == b->race && a->at.obj == b->at.obj
        && a->at.key == b->at.key && a->at.where == b->at.where
        && a->at.is_write == b->at.is_write
        && a->at.is_atomic == b->at.is_atomic;
}

static void add_touch(ap_turns *t, turn *now, const touch *x)
{
    for (uint32_t i = 0; i < now->ntouches; i++)
        if (is_same_touch(ap_vec_at(&t->touches, now->touches + i), x))
            return;
    ap_vec_push(&t->touches, x);
    now->ntouches++;
}

/* What the next step of the turn's thread touches. */
static void note_touches(ap_turns *t, turn *now, bool is_first)
{
    ap_event ev;
    if (ap_world_state(t->walk->w, now->tid) != AP_TS_READY
        || !ap_view_next(t->walk->w, now->tid, &ev))
        return;
    for (int i = 0; i < ev.naccesses; i++) {
        uint64_t obj, key;
        touch x = {.at = ev.access[i], .is_first = is_first};
        ap_view_identities(t->walk->w, ev.pid, &ev.access[i], &obj, &key);
        x.at.obj = obj;
        x.at.key = key;
        x.race = race_at(t, &ev, &ev.access[i], &x.at);
        if (x.race >= 0)
            add_touch(t, now, &x);
    }
}

/* ---- the graph --------------------------------------------------------- */

/* The state that the walk is in; if it is new, its turns are to be tried. */
static uint32_t arrive(ap_turns *t)
{
    bool is_new;
    uint32_t node = ap_table_add(&t->states, ap_walk_hash(t->walk), &is_new);
    if (!is_new)
        return node;
    ap_vec_push(&t->first, NULL);
    if (t->depth == t->levels.len)
        ap_vec_push(&t->levels, NULL);
    t->depth++;
    level *l = top(t);
    t->bytes -= ap_place_bytes(&l->place);
    ap_walk_save(t->walk, &l->place);
    t->bytes += ap_place_bytes(&l->place);
    l->node = node;
    l->next = 0;
    return node;
}

/* The next thread of the deepest state begins its turn; after the last one
 * the state is left. */
static void begin_turn(ap_turns *t)
{
    level *l = top(t);
    ap_walk_load(t->walk, &l->place);
    while (l->next < ap_world_threads(t->walk->w)
           && !ap_walk_may(t->walk, l->next))
        l->next++;
    if (l->next >= ap_world_threads(t->walk->w)) {
        t->depth--;
        return;
    }
    uint32_t *first = ap_vec_at(&t->first, l->node);
    turn new = {.to = NOWHERE, .tid = l->next++, .next = *first,
                .touches = (uint32_t)t->touches.len};
    ap_vec_push(&t->turns, &new);
    *first = (uint32_t)t->turns.len;
    ap_marks_clear(&t->passed);
    ap_marks_init(&t->passed);
    t->is_turning = true;
    note_touches(t, turn_at(t, *first - 1), true);
}

/* One transition of the newest turn. Coming to a state again it never ends. */
static void go_on(ap_turns *t)
{
    uint32_t i = (uint32_t)t->turns.len - 1;
    ap_tid tid = turn_at(t, i)->tid;
    ap_walk_go(t->walk, tid);
    t->left--;
    if (ap_world_state(t->walk->w, tid) != AP_TS_READY
        || t->walk->holder != tid) {
        t->is_turning = false;
        uint32_t to = arrive(t);
        turn_at(t, i)->to = to;
        return;
    }
    uint32_t *mark = ap_mark_of(&t->passed, ap_walk_hash(t->walk));
    if ((*mark)++)
        t->is_turning = false;
    else
        note_touches(t, turn_at(t, i), false);
}

static bool is_spent(const ap_turns *t)
{
    return !t->left || t->walk->gave_up || t->bytes > t->c->o.memory / 4
        || ap_check_is_late(t->c);
}

bool ap_turns_run(ap_turns *t, int64_t deadline_ns)
{
    while ((t->is_turning || t->depth) && !is_spent(t)) {
        if (t->is_turning)
            go_on(t);
        else
            begin_turn(t);
        if (deadline_ns >= 0 && ap_clock_ns() >= deadline_ns)
            return false;
    }
    return true;
}

bool ap_turns_are_complete(const ap_turns *t)
{
    return !t->depth && !t->is_turning && !is_spent(t);
}

/* ---- what it shows ----------------------------------------------------- */

static const turn *turn_of(const ap_turns *t, uint32_t node, ap_tid tid)
{
    if (node == NOWHERE)
        return NULL;
    uint32_t i = *(uint32_t *)ap_vec_at(&t->first, node);
    while (i && turn_at(t, i - 1)->tid != tid)
        i = turn_at(t, i - 1)->next;
    return i ? turn_at(t, i - 1) : NULL;
}

/* Where a turn leads with one of tid behind it. */
static uint32_t end_of_both(const ap_turns *t, const turn *first, ap_tid tid)
{
    const turn *second = turn_of(t, first->to, tid);
    return second ? second->to : NOWHERE;
}

static bool meet(const ap_turns *t, const turn *a, const turn *b, int race,
                 bool order_matters)
{
    for (uint32_t i = 0; i < a->ntouches; i++)
        for (uint32_t k = 0; k < b->ntouches; k++) {
            const touch *x = ap_vec_at(&t->touches, a->touches + i);
            const touch *y = ap_vec_at(&t->touches, b->touches + k);
            if (x->race == race && y->race == race
                && ap_accesses_race(&x->at, &y->at)
                && (order_matters || (x->is_first && y->is_first)))
                return true;
        }
    return false;
}

bool ap_turns_show(const ap_turns *t, int race)
{
    for (size_t node = 0; node < t->first.len; node++) {
        uint32_t first = *(uint32_t *)ap_vec_at(&t->first, node), i, k;
        for (i = first; i; i = turn_at(t, i - 1)->next)
            for (k = turn_at(t, i - 1)->next; k; k = turn_at(t, k - 1)->next) {
                const turn *a = turn_at(t, i - 1), *b = turn_at(t, k - 1);
                bool order_matters = end_of_both(t, a, b->tid)
                    != end_of_both(t, b, a->tid);
                if (meet(t, a, b, race, order_matters))
                    return true;
            }
    }
    return false;
}

/* ---- whole ------------------------------------------------------------- */

ap_turns *ap_turns_new(ap_check *c, uint64_t most)
{
    ap_check_options o = c->o;
    o.gil = NO_PREEMPTION;
    ap_walk *walk = ap_walk_new(c->im, &o, c->texts, NULL);
    if (!walk)
        return NULL;
    if (c->is_settled)
        ap_world_settle(walk->w);
    ap_turns *t = ap_alloc(sizeof *t);
    t->c = c;
    t->walk = walk;
    t->left = most;
    ap_table_init(&t->states);
    ap_marks_init(&t->names);
    ap_marks_init(&t->passed);
    ap_vec_init(&t->first, sizeof(uint32_t));
    ap_vec_init(&t->turns, sizeof(turn));
    ap_vec_init(&t->touches, sizeof(touch));
    ap_vec_init(&t->levels, sizeof(level));
    arrive(t);
    return t;
}

void ap_turns_free(ap_turns *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < t->levels.len; i++)
        ap_place_clear(&((level *)ap_vec_at(&t->levels, i))->place);
    ap_vec_clear(&t->levels);
    ap_vec_clear(&t->touches);
    ap_vec_clear(&t->turns);
    ap_vec_clear(&t->first);
    ap_marks_clear(&t->passed);
    ap_marks_clear(&t->names);
    ap_table_clear(&t->states);
    ap_walk_free(t->walk);
    ap_free(t);
}
