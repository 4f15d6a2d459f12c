/* The search: depth first over states, a snapshot each on the stack. Every
 * edge is kept, so that afterwards the states from which no end can be
 * reached any more are known. */
#include "enumerate.h"

#include "apiary/lib.h"
#include "cheapest.h"

#include <stdio.h>
#include <string.h>

enum { MOST_THREADS = 64, MOST_QUIET_STEPS = 200000 };

/* What a state is told apart by. */
typedef struct key {
    uint64_t lo, hi, output, policy;
} key;

typedef struct node {
    key key;
    bool is_end;         /* finished, failed or deadlocked */
    bool is_deadlock, has_failed;
    bool reaches_end;
    uint64_t ready;      /* bit a thread: it could go on */
    int outcome;         /* of an end: its index */
} node;

/* A race that a state shows. Threads that have only been started must come to
 * their accesses first: so many turns and steps. */
typedef struct sight {
    uint32_t node, race, turns, steps;
} sight;

/* A state that waits to be searched. */
typedef struct open_state {
    uint32_t node;
    uint32_t lead[MOST_THREADS];
    ap_tid holder;       /* of the GIL; -1: anybody may go */
    ap_snapshot world;
} open_state;

typedef struct search {
    ap_world *w;
    int gil;
    uint64_t most;
    ap_vec nodes, edges, stack, sights;
    uint32_t *table;     /* hash table of node index + 1 */
    size_t room;
    ap_tid holder;       /* of the state that is loaded */
    bool may_switch;     /* in a transition: a switch point was passed */
    uint32_t lead[MOST_THREADS]; /* quiet steps of a new thread that has made
                                    no transition yet */
    bool gave_up;
    uint32_t steps;      /* of the first state */
    ap_snapshot undo;
    enumeration *out;
} search;

/* ---- states ------------------------------------------------------------ */

/* Each thread's own text; the order among threads is not kept. */
static uint64_t output_key(const ap_world *w)
{
    uint64_t own[MOST_THREADS] = {0}, all = 0;
    ap_output_view o;
    for (int i = 0; ap_world_output(w, i, &o); i++) {
        uint64_t *h = &own[(unsigned)o.tid % MOST_THREADS];
        for (uint32_t k = 0; k < o.n; k++)
            *h = (*h ^ (uint8_t)o.text[k] ^ (uint64_t)o.fd << 8)
                 * 0x100000001b3u;
    }
    for (int i = 0; i < MOST_THREADS; i++)
        all = (all ^ own[i]) * 0x9e3779b97f4a7c15u;
    return all;
}

static key key_of(const search *s)
{
    ap_hash h = ap_world_hash(s->w);
    return (key){h.lo, h.hi, output_key(s->w),
                 (uint64_t)(s->holder + 1)};
}

static void grow_table(search *s)
{
    size_t room = s->room ? s->room * 2 : 1024;
    ap_free(s->table);
    s->table = ap_alloc(room * sizeof *s->table);
    s->room = room;
    for (size_t i = 0; i < s->nodes.len; i++) {
        const node *n = ap_vec_at(&s->nodes, i);
        size_t at = n->key.lo & (room - 1);
        while (s->table[at])
            at = (at + 1) & (room - 1);
        s->table[at] = (uint32_t)i + 1;
    }
}

static bool has_failed(const ap_world *w)
{
    ap_thread_view v;
    if (ap_world_is_over(w) && ap_world_exit_code(w) != 0)
        return true;
    for (ap_tid tid = 0; tid < ap_world_threads(w); tid++)
        if (ap_view_thread(w, tid, &v) && v.state == AP_TS_DEAD && v.failure)
            return true;
    return false;
}

static uint64_t ready_of(const ap_world *w)
{
    uint64_t ready = 0;
    for (ap_tid tid = 0; tid < ap_world_threads(w) && tid < MOST_THREADS;
         tid++)
        if (ap_world_state(w, tid) == AP_TS_READY)
            ready |= (uint64_t)1 << tid;
    return ready;
}

