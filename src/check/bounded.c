/* Before the full search: bugs that are near, so that a big program shows
 * them at once.
 *
 *   one run    the threads take turns, a few transitions each
 *   bounded    all runs with at most 0, 1, 2 preemptions, in states that were
 *              not come to with as many left (Musuvathi, Qadeer: Iterative
 *              context bounding, PLDI 2007)
 *   chance     runs by priority with few changes (PCT: Burckhardt and others,
 *              ASPLOS 2010), depth 3, by seed
 *
 * A small program is searched to its end as fast: the last two leave it alone,
 * and where a failure or a deadlock has been found already, they are over. Each
 * of them may make so many transitions for each that the one run took. */
#include "after_i.h"

enum {
    TURN = 3,              /* transitions, in the one run */
    MOST_OF_ONE_RUN = 5000,
    SMALL = 200000,        /* states, as far as can be told beforehand */
    BOUNDS = 3,
    PER_BOUND = 10,        /* runs' lengths */
    CHANCES = 40,          /* runs */
    CHANGES = 2,           /* of priority in each */
    LONG_RUN = 2,          /* run lengths after which a run is given up */
    MOST = 60000           /* transitions of a bound, of all chances */
};

/* ---- one run ----------------------------------------------------------- */

/* Notes what can be seen where the trail is. */
static unsigned note(ap_check *c, const ap_trail *t)
{
    ap_found at = {.walk = t->walk, .segs = t->segs.data,
                   .nsegs = t->segs.len, .keeps_first = true};
    unsigned seen = ap_note_races(c->findings, &at);
    if (ap_walk_is_end(t->walk)) {
        at.keeps_first = false;
        seen |= ap_note_end(c->findings, &at);
    }
    return seen;
}

/* The next after tid that may go; there is one. */
static ap_tid next_of(const ap_walk *k, ap_tid tid)
{
    int n = ap_world_threads(k->w);
    do
        tid = (tid + 1) % n;
    while (!ap_walk_may(k, tid));
    return tid;
}

typedef struct one_run {
    ap_trail *trail;
    ap_marks seen;
    ap_tid tid;            /* whose turn it is */
    int made;              /* transitions */
} one_run;

static void *begin_one(ap_check *c)
{
    ap_trail *trail = ap_trail_new(c, NULL);
    if (!trail)
        return NULL;
    one_run *s = ap_alloc(sizeof *s);
    s->trail = trail;
    ap_marks_init(&s->seen);
    return s;
}

/* About how many states there are, if no thread waits for another. */
static double states_by(const ap_trail *t)
{
    double states = 1;
    uint32_t n[64] = {0};
    const ap_tid *way = t->way.data;
    for (size_t i = 0; i < t->way.len; i++)
        n[(unsigned)way[i] % 64]++;
    for (int i = 1; i < 64; i++)
        states *= n[i] + 1;
    return states;
}

/* Was the state come to before, with the same thread to go on? Then the run
 * goes round for ever. */
static bool goes_round(ap_marks *seen, ap_walk *k, ap_tid tid, int turn)
{
    ap_hash h = ap_walk_hash(k);
    h.hi += (uint64_t)(tid * TURN + turn) * 0x9e3779b97f4a7c15u;
    uint32_t *mark = ap_mark_of(seen, h);
    return (*mark)++ > 0;
}

static void go_one(ap_check *c, one_run *s)
{
    note(c, s->trail);
    if (s->made % TURN == 0 || !ap_walk_may(s->trail->walk, s->tid))
        s->tid = next_of(s->trail->walk, s->tid);
    ap_trail_go(s->trail, s->tid);
    s->made++;
    c->has_locks |= s->trail->walk->event.sync != 0;
}

static bool run_one(ap_check *c, void *state, int64_t deadline_ns)
{
    one_run *s = state;
    ap_trail *t = s->trail;
    bool ends;
    while (!(ends = ap_walk_is_end(t->walk)
                    || goes_round(&s->seen, t->walk, s->tid, s->made % TURN))
           && s->made < MOST_OF_ONE_RUN && !t->walk->gave_up) {
        go_one(c, s);
        if (deadline_ns >= 0 && ap_clock_ns() >= deadline_ns)
            return false;
    }
    note(c, t);
    c->run_length = t->way.len + 1;
    c->is_small = ends && states_by(t) < SMALL;
    return true;
}

