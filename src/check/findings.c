/* What was found, each once: told apart by what a person would tell it apart
 * by, and with the cheapest way to it that is known. */
#include "check_i.h"

#include <stdio.h>
#include <string.h>

struct ap_findings {
    ap_arena *arena;
    ap_vec races, deadlocks, failures, stucks, outcomes;
    uint64_t *meetings;    /* hash set of those that were looked at; 0 free */
    size_t nmeetings, room; /* a power of two */
};

ap_findings *ap_findings_new(void)
{
    ap_findings *f = ap_alloc(sizeof *f);
    f->arena = ap_arena_new();
    ap_vec_init(&f->races, sizeof(ap_race));
    ap_vec_init(&f->deadlocks, sizeof(ap_deadlock));
    ap_vec_init(&f->failures, sizeof(ap_failure));
    ap_vec_init(&f->stucks, sizeof(ap_stuck));
    ap_vec_init(&f->outcomes, sizeof(ap_outcome));
    return f;
}

void ap_findings_free(ap_findings *f)
{
    if (!f)
        return;
    ap_vec_clear(&f->races);
    ap_vec_clear(&f->deadlocks);
    ap_vec_clear(&f->failures);
    ap_vec_clear(&f->stucks);
    ap_vec_clear(&f->outcomes);
    ap_free(f->meetings);
    ap_arena_free(f->arena);
    ap_free(f);
}

const char *ap_findings_keep(ap_findings *f, const char *s)
{
    return ap_arena_strndup(f->arena, s, strlen(s));
}

/* The text's bytes move into the findings. */
static const char *keep(ap_findings *f, ap_str *text)
{
    const char *kept = ap_arena_strndup(f->arena, ap_str_c(text), text->len);
    ap_str_clear(text);
    return kept;
}

/* ---- the way to it ---------------------------------------------------- */

static ap_cost cost_of(const ap_finding *how)
{
    return (ap_cost){how->preemptions, how->switches, how->steps};
}

/* Takes the way if it is the first, cheaper, or proven cheapest. True: it was
 * taken. */
static bool take_way(ap_findings *f, ap_finding *how, const ap_found *at,
                     const ap_tid *stand)
{
    ap_cost cost, old = cost_of(how);
    ap_str text = {0};
    bool has_gil = at->walk->gil != AP_GIL_OFF;
    if (how->is_minimal || (how->schedule && at->keeps_first))
        return false;
    ap_path_schedule(at->segs, at->nsegs, stand, has_gil, NULL,
                     &cost);
    if (how->schedule && !at->is_minimal && ap_cost_compare(&cost, &old) >= 0)
        return false;
    ap_path_schedule(at->segs, at->nsegs, stand, has_gil, &text,
                     &cost);
    how->schedule = keep(f, &text);
    how->preemptions = cost.preemptions;
    how->switches = cost.switches;
    how->steps = cost.steps;
    how->is_minimal = at->is_minimal;
    return true;
}

static ap_finding fresh_way(const ap_found *at)
{
    return (ap_finding){.policies = 1u << at->walk->gil, .no_return = -1};
}

/* ---- races ------------------------------------------------------------ */

/* The locks that tid holds, by label. */
static const char *const *locks_of(ap_findings *f, const ap_walk *k,
                                   ap_tid tid, int *n)
{
    enum { MOST = 64 };
    const char *held[MOST] = {0};
    int pid = ap_world_process_of(k->w, tid);
    ap_sync_view s;
    *n = 0;
    for (int i = 0; *n < MOST && ap_view_sync(k->w, pid, i, &s); i++) {
        bool is_lock = s.role == AP_ROLE_LOCK || s.role == AP_ROLE_RLOCK;
        ap_str label = {0};
        if (!is_lock || s.owner != tid || s.count <= 0)
            continue;
        ap_view_label(k->w, pid, s.obj, &label);
        held[(*n)++] = keep(f, &label);
    }
    const char **kept =
        ap_arena_alloc(f->arena, ((size_t)*n + 1) * sizeof *kept);
    memcpy(kept, held, (size_t)*n * sizeof *kept);
    return kept;
}