/* The node of the state that is loaded; *is_new: seen for the first time. */
static uint32_t node_of(search *s, bool *is_new)
{
    if (2 * s->nodes.len >= s->room)
        grow_table(s);
    node n = {.key = key_of(s), .outcome = -1, .ready = ready_of(s->w),
              .has_failed = has_failed(s->w)};
    size_t at = n.key.lo & (s->room - 1);
    for (; s->table[at]; at = (at + 1) & (s->room - 1)) {
        const node *old = ap_vec_at(&s->nodes, s->table[at] - 1);
        if (memcmp(&old->key, &n.key, sizeof n.key) == 0) {
            *is_new = false;
            return s->table[at] - 1;
        }
    }
    ap_vec_push(&s->nodes, &n);
    s->table[at] = (uint32_t)s->nodes.len;
    *is_new = true;
    return s->table[at] - 1;
}

static void push(search *s, uint32_t at)
{
    open_state o = {.node = at, .holder = s->holder};
    memcpy(o.lead, s->lead, sizeof o.lead);
    ap_world_save(s->w, &o.world);
    ap_vec_push(&s->stack, &o);
}

/* ---- who may go -------------------------------------------------------- */

static bool can_go(const ap_world *w, ap_tid tid)
{
    ap_thread_view v;
    if (!ap_view_thread(w, tid, &v))
        return false;
    return v.state == AP_TS_READY
           || ((v.state == AP_TS_SLEEP || v.state == AP_TS_WAIT)
               && v.deadline_ns >= 0);
}

static bool may_go(const search *s, ap_tid tid)
{
    if (!can_go(s->w, tid))
        return false;
    return s->holder < 0 || tid == s->holder
           || ap_world_state(s->w, s->holder) != AP_TS_READY;
}

/* ---- a transition ------------------------------------------------------ */

static ap_stepped step(search *s, ap_tid tid, ap_event *ev)
{
    ap_stepped how = ap_step(s->w, tid, ev);
    if (s->gil == AP_GIL_OFF)
        return how;
    s->holder = how == AP_STEP_RAN ? tid : -1;
    return how;
}

/* Invisible steps, up to just before the next visible one. */
static void run_quietly(search *s, ap_tid tid)
{
    ap_event ev;
    for (int i = 0; i < MOST_QUIET_STEPS; i++) {
        if (ap_world_state(s->w, tid) != AP_TS_READY)
            return;
        ap_tid holder = s->holder;
        ap_world_save(s->w, &s->undo);
        step(s, tid, &ev);
        if (ev.is_visible) {
            ap_world_load(s->w, &s->undo);
            s->holder = holder;
            return;
        }
        s->may_switch = s->may_switch || ev.switches >> s->gil & 1;
    }
    s->gave_up = true;
}

static uint64_t steps_of(const search *s, ap_tid tid)
{
    ap_thread_view v;
    return ap_view_thread(s->w, tid, &v) ? v.steps : 0;
}

/* A new thread, too, stands before its first visible step. Whose turn it is
 * does not change by that. */
static void settle_new_threads(search *s)
{
    ap_tid holder = s->holder;
    bool may_switch = s->may_switch;
    ap_thread_view v;
    for (ap_tid tid = 0; tid < ap_world_threads(s->w); tid++)
        if (ap_view_thread(s->w, tid, &v) && v.state == AP_TS_READY
            && v.steps == 0) {
            run_quietly(s, tid);
            s->lead[tid % MOST_THREADS] = (uint32_t)steps_of(s, tid);
        }
    s->holder = holder;
    s->may_switch = may_switch;
}

/* The visible step that tid stands before, and what is invisible behind. */
static void run_transition(search *s, ap_tid tid)
{
    ap_event ev;
    if (ap_world_state(s->w, tid) != AP_TS_READY)
        ap_world_end_wait(s->w, tid);
    step(s, tid, &ev);
    s->may_switch = ev.switches >> s->gil & 1;
    run_quietly(s, tid);
    settle_new_threads(s);
    if (s->may_switch)
        s->holder = -1;
}

/* ---- outcomes ---------------------------------------------------------- */