static void end_one(ap_check *c, void *state)
{
    one_run *s = state;
    (void)c;
    ap_marks_clear(&s->seen);
    ap_trail_free(s->trail);
    ap_free(s);
}

const ap_phase ap_phase_one_run = {"one run", begin_one, run_one, end_one};

/* Has a bug been found, or will it be soon? */
static bool is_done(const ap_check *c)
{
    int nfailures, ndeadlocks;
    ap_findings_failures(c->findings, &nfailures);
    ap_findings_deadlocks(c->findings, &ndeadlocks);
    return c->is_small || nfailures || ndeadlocks || ap_check_is_late(c);
}

/* ---- bounded ----------------------------------------------------------- */

/* A state on the way: its threads are tried one after another, the one that
 * went last before the others. */
typedef struct level {
    ap_place place;
    ap_tid last, next;     /* next: -1 stands for `last` */
    int left;              /* preemptions that may still be made */
} level;

typedef struct bounded {
    ap_trail *trail;
    ap_marks seen;         /* 1 + preemptions left, by state and last */
    ap_vec levels;
    size_t depth, bytes;   /* bytes: of the levels' places */
    uint64_t most;         /* transitions left for this bound */
    int bound;
} bounded;

static level *top(const bounded *s)
{
    return ap_vec_at(&s->levels, s->depth - 1);
}

/* Is it worth going on from here? */
static bool is_fresh(bounded *s, ap_tid last, int left)
{
    ap_hash h = ap_walk_hash(s->trail->walk);
    h.hi += (uint64_t)last + 1;
    uint32_t *mark = ap_mark_of(&s->seen, h);
    if (*mark > (uint32_t)left)
        return false;
    *mark = (uint32_t)left + 1;
    return true;
}

static void enter(ap_check *c, bounded *s, ap_tid last, int left)
{
    if (!is_fresh(s, last, left))
        return;
    note(c, s->trail);
    if (s->depth == s->levels.len)
        ap_vec_push(&s->levels, NULL);
    s->depth++;
    level *l = top(s);
    size_t before = ap_place_bytes(&l->place);
    ap_walk_save_delta(s->trail->walk, &s->trail->start, &l->place);
    s->bytes += ap_place_bytes(&l->place) - before;
    l->last = last;
    l->left = left;
    l->next = -1;
}

static void start_bound(ap_check *c, bounded *s)
{
    ap_trail_restart(s->trail);
    ap_marks_clear(&s->seen);
    s->depth = 0;
    s->most = PER_BOUND * c->run_length;
    if (s->most > MOST)
        s->most = MOST;
    enter(c, s, 0, s->bound);
}

/* The thread to be tried next in a level, -1: all were. */
static ap_tid next_try(level *l, const ap_walk *k)
{
    bool goes_on = ap_world_state(k->w, l->last) == AP_TS_READY
                   && ap_walk_may(k, l->last);
    if (l->next < 0) {
        l->next = 0;
        if (goes_on)
            return l->last;
    }
    for (; l->next < ap_world_threads(k->w); l->next++)
        if (ap_walk_may(k, l->next) && (!goes_on || l->next != l->last)
            && (!goes_on || l->left > 0))
            return l->next++;
    return -1;
}

static void advance(ap_check *c, bounded *s)
{
    level *l = top(s);
    ap_trail_back(s->trail, s->depth - 1, &l->place);
    ap_tid tid = next_try(l, s->trail->walk);
    if (tid < 0) {
        s->depth--;
        return;
    }
    bool preempts = tid != l->last
                    && ap_world_state(s->trail->walk->w, l->last)
                           == AP_TS_READY;
    int left = l->left - preempts;
    ap_tid last = tid;
    ap_trail_go(s->trail, tid);
    s->most--;
    enter(c, s, last, left);
}

static void *begin_bounded(ap_check *c)
{
    ap_trail *trail = is_done(c) ? NULL : ap_trail_new(c, NULL);
    if (!trail)
        return NULL;
    bounded *s = ap_alloc(sizeof *s);
    s->trail = trail;
    ap_marks_init(&s->seen);
    ap_vec_init(&s->levels, sizeof(level));
    start_bound(c, s);
    return s;
}