/* Where the thread stands in the program's own code, if it is in it. */
static void place_side(ap_findings *f, const ap_walk *k, const ap_event *ev,
                       ap_race_side *side)
{
    ap_frame_view v;
    uint32_t code = ev->code;
    ap_str text = {0};
    side->line = ev->line;
    for (int d = 0; ap_view_frame(k->w, ev->tid, d, &v); d++)
        if (!v.in_library) {
            code = v.code->index;
            side->line = v.line;
            break;
        }
    ap_source_line(k->w, code, side->line, &text);
    side->text = keep(f, &text);
}

static ap_race_side side_of(ap_findings *f, const ap_walk *k,
                            const ap_event *ev, const ap_access *a)
{
    ap_thread_view v;
    ap_race_side side = {.thread = "?", .tid = ev->tid,
                         .is_write = a->is_write};
    if (ap_view_thread(k->w, ev->tid, &v))
        side.thread = ap_findings_keep(f, v.name);
    place_side(f, k, ev, &side);
    side.locks = locks_of(f, k, ev->tid, &side.nlocks);
    return side;
}

static void put_locks(const ap_race_side *s, ap_str *out)
{
    for (int i = 0; i < s->nlocks; i++)
        ap_str_printf(out, "%s%s", !i ? "" : i + 1 < s->nlocks ? ", " : " and ",
                      s->locks[i]);
}

/* Why nothing orders the two. */
static const char *why_unordered(ap_findings *f, const ap_race_side *a,
                                 const ap_race_side *b)
{
    ap_str out = {0};
    if (!a->nlocks && !b->nlocks) {
        ap_str_put(&out, "Neither holds a lock.");
    } else if (!a->nlocks || !b->nlocks) {
        const ap_race_side *with = a->nlocks ? a : b;
        ap_str_printf(&out, "%s holds ", with->thread);
        put_locks(with, &out);
        ap_str_printf(&out, ", %s holds no lock.",
                      with == a ? b->thread : a->thread);
    } else {
        ap_str_printf(&out, "%s holds ", a->thread);
        put_locks(a, &out);
        ap_str_printf(&out, ", %s holds ", b->thread);
        put_locks(b, &out);
        ap_str_put(&out, ": no lock in common.");
    }
    return keep(f, &out);
}

/* Two next accesses that race. */
typedef struct meeting {
    const ap_event *first, *second;
    const ap_access *a, *b;
} meeting;

static void fill_race(ap_findings *f, const ap_walk *k, const meeting *m,
                      ap_race *r)
{
    r->first = side_of(f, k, m->first, m->a);
    r->second = side_of(f, k, m->second, m->b);
    r->missing = why_unordered(f, &r->first, &r->second);
}

static ap_race *race_named(ap_findings *f, const char *where)
{
    for (size_t i = 0; i < f->races.len; i++) {
        ap_race *r = ap_vec_at(&f->races, i);
        if (strcmp(r->where, where) == 0)
            return r;
    }
    return NULL;
}

static unsigned note_race(ap_findings *f, const ap_found *at,
                          const meeting *m)
{
    char where[64];
    const ap_tid stand[] = {m->first->tid, m->second->tid, -1};
    ap_race_name(at->walk->w, m->first, m->a, where, sizeof where);
    ap_race *r = race_named(f, where);
    bool is_new = !r;
    if (is_new) {
        r = ap_vec_push(&f->races, NULL);
        r->where = ap_findings_keep(f, where);
        r->how = fresh_way(at);
    }
    if (take_way(f, &r->how, at, stand)) {
        fill_race(f, at->walk, m, r);
        r->first.step = r->how.steps;
        r->second.step = r->how.steps + 1;
    }
    return is_new ? AP_SEEN_RACE : 0;
}