static bool is_plain(const ap_world *w, ap_word v)
{
    static const char *const plain[] = {
        "int", "float", "str", "bool", "NoneType", "list", "tuple", "dict",
        "set", "frozenset", "bytes", "deque", "defaultdict", "Counter"
    };
    ap_object_view o;
    if (!v || !ap_view_object(w, 0, v, &o))
        return false;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (o.type && strcmp(o.type, plain[i]) == 0)
            return true;
    return false;
}

static void note_globals(const ap_world *w, ap_vec *globals)
{
    const char *name;
    ap_word value;
    for (int i = 0; ap_view_global(w, 0, i, &name, &value); i++) {
        if (!is_plain(w, value))
            continue;
        enum_global g = {0};
        ap_str repr = {0};
        ap_view_repr(w, 0, value, (int)sizeof g.repr - 1, &repr);
        snprintf(g.name, sizeof g.name, "%s", name);
        snprintf(g.repr, sizeof g.repr, "%s", ap_str_c(&repr));
        ap_vec_push(globals, &g);
        ap_str_clear(&repr);
    }
}

static void note_output(const ap_world *w, ap_str *out)
{
    for (ap_tid tid = 0; tid < ap_world_threads(w); tid++) {
        ap_output_view o;
        for (int i = 0; ap_world_output(w, i, &o); i++)
            if (o.tid == tid && o.fd == 1)
                ap_str_putn(out, o.text, o.n);
    }
}

static bool is_same(const enum_outcome *a, const enum_outcome *b)
{
    if (strcmp(a->end, b->end) != 0 || a->exit != b->exit
        || strcmp(ap_str_c(&a->output), ap_str_c(&b->output)) != 0
        || a->globals.len != b->globals.len)
        return false;
    for (size_t i = 0; i < a->globals.len; i++)
        if (memcmp(ap_vec_at(&a->globals, i), ap_vec_at(&b->globals, i),
                   sizeof(enum_global)) != 0)
            return false;
    return true;
}

static void clear_outcome(enum_outcome *o)
{
    ap_str_clear(&o->output);
    ap_vec_clear(&o->globals);
}

/* -> its index. */
static int note_outcome(search *s, const char *end)
{
    enum_outcome o = {.end = end, .cost = ENUM_NO_COST};
    ap_vec_init(&o.globals, sizeof(enum_global));
    if (ap_world_is_over(s->w))
        o.exit = ap_world_exit_code(s->w);
    note_globals(s->w, &o.globals);
    note_output(s->w, &o.output);
    for (size_t i = 0; i < s->out->outcomes.len; i++)
        if (is_same(&o, ap_vec_at(&s->out->outcomes, i))) {
            clear_outcome(&o);
            return (int)i;
        }
    ap_vec_push(&s->out->outcomes, &o);
    return (int)s->out->outcomes.len - 1;
}

static void note_end(search *s, uint32_t at)
{
    bool is_over = ap_world_is_over(s->w);
    node *n = ap_vec_at(&s->nodes, at);
    n->is_end = true;
    n->is_deadlock = !is_over;
    s->out->has_failure = s->out->has_failure || n->has_failed;
    s->out->has_deadlock = s->out->has_deadlock || !is_over;
    n->outcome = note_outcome(s, !is_over        ? "deadlock"
                                 : n->has_failed ? "failed"
                                                 : "finished");
}

/* ---- races ------------------------------------------------------------- */

/* The function whose cell it is: the nearest one around the running code that
 * has such a cell of its own. */
static const char *owner_of(const ap_world *w, const ap_code *code,
                            const char *name)
{
    const ap_image *im = ap_world_image(w);
    const ap_code *best = code;
    size_t longest = 0;
    for (int i = 0; i < ap_image_codes(im); i++) {
        const ap_code *c = ap_image_code(im, (uint32_t)i);
        size_t n = strlen(c->qualname);
        for (int k = 0; k < c->nplus; k++)
            if ((c->plus_kind[k] & AP_CELL) && n >= longest
                && strcmp(c->plus[k], name) == 0
                && strncmp(c->qualname, code->qualname, n) == 0) {
                best = c;
                longest = n;
            }
    }
    return best->name;
}