/* Half of the memory is for it: a long run has a state a level. */
static bool has_room(const ap_check *c, const bounded *s)
{
    return s->bytes < c->o.memory / 2;
}

static bool run_bounded(ap_check *c, void *state, int64_t deadline_ns)
{
    bounded *s = state;
    while (s->bound < BOUNDS && !is_done(c)) {
        if (s->depth && s->most && has_room(c, s) && !s->trail->walk->gave_up) {
            advance(c, s);
        } else {
            if (!s->depth)
                c->bound = s->bound + 1;
            s->bound++;
            start_bound(c, s);
        }
        if (deadline_ns >= 0 && ap_clock_ns() >= deadline_ns)
            return false;
    }
    return true;
}

static void end_bounded(ap_check *c, void *state)
{
    bounded *s = state;
    (void)c;
    for (size_t i = 0; i < s->levels.len; i++)
        ap_place_clear(&((level *)ap_vec_at(&s->levels, i))->place);
    ap_vec_clear(&s->levels);
    ap_marks_clear(&s->seen);
    ap_trail_free(s->trail);
    ap_free(s);
}

const ap_phase ap_phase_bounded = {"few preemptions", begin_bounded,
                                   run_bounded, end_bounded};

/* ---- chance ------------------------------------------------------------ */

typedef struct chance {
    ap_trail *trail;
    uint64_t seed, draws, left; /* left: transitions */
    uint64_t change[CHANGES]; /* transitions before which a change comes */
    ap_tid lowered[CHANGES];  /* who was lowered there; -1 */
} chance;

static uint64_t priority(const chance *s, ap_tid tid)
{
    for (int i = CHANGES - 1; i >= 0; i--)
        if (s->lowered[i] == tid)
            return (uint64_t)(CHANGES - i);
    uint64_t draws = s->seed * 0x9e3779b97f4a7c15u + (uint64_t)tid;
    return ap_rng_next(&draws) | (uint64_t)1 << 63;
}

static ap_tid highest(const chance *s)
{
    const ap_walk *k = s->trail->walk;
    ap_tid best = -1;
    for (ap_tid tid = 0; tid < ap_world_threads(k->w); tid++)
        if (ap_walk_may(k, tid)
            && (best < 0 || priority(s, tid) > priority(s, best)))
            best = tid;
    return best;
}

static void start_run(ap_check *c, chance *s)
{
    ap_trail_restart(s->trail);
    s->draws = ++s->seed;
    for (int i = 0; i < CHANGES; i++) {
        s->change[i] = ap_rng_below(&s->draws, (uint32_t)c->run_length + 1);
        s->lowered[i] = -1;
    }
}

static void go_by_chance(ap_check *c, chance *s)
{
    size_t n = s->trail->way.len;
    ap_tid tid = highest(s);
    for (int i = 0; i < CHANGES; i++)
        if (s->change[i] == n)
            s->lowered[i] = tid;
    ap_trail_go(s->trail, highest(s));
    s->left--;
    note(c, s->trail);
}

static void *begin_chance(ap_check *c)
{
    ap_trail *trail = is_done(c) ? NULL : ap_trail_new(c, NULL);
    if (!trail)
        return NULL;
    chance *s = ap_alloc(sizeof *s);
    s->trail = trail;
    s->left = MOST;
    start_run(c, s);
    return s;
}

static bool run_chance(ap_check *c, void *state, int64_t deadline_ns)
{
    chance *s = state;
    while (s->seed <= CHANCES && s->left && !is_done(c)) {
        if (ap_walk_is_end(s->trail->walk) || s->trail->walk->gave_up
            || s->trail->way.len > LONG_RUN * c->run_length)
            start_run(c, s);
        else
            go_by_chance(c, s);
        if (deadline_ns >= 0 && ap_clock_ns() >= deadline_ns)
            return false;
    }
    return true;
}

static void end_chance(ap_check *c, void *state)
{
    chance *s = state;
    (void)c;
    ap_trail_free(s->trail);
    ap_free(s);
}

const ap_phase ap_phase_chance = {"by chance", begin_chance, run_chance,
                                  end_chance};