static void insert_meeting(ap_findings *f, uint64_t key)
{
    size_t at = key & (f->room - 1);
    while (f->meetings[at] && f->meetings[at] != key)
        at = (at + 1) & (f->room - 1);
    f->nmeetings += !f->meetings[at];
    f->meetings[at] = key;
}

static void grow_meetings(ap_findings *f)
{
    uint64_t *old = f->meetings;
    size_t n = f->room;
    f->room = n ? n * 2 : 64;
    f->meetings = ap_alloc(f->room * sizeof *f->meetings);
    f->nmeetings = 0;
    for (size_t i = 0; i < n; i++)
        if (old[i])
            insert_meeting(f, old[i]);
    ap_free(old);
}

static uint64_t mix(uint64_t key, uint64_t with)
{
    key = (key ^ with) * 0x9e3779b97f4a7c15u;
    return key ^ key >> 31;
}

static bool is_first(ap_findings *f, uint64_t key)
{
    if (2 * f->nmeetings >= f->room)
        grow_meetings(f);
    size_t before = f->nmeetings;
    insert_meeting(f, key | 1);
    return f->nmeetings > before;
}

/* Two instructions that meet at one object: looked at for the first time? It
 * costs much to find out what a place is called. */
static bool is_first_meeting(ap_findings *f, const meeting *m)
{
    uint64_t key = mix(1, (uint64_t)m->first->code << 32 | m->first->pc);
    key = mix(key, (uint64_t)m->second->code << 32 | m->second->pc);
    return is_first(f, mix(mix(key, m->a->obj), m->a->key));
}

/* May two visits of this instruction touch different places? Those of globals
 * are always the same, and what is not a plain access meets nobody. */
static bool is_about_many(ap_opcode op)
{
    switch (op) {
    case AP_OP_LOAD_GLOBAL: case AP_OP_STORE_GLOBAL: case AP_OP_CALL:
    case AP_OP_BEFORE_WITH: case AP_OP_JUMP_BACKWARD: case AP_OP_RETURN_CONST:
    case AP_OP_RETURN_VALUE: case AP_OP_POP_TOP:
        return false;
    default:
        return true;
    }
}

/* Has everybody stood like this before, where that tells what they touch?
 * Then no race is to be seen that was not seen then. */
static bool is_old_standing(ap_findings *f, const ap_walk *k)
{
    uint64_t key = 2;
    for (ap_tid tid = 0; tid < ap_world_threads(k->w); tid++) {
        uint64_t at = ap_view_at(k->w, tid);
        if (!ap_walk_is_met(k, tid))
            continue;
        if (at >> 63) /* in the middle of something: nothing is known */
            return false;
        const ap_code *code = ap_image_code(ap_world_image(k->w),
                                            (uint32_t)at);
        if (is_about_many(ap_instr_op(code->instrs[at >> 32])))
            return false;
        key = mix(mix(key, (uint64_t)tid), at);
        /* A name that is not there yet is no place. */
        key = mix(key, ap_view_ahead(k->w, tid));
    }
    return !is_first(f, key);
}

static unsigned note_meetings(ap_findings *f, const ap_found *at,
                              const ap_event *a, const ap_event *b)
{
    unsigned seen = 0;
    for (int x = 0; x < a->naccesses; x++)
        for (int y = 0; y < b->naccesses; y++) {
            meeting m = {b, a, &b->access[y], &a->access[x]};
            if (ap_accesses_race(m.a, m.b)
                && (!at->keeps_first || is_first_meeting(f, &m)))
                seen |= note_race(f, at, &m);
        }
    return seen;
}

unsigned ap_note_races(ap_findings *f, const ap_found *at)
{
    const ap_walk *k = at->walk;
    int threads = ap_world_threads(k->w);
    unsigned seen = 0;
    ap_vec next;
    if (at->keeps_first && is_old_standing(f, k))
        return 0;
    ap_vec_init(&next, sizeof(ap_event));
    for (ap_tid tid = 0; tid < threads; tid++) {
        ap_event ev;
        if (!ap_walk_is_met(k, tid) || !ap_view_next(k->w, tid, &ev)
            || !ev.naccesses)
            continue;
        for (size_t i = 0; i < next.len; i++) {
            const ap_event *other = ap_vec_at(&next, i);
            if (other->pid == ev.pid)
                seen |= note_meetings(f, at, &ev, other);
        }
        ap_vec_push(&next, &ev);
    }
    ap_vec_clear(&next);
    return seen;
}