/* The global that holds it, or its class and number. */
static void container_name(const ap_world *w, int pid, ap_word v, ap_str *out)
{
    ap_object_view o = {0};
    const char *name;
    ap_word held;
    for (int i = 0; !out->len && ap_view_global(w, pid, i, &name, &held); i++)
        if (held == v)
            ap_str_put(out, name);
    if (!out->len && ap_view_object(w, pid, v, &o) && o.birth)
        ap_str_printf(out, "%s#%u", o.type, o.birth);
    else if (!out->len)
        ap_view_label(w, pid, v, out);
}

static void race_name(const ap_world *w, const ap_event *ev,
                      const ap_access *a, char *out, size_t n)
{
    const char *name = ap_view_str(w, ev->pid, a->key, NULL);
    ap_object_view o = {0};
    ap_str label = {0};
    if (a->where == AP_AT_ITEM || a->where == AP_AT_WHOLE) {
        container_name(w, ev->pid, a->obj, &label);
        snprintf(out, n, "%s[...]", ap_str_c(&label));
    } else if (a->where == AP_AT_CELL) {
        const ap_code *c = ap_image_code(ap_world_image(w), ev->code);
        snprintf(out, n, "%s.%s", name ? owner_of(w, c, name) : "?",
                 name ? name : "?");
    } else if (a->where == AP_AT_ATTR
               && ap_view_object(w, ev->pid, a->obj, &o) && !o.is_module) {
        ap_view_label(w, ev->pid, a->obj, &label);
        snprintf(out, n, "%s.%s", o.is_class ? ap_str_c(&label) : o.type,
                 name ? name : "?");
    } else
        snprintf(out, n, "%s", name ? name : "?");
    ap_str_clear(&label);
}

static bool do_conflict(const ap_access *a, const ap_access *b)
{
    if (a->obj != b->obj || a->where == AP_AT_SYNC || b->where == AP_AT_SYNC
        || a->where == AP_AT_NONE || b->where == AP_AT_NONE
        || !(a->is_write || b->is_write) || (a->is_atomic && b->is_atomic))
        return false;
    return a->key == b->key || a->where == AP_AT_WHOLE
           || b->where == AP_AT_WHOLE;
}

static size_t index_of_race(const enumeration *e, const char *name)
{
    for (size_t i = 0; i < e->races.len; i++)
        if (strcmp(((enum_race *)ap_vec_at(&e->races, i))->name, name) == 0)
            return i;
    return e->races.len;
}

static void note_race(search *s, uint32_t at, const ap_event *ev,
                      const ap_event *other, const ap_access *a)
{
    enum_race race = {.cost = ENUM_NO_COST};
    uint32_t one = s->lead[ev->tid % MOST_THREADS];
    uint32_t two = s->lead[other->tid % MOST_THREADS];
    race_name(s->w, ev, a, race.name, sizeof race.name);
    size_t i = index_of_race(s->out, race.name);
    if (i == s->out->races.len)
        ap_vec_push(&s->out->races, &race);
    sight seen = {at, (uint32_t)i, (uint32_t)(one > 0) + (two > 0), one + two};
    ap_vec_push(&s->sights, &seen);
}

static void look_for_races(search *s, uint32_t at)
{
    ap_event next[MOST_THREADS];
    int n = 0;
    for (ap_tid tid = 0; tid < ap_world_threads(s->w) && n < MOST_THREADS;
         tid++)
        if (may_go(s, tid) && ap_world_state(s->w, tid) == AP_TS_READY
            && ap_view_next(s->w, tid, &next[n]))
            n++;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < i; k++)
            for (int x = 0; x < next[i].naccesses; x++)
                for (int y = 0; y < next[k].naccesses; y++)
                    if (next[i].pid == next[k].pid
                        && do_conflict(&next[i].access[x],
                                       &next[k].access[y]))
                        note_race(s, at, &next[i], &next[k],
                                  &next[i].access[x]);
}

/* ---- the search -------------------------------------------------------- */

static void load(search *s, const open_state *o)
{
    ap_world_load(s->w, &o->world);
    s->holder = o->holder;
    memcpy(s->lead, o->lead, sizeof s->lead);
}

static void go(search *s, const open_state *from, ap_tid tid)
{
    bool is_new;
    uint64_t before = steps_of(s, tid) - s->lead[tid % MOST_THREADS];
    s->lead[tid % MOST_THREADS] = 0;
    run_transition(s, tid);
    s->out->transitions++;
    edge e = {from->node, node_of(s, &is_new), tid,
              (uint32_t)(steps_of(s, tid) - before)};
    ap_vec_push(&s->edges, &e);
    if (is_new)
        push(s, e.to);
}

static void expand(search *s, const open_state *o)
{
    bool went = false;
    load(s, o);
    look_for_races(s, o->node);
    int threads = ap_world_threads(s->w);
    for (ap_tid tid = 0; tid < threads; tid++) {
        if (!may_go(s, tid))
            continue;
        go(s, o, tid);
        load(s, o);
        went = true;
    }
    if (!went)
        note_end(s, o->node);
}

/* From the ends backwards, until nothing changes. */
static void mark_reaching(search *s)
{
    bool changed = true;
    for (size_t i = 0; i < s->nodes.len; i++) {
        node *n = ap_vec_at(&s->nodes, i);
        n->reaches_end = n->is_end;
    }
    while (changed) {
        changed = false;
        for (size_t i = s->edges.len; i-- > 0;) {
            const edge *e = ap_vec_at(&s->edges, i);
            const node *to = ap_vec_at(&s->nodes, e->to);
            node *from = ap_vec_at(&s->nodes, e->from);
            if (to->reaches_end && !from->reaches_end)
                changed = from->reaches_end = true;
        }
    }
}

static void look_for_stuck(search *s)
{
    if (!s->out->is_complete)
        return;
    mark_reaching(s);
    for (size_t i = 0; i < s->nodes.len; i++)
        if (!((node *)ap_vec_at(&s->nodes, i))->reaches_end)
            s->out->has_stuck = true;
    if (s->out->has_stuck) {
        enum_outcome o = {.end = "stuck", .cost = ENUM_NO_COST};
        ap_vec_init(&o.globals, sizeof(enum_global));
        ap_vec_push(&s->out->outcomes, &o);
    }
}

/* ---- what it costs to come there --------------------------------------- */

static void lower(enum_cost *to, enum_cost cost)
{
    if (cost < *to)
        *to = cost;
}

static void note_cost(enumeration *out, const node *n, enum_cost cost)
{
    if (n->is_deadlock)
        lower(&out->deadlock, cost);
    if (n->is_end && n->has_failed)
        lower(&out->failure, cost);
    if (!n->reaches_end)
        lower(&out->stuck, cost);
    if (n->outcome >= 0) {
        enum_outcome *o = ap_vec_at(&out->outcomes, (size_t)n->outcome);
        lower(&o->cost, cost);
    }
}

/* Who is started only has to come to its access: a turn, for which the thread
 * that went last, or the other one at its access, is left. Under a GIL it may
 * not be possible for both, so it is not asked for. */
static void note_sight(search *s, const sight *seen, ap_tid last,
                       enum_cost cost)
{
    const node *n = ap_vec_at(&s->nodes, seen->node);
    enum_race *race = ap_vec_at(&s->out->races, seen->race);
    uint64_t left = seen->turns - 1 + (n->ready >> last & 1);
    if (s->gil == AP_GIL_OFF && seen->turns)
        cost += left << 48 | (uint64_t)seen->turns << 32 | seen->steps;
    lower(&race->cost, cost);
    lower(&s->out->race, cost);
}

static void note_costs(search *s, const enum_cost *costs)
{
    for (size_t i = 0; i < s->nodes.len * CHEAPEST_THREADS; i++)
        if (costs[i] != ENUM_NO_COST)
            note_cost(s->out, ap_vec_at(&s->nodes, i / CHEAPEST_THREADS),
                      costs[i]);
    for (size_t i = 0; i < s->sights.len; i++) {
        const sight *seen = ap_vec_at(&s->sights, i);
        const enum_cost *at = &costs[seen->node * CHEAPEST_THREADS];
        for (ap_tid last = 0; last < CHEAPEST_THREADS; last++)
            if (at[last] != ENUM_NO_COST)
                note_sight(s, seen, last, at[last]);
    }
}