/* ---- outcomes --------------------------------------------------------- */

static bool is_plain(const ap_world *w, ap_word v)
{
    static const char *const plain[] = {
        "int", "float", "str", "bool", "NoneType", "list", "tuple", "dict",
        "set", "frozenset", "bytes", "deque", "defaultdict", "Counter"
    };
    ap_object_view o;
    if (!v || !ap_view_object(w, 0, v, &o) || !o.type)
        return false;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(o.type, plain[i]) == 0)
            return true;
    return false;
}

/* Columns of a repr that count. */
enum { REPR_COLS = 191 };

/* An outcome as text, by which it is told apart: "name=repr\n", … */
static void put_globals(const ap_world *w, ap_str *names, ap_str *values,
                        int *n)
{
    const char *name;
    ap_word value;
    *n = 0;
    for (int i = 0; ap_view_global(w, 0, i, &name, &value); i++) {
        if (!is_plain(w, value))
            continue;
        ap_str_putn(names, name, strlen(name) + 1);
        ap_view_repr(w, 0, value, REPR_COLS, values);
        ap_str_putc(values, 0);
        (*n)++;
    }
}

static void put_output(const ap_walk *k, ap_str *out)
{
    for (int i = 0; i < k->nown && !k->ignore_output; i++)
        ap_texts_put(k->texts, k->own[i].out, out);
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

/* An outcome while it is looked for. */
typedef struct ending {
    const char *end;
    int exit, nglobals;
    ap_str output, names, values; /* NUL after each name and value */
} ending;

static ending ending_of(const ap_walk *k)
{
    ending e = {0};
    bool is_over = ap_world_is_over(k->w);
    e.end = !is_over ? "deadlock" : has_failed(k->w) ? "failed" : "finished";
    if (is_over)
        e.exit = ap_world_exit_code(k->w);
    put_globals(k->w, &e.names, &e.values, &e.nglobals);
    put_output(k, &e.output);
    return e;
}

static void clear_ending(ending *e)
{
    ap_str_clear(&e->output);
    ap_str_clear(&e->names);
    ap_str_clear(&e->values);
}

static bool are_equal(const char *const *strings, int n, const ap_str *joined)
{
    const char *s = ap_str_c(joined);
    for (int i = 0; i < n; i++) {
        if (strcmp(strings[i], s) != 0)
            return false;
        s += strlen(s) + 1;
    }
    return true;
}

static int outcome_like(const ap_findings *f, const ending *e)
{
    for (size_t i = 0; i < f->outcomes.len; i++) {
        const ap_outcome *o = ap_vec_at(&f->outcomes, i);
        if (strcmp(o->end, e->end) == 0 && o->exit == e->exit
            && o->nglobals == e->nglobals
            && strcmp(o->output, ap_str_c(&e->output)) == 0
            && are_equal(o->names, o->nglobals, &e->names)
            && are_equal(o->values, o->nglobals, &e->values))
            return (int)i;
    }
    return -1;
}

/* Strings that lie one behind another, as an array. */
static const char *const *split(ap_findings *f, const ap_str *joined, int n)
{
    const char **all = ap_arena_alloc(f->arena, ((size_t)n + 1) * sizeof *all);
    const char *s = ap_str_c(joined);
    for (int i = 0; i < n; i++) {
        all[i] = ap_findings_keep(f, s);
        s += strlen(s) + 1;
    }
    return all;
}

static ap_outcome *new_outcome(ap_findings *f, const ending *e,
                               const ap_found *at)
{
    ap_outcome *o = ap_vec_push(&f->outcomes, NULL);
    o->how = fresh_way(at);
    o->end = e->end;
    o->exit = e->exit;
    o->output = ap_findings_keep(f, ap_str_c(&e->output));
    o->nglobals = e->nglobals;
    o->names = split(f, &e->names, e->nglobals);
    o->values = split(f, &e->values, e->nglobals);
    o->share = -1;
    return o;
}

static unsigned note_outcome(ap_findings *f, const ap_found *at,
                             const ending *e)
{
    int i = outcome_like(f, e);
    ap_outcome *o = i < 0 ? new_outcome(f, e, at)
                          : ap_vec_at(&f->outcomes, (size_t)i);
    take_way(f, &o->how, at, NULL);
    return i < 0 ? AP_SEEN_OUTCOME : 0;
}

int ap_outcome_of(const ap_findings *f, const ap_walk *k)
{
    ending e = ending_of(k);
    int i = outcome_like(f, &e);
    clear_ending(&e);
    return i;
}

/* ---- deadlocks -------------------------------------------------------- */

unsigned ap_note_deadlock(ap_findings *f, const ap_found *at)
{
    ap_deadlock d = {.how = fresh_way(at), .words = "nobody can go on"};
    ap_check_deadlock(at->walk->w, f->arena, &d);
    for (size_t i = 0; i < f->deadlocks.len; i++) {
        ap_deadlock *old = ap_vec_at(&f->deadlocks, i);
        if (strcmp(old->words, d.words) == 0) {
            take_way(f, &old->how, at, NULL);
            return 0;
        }
    }
    take_way(f, &d.how, at, NULL);
    ap_vec_push(&f->deadlocks, &d);
    return AP_SEEN_DEADLOCK;
}

/* ---- failures --------------------------------------------------------- */

/* The last line of a traceback says what went wrong, and the last "File" line
 * where. */
static bool read_traceback(const char *text, ap_str *error, uint32_t *line)
{
    bool found = false;
    for (const char *s = text; *s; s += strcspn(s, "\n"), s += *s == '\n') {
        unsigned n;
        size_t len = strcspn(s, "\n");
        const char *at = strstr(s, "\", line ");
        if (strncmp(s, "  File \"", 8) == 0 && at && at < s + len
            && sscanf(at, "\", line %u", &n) == 1) {
            *line = n;
            found = true;
            ap_str_reset(error);
        } else if (found && *s != ' ' && *s != '\n' && !error->len) {
            ap_str_putn(error, s, len);
        }
    }
    return found && error->len;
}

/* What ended the thread, from what it wrote to stderr. */
static void say_failure(const ap_walk *k, const ap_thread_view *v,
                        ap_str *error, uint32_t *line)
{
    ap_str text = {0};
    ap_object_view o = {0};
    int own = k->output_order ? 0 : v->tid;
    if (own < k->nown)
        ap_texts_put(k->texts, k->own[own].err, &text);
    if (!read_traceback(ap_str_c(&text), error, line)) {
        ap_str_reset(error);
        if (v->failure && ap_view_object(k->w, v->pid, v->failure, &o))
            ap_str_put(error, o.type);
        else
            ap_str_printf(error, "exit status %d", ap_world_exit_code(k->w));
    }
    ap_str_clear(&text);
}

static unsigned note_failure(ap_findings *f, const ap_found *at,
                             const ap_thread_view *v)
{
    ap_str error = {0};
    uint32_t line = 0;
    say_failure(at->walk, v, &error, &line);
    for (size_t i = 0; i < f->failures.len; i++) {
        ap_failure *old = ap_vec_at(&f->failures, i);
        if (strcmp(old->thread, v->name) == 0 && old->line == line
            && strcmp(old->error, ap_str_c(&error)) == 0) {
            take_way(f, &old->how, at, NULL);
            ap_str_clear(&error);
            return 0;
        }
    }
    ap_failure *x = ap_vec_push(&f->failures, NULL);
    x->how = fresh_way(at);
    x->thread = ap_findings_keep(f, v->name);
    x->tid = v->tid;
    x->line = line;
    x->error = keep(f, &error);
    take_way(f, &x->how, at, NULL);
    return AP_SEEN_FAILURE;
}

static unsigned note_failures(ap_findings *f, const ap_found *at)
{
    const ap_world *w = at->walk->w;
    bool bad_exit = ap_world_is_over(w) && ap_world_exit_code(w) != 0;
    unsigned seen = 0;
    for (ap_tid tid = 0; tid < ap_world_threads(w); tid++) {
        ap_thread_view v;
        if (!ap_view_thread(w, tid, &v))
            continue;
        bool died = v.state == AP_TS_DEAD && v.failure;
        if (died || (tid == 0 && bad_exit))
            seen |= note_failure(f, at, &v);
    }
    return seen;
}

unsigned ap_note_end(ap_findings *f, const ap_found *at)
{
    ending e = ending_of(at->walk);
    unsigned seen = note_outcome(f, at, &e);
    clear_ending(&e);
    seen |= note_failures(f, at);
    if (!ap_world_is_over(at->walk->w))
        seen |= ap_note_deadlock(f, at);
    return seen;
}

/* ---- stuck states ------------------------------------------------------ */

/* "A goes round at line 7; B waits for left" */
static const char *who_is_stuck(ap_findings *f, const ap_walk *k)
{
    ap_str out = {0};
    for (ap_tid tid = 0; tid < ap_world_threads(k->w); tid++) {
        ap_thread_view v;
        ap_frame_view at = {0};
        if (!ap_view_thread(k->w, tid, &v) || v.state == AP_TS_DONE
            || v.state == AP_TS_DEAD)
            continue;
        for (int d = 0; ap_view_frame(k->w, tid, d, &at) && at.in_library;)
            d++;
        bool goes = ap_walk_can(k, tid);
        ap_str_printf(&out, "%s%s %s at line %u", out.len ? "; " : "", v.name,
                      goes ? "goes round" : "waits", at.line);
    }
    return keep(f, &out);
}

unsigned ap_note_stuck(ap_findings *f, const ap_found *at)
{
    bool is_new = f->stucks.len == 0;
    ap_stuck *s = is_new ? ap_vec_push(&f->stucks, NULL)
                         : ap_vec_at(&f->stucks, 0);
    if (is_new)
        s->how = fresh_way(at);
    if (take_way(f, &s->how, at, NULL))
        s->words = who_is_stuck(f, at->walk);
    ending e = {.end = "stuck"};
    return note_outcome(f, at, &e) | (is_new ? AP_SEEN_STUCK : 0);
}

/* ---- the report's lists ----------------------------------------------- */

int ap_findings_count(const ap_findings *f)
{
    return (int)(f->races.len + f->deadlocks.len + f->failures.len
                 + f->stucks.len);
}

void ap_findings_fill(ap_findings *f, ap_check_report *r)
{
    r->races = ap_findings_races(f, &r->nraces);
    r->deadlocks = ap_findings_deadlocks(f, &r->ndeadlocks);
    r->failures = ap_findings_failures(f, &r->nfailures);
    r->stucks = ap_findings_stucks(f, &r->nstucks);
    r->outcomes = ap_findings_outcomes(f, &r->noutcomes);
}

ap_race *ap_findings_races(ap_findings *f, int *n)
{
    *n = (int)f->races.len;
    return f->races.data;
}

ap_deadlock *ap_findings_deadlocks(ap_findings *f, int *n)
{
    *n = (int)f->deadlocks.len;
    return f->deadlocks.data;
}

ap_failure *ap_findings_failures(ap_findings *f, int *n)
{
    *n = (int)f->failures.len;
    return f->failures.data;
}

ap_stuck *ap_findings_stucks(ap_findings *f, int *n)
{
    *n = (int)f->stucks.len;
    return f->stucks.data;
}

ap_outcome *ap_findings_outcomes(ap_findings *f, int *n)
{
    *n = (int)f->outcomes.len;
    return f->outcomes.data;
}