static void look_for_cheapest(search *s)
{
    enumeration *out = s->out;
    out->race = out->deadlock = out->failure = out->stuck = ENUM_NO_COST;
    if (!out->is_complete)
        return;
    ap_vec ready;
    ap_vec_init(&ready, sizeof(uint64_t));
    for (size_t i = 0; i < s->nodes.len; i++)
        ap_vec_push(&ready, &((node *)ap_vec_at(&s->nodes, i))->ready);
    enum_cost *costs = ap_alloc(s->nodes.len * CHEAPEST_THREADS
                                * sizeof *costs);
    cheapest(&ready, &s->edges, s->steps, costs);
    note_costs(s, costs);
    ap_free(costs);
    ap_vec_clear(&ready);
}

static void run_search(search *s)
{
    bool is_new;
    s->holder = s->gil == AP_GIL_OFF ? -1 : 0;
    run_quietly(s, 0);
    s->steps = (uint32_t)ap_world_steps(s->w);
    push(s, node_of(s, &is_new));
    while (s->stack.len && s->nodes.len <= s->most && !s->gave_up) {
        open_state o = *(open_state *)ap_vec_at(&s->stack, s->stack.len - 1);
        ap_vec_pop(&s->stack);
        expand(s, &o);
        ap_snapshot_free(&o.world);
    }
    s->out->is_complete = s->stack.len == 0 && !s->gave_up;
    s->out->states = s->nodes.len;
    for (size_t i = 0; i < s->stack.len; i++)
        ap_snapshot_free(&((open_state *)ap_vec_at(&s->stack, i))->world);
}

bool enumerate(const ap_image *im, int gil, uint64_t most_states,
               enumeration *out)
{
    ap_error e;
    ap_world_options o = {.natives = ap_lib_natives, .seed = 1,
                          .own_clocks = true,
                          .memory = 1 << 20};
    search s = {.gil = gil, .most = most_states, .out = out};
    *out = (enumeration){0};
    ap_vec_init(&out->outcomes, sizeof(enum_outcome));
    ap_vec_init(&out->races, sizeof(enum_race));
    ap_vec_init(&s.nodes, sizeof(node));
    ap_vec_init(&s.edges, sizeof(edge));
    ap_vec_init(&s.stack, sizeof(open_state));
    ap_vec_init(&s.sights, sizeof(sight));
    s.w = ap_world_new(im, &o, &e);
    if (!s.w)
        return false;
    run_search(&s);
    look_for_stuck(&s);
    look_for_cheapest(&s);
    ap_world_free(s.w);
    ap_snapshot_free(&s.undo);
    ap_vec_clear(&s.nodes);
    ap_vec_clear(&s.edges);
    ap_vec_clear(&s.stack);
    ap_vec_clear(&s.sights);
    ap_free(s.table);
    return true;
}

/* ---- asking ------------------------------------------------------------ */

void enumeration_clear(enumeration *e)
{
    for (size_t i = 0; i < e->outcomes.len; i++)
        clear_outcome(ap_vec_at(&e->outcomes, i));
    ap_vec_clear(&e->outcomes);
    ap_vec_clear(&e->races);
}

bool enumeration_has_race(const enumeration *e, const char *name)
{
    return index_of_race(e, name) < e->races.len;
}

/* The repr of the global in an outcome, NULL: it has none. */
static const char *repr_in(const enum_outcome *o, const char *name)
{
    for (size_t i = 0; i < o->globals.len; i++) {
        const enum_global *g = ap_vec_at(&o->globals, i);
        if (strcmp(g->name, name) == 0)
            return g->repr;
    }
    return NULL;
}

const char *enumeration_value(const enumeration *e, const char *name, int i)
{
    for (size_t k = 0; k < e->outcomes.len; k++) {
        const char *repr = repr_in(ap_vec_at(&e->outcomes, k), name);
        bool is_first = repr != NULL;
        for (size_t j = 0; j < k && is_first; j++) {
            const char *earlier = repr_in(ap_vec_at(&e->outcomes, j), name);
            is_first = !earlier || strcmp(earlier, repr) != 0;
        }
        if (is_first && i-- == 0)
            return repr;
    }
    return NULL;
}
