/* What is known about a program's places and locks, for the reduction: which
 * visible steps need not interleave.
 *
 * A step is *free* if no step that another thread could make before it
 * conflicts with it; then it is made at once, as quiet ones are (a persistent
 * set of one thread: Godefroid 1996; with locks: Lipton's movers, 1975).
 * Nothing is analysed beforehand. It is assumed of each place, and found out
 * step by step to be wrong:
 *
 *   memory      accesses by several threads only read, or are all made with
 *               one lock in common (Savage's Eraser, 1997)
 *   lock        is released by whoever took it, and nobody asks for it
 *               without waiting: then its release only enables
 *   condition   nobody waits with a timeout: then wait and notify, both made
 *               with its lock held, meet nobody
 *   threads     one thread starts all others; nobody asks whether one lives
 *
 * A place about which this turns out wrong is *bound* from then on. What was
 * searched before may have left out interleavings: `is_broken` says so, and
 * the search begins anew, with what was learnt. It ends: places are bound
 * once. It is right: a shortest way on which an assumption fails has only
 * free steps that are rightly so before it, so the reduced search finds it.
 *
 * Always true: what is remembered of a free place are all accesses to it by
 * all steps made so far while more than one thread lived. */
#include "walk_i.h"

#include "apiary/native.h"

#include <string.h>

enum { MOST_LOCKS = 4 };

/* What a record is about. */
typedef enum subject {
    OF_PLACE = 1,  /* one name, attribute, cell or item */
    OF_OBJECT,     /* all items of a container, or who made new names */
    OF_SYNC,       /* a synchronisation object: who uses it */
    OF_PLAIN,      /* a lock: bound if it is tried or released by others; a
                      semaphore: if it is tried; a condition: waited for with
                      a timeout */
    OF_STARTS,     /* who starts threads */
    OF_LIVES,      /* bound if somebody asks whether a thread lives */
    OF_LOCKS       /* bound if any lock is not plain */
} subject;

typedef struct record {
    uint64_t key;            /* 0: free slot */
    uint64_t locks[MOST_LOCKS];
    ap_tid tid;              /* who used it, -1: several */
    uint8_t nlocks;
    bool is_written, is_bound, is_used, is_whole;
} record;

struct ap_know {
    record *slots;
    size_t n, room;          /* a power of two */
    bool is_broken;
    bool output_is_bound;    /* its order tells states apart */
    bool sleep_is_bound;     /* the program reads the clock */
    bool is_blind;           /* any thread may end the process: none is free */
    ap_tid holder;           /* whose locks were found last: */
    int nheld;
    uint64_t held[MOST_LOCKS];
    uint64_t era;            /* the walk's, then */
};

/* ---- records ---------------------------------------------------------- */

static record *find(const ap_know *k, uint64_t key)
{
    size_t at = (key ^ key >> 29) & (k->room - 1);
    while (k->slots[at].key && k->slots[at].key != key)
        at = (at + 1) & (k->room - 1);
    return &k->slots[at];
}

static void grow(ap_know *k)
{
    record *old = k->slots;
    size_t n = k->room;
    k->room = n ? n * 2 : 256;
    k->slots = ap_alloc(k->room * sizeof *k->slots);
    for (size_t i = 0; i < n; i++)
        if (old[i].key)
            *find(k, old[i].key) = old[i];
    ap_free(old);
}

static uint64_t key_of(subject s, uint64_t obj, uint64_t name)
{
    uint64_t key = (obj + s) * 0x9e3779b97f4a7c15u ^ name;
    return (key ^ key >> 31) * 0xbf58476d1ce4e5b9u | 1;
}

/* Good until the next one is asked for. */
static record *record_of(ap_know *k, uint64_t key)
{
    if (2 * k->n >= k->room)
        grow(k);
    record *r = find(k, key);
    if (!r->key) {
        *r = (record){.key = key};
        k->n++;
    }
    return r;
}

static void bind_record(ap_know *k, record *r)
{
    k->is_broken |= !r->is_bound;
    r->is_bound = true;
}

/* ---- a user of a place ------------------------------------------------ */

typedef struct user {
    ap_tid tid;
    bool has_locks;          /* `locks` is filled */
    int nlocks;
    uint64_t locks[MOST_LOCKS];
} user;

static void look_for_locks(ap_know *k, const ap_walk *w, int pid, ap_tid tid)
{
    ap_sync_view s;
    k->holder = tid;
    k->era = w->era;
    k->nheld = 0;
    for (int i = 0; k->nheld < MOST_LOCKS && ap_view_sync(w->w, pid, i, &s);
         i++)
        if ((s.role == AP_ROLE_LOCK || s.role == AP_ROLE_RLOCK)
            && s.owner == tid && s.count > 0)
            k->held[k->nheld++] = ap_view_identity(w->w, pid, s.obj);
}

static void find_locks(ap_know *k, const ap_walk *w, int pid, user *u)
{
    if (k->era != w->era || k->holder != u->tid)
        look_for_locks(k, w, pid, u->tid);
    u->has_locks = true;
    u->nlocks = k->nheld;
    memcpy(u->locks, k->held, sizeof u->locks);
}

static bool holds(const user *u, uint64_t lock)
{
    for (int i = 0; i < u->nlocks; i++)
        if (u->locks[i] == lock)
            return true;
    return false;
}

static void common_locks(ap_know *k, const ap_walk *w, int pid, user *u,
                         record *r)
{
    int n = 0;
    if (r->is_used && !r->nlocks)
        return;
    if (!u->has_locks)
        find_locks(k, w, pid, u);
    if (!r->is_used) {
        r->nlocks = (uint8_t)u->nlocks;
        memcpy(r->locks, u->locks, sizeof r->locks);
        return;
    }
    for (int i = 0; i < r->nlocks; i++)
        if (holds(u, r->locks[i]))
            r->locks[n++] = r->locks[i];
    r->nlocks = (uint8_t)n;
}

/* Remembers an access; -> is the place free? */
static bool use(ap_know *k, const ap_walk *w, int pid, user *u, record *r,
                bool writes)
{
    if (r->is_bound)
        return false;
    common_locks(k, w, pid, u, r);
    r->tid = !r->is_used || r->tid == u->tid ? u->tid : -1;
    r->is_used = true;
    r->is_written |= writes;
    if (r->tid < 0 && r->is_written && !r->nlocks)
        bind_record(k, r);
    return !r->is_bound;
}

/* ---- memory ----------------------------------------------------------- */

static uint64_t name_of(const ap_walk *w, int pid, const ap_access *a)
{
    return ap_view_identity(w->w, pid, a->key);
}

/* Items of a list by their index; everything else of a container at once:
 * the order of a dict's keys can be seen. */
static bool is_item(const ap_walk *w, int pid, const ap_access *a)
{
    ap_object_view o;
    return a->where == AP_AT_ITEM && (a->key & 1)
        && ap_view_object(w->w, pid, a->obj, &o)
        && strcmp(o.type, "list") == 0;
}

static bool use_container(ap_know *k, const ap_walk *w, int pid, user *u,
                          const ap_access *a, uint64_t obj)
{
    bool by_item = is_item(w, pid, a);
    record *all = record_of(k, key_of(OF_OBJECT, obj, 0));
    bool was_whole = all->is_whole;
    all->is_whole |= !by_item;
    if (by_item && !was_whole) {
        /* Each item for itself; what all did together, in case. */
        bool was_broken = k->is_broken;
        use(k, w, pid, u, all, a->is_write);
        k->is_broken = was_broken;
        record *one = record_of(k, key_of(OF_PLACE, obj, name_of(w, pid, a)));
        return use(k, w, pid, u, one, a->is_write);
    }
    if (!by_item && !was_whole)
        k->is_broken |= all->is_bound;
    return use(k, w, pid, u, all, a->is_write);
}

static bool use_name(ap_know *k, const ap_walk *w, const ap_event *ev,
                     user *u, const ap_access *a, uint64_t obj)
{
    bool is_new = a->is_write && !ev->old && a->where != AP_AT_CELL;
    bool is_free = true;
    if (is_new) {
        record *names = record_of(k, key_of(OF_OBJECT, obj, 1));
        is_free = use(k, w, ev->pid, u, names, true);
    }
    record *r = record_of(k, key_of(OF_PLACE, obj,
                                    name_of(w, ev->pid, a)));
    return use(k, w, ev->pid, u, r, a->is_write) && is_free;
}

static bool use_access(ap_know *k, const ap_walk *w, const ap_event *ev,
                       user *u, const ap_access *a)
{
    if (!a->is_shared || a->where == AP_AT_NONE || a->where == AP_AT_SYNC)
        return true;
    uint64_t obj = ap_view_identity(w->w, ev->pid, a->obj);
    return a->where == AP_AT_ITEM || a->where == AP_AT_WHOLE
        ? use_container(k, w, ev->pid, u, a, obj)
        : use_name(k, w, ev, u, a, obj);
}

static bool use_accesses(ap_know *k, const ap_walk *w, const ap_event *ev,
                         user *u)
{
    bool is_free = ev->naccesses < AP_MAX_ACCESSES;
    for (int i = 0; i < ev->naccesses; i++)
        is_free = use_access(k, w, ev, u, &ev->access[i]) && is_free;
    return is_free;
}

/* ---- synchronisation -------------------------------------------------- */

static record *plain_of(ap_know *k, uint64_t sync)
{
    return record_of(k, key_of(OF_PLAIN, sync, 0));
}

static bool is_bound(ap_know *k, subject s)
{
    return record_of(k, key_of(s, 0, 0))->is_bound;
}

/* Somebody looks at it without waiting, or waits only so long. */
static void is_tried(ap_know *k, uint64_t sync)
{
    bind_record(k, plain_of(k, sync));
    bind_record(k, record_of(k, key_of(OF_LOCKS, 0, 0)));
}

static bool waits_so_long(const ap_walk *w, ap_tid tid)
{
    return ap_view_brief(w->w, tid).deadline_ns >= 0;
}

static bool is_mutex(const ap_walk *w, const ap_event *ev, ap_sync_view *s)
{
    return ap_view_sync_of(w->w, ev->pid, ev->sync, s)
        && (s->role == AP_ROLE_LOCK || s->role == AP_ROLE_RLOCK);
}

/* A release only enables others. */
static bool is_plain_release(ap_know *k, const ap_walk *w, const ap_event *ev,
                             uint64_t sync)
{
    ap_sync_view s;
    if (is_mutex(w, ev, &s)) {
        if (ev->value == AP_FALSE)
            is_tried(k, sync);
        return !plain_of(k, sync)->is_bound;
    }
    return ap_view_sync_of(w->w, ev->pid, ev->sync, &s)
        && s.role == AP_ROLE_SEMAPHORE && s.most < 0
        && !plain_of(k, sync)->is_bound;
}

static bool is_nested(const ap_walk *w, const ap_event *ev)
{
    ap_sync_view s;
    return is_mutex(w, ev, &s) && s.role == AP_ROLE_RLOCK && s.count > 1;
}

/* Used by one thread only? */
static bool is_own(ap_know *k, const ap_walk *w, const ap_event *ev, user *u,
                   uint64_t sync)
{
    record *r = record_of(k, key_of(OF_SYNC, sync, 0));
    if (r->is_bound)
        return false;
    u->has_locks = true; /* locks do not order their own use */
    u->nlocks = 0;
    return use(k, w, ev->pid, u, r, true);
}

static bool sync_is_free(ap_know *k, const ap_walk *w, const ap_event *ev,
                         user *u)
{
    uint64_t sync = ap_view_identity(w->w, ev->pid, ev->sync);
    user alone = {.tid = u->tid};
    bool own = is_own(k, w, ev, &alone, sync);
    if (ev->is_blocked && waits_so_long(w, u->tid))
        is_tried(k, sync);
    switch (ev->kind) {
    case AP_EV_ACQUIRE:
        if (ev->value == AP_NONE)
            is_tried(k, sync);
        return own || is_nested(w, ev);
    case AP_EV_REFUSED: case AP_EV_TEST:
        is_tried(k, sync);
        return own;
    case AP_EV_RELEASE:
        return is_plain_release(k, w, ev, sync) || own;
    case AP_EV_WAIT: case AP_EV_NOTIFY:
        return !plain_of(k, sync)->is_bound && !is_bound(k, OF_LOCKS);
    case AP_EV_BLOCK:
        return false;
    default:
        return own;
    }
}

/* ---- lives of threads ------------------------------------------------- */

static bool life_is_free(ap_know *k, const ap_walk *w, const ap_event *ev,
                         user *u)
{
    record *lives = record_of(k, key_of(OF_LIVES, 0, 0));
    switch (ev->kind) {
    case AP_EV_START: {
        user starter = {.tid = u->tid, .has_locks = true};
        record *r = record_of(k, key_of(OF_STARTS, 0, 0));
        return use(k, w, ev->pid, &starter, r, true)
            && !is_bound(k, OF_LIVES);
    }
    case AP_EV_END: case AP_EV_DIE:
        return u->tid != 0 && !lives->is_bound;
    case AP_EV_JOIN:
        return true;
    case AP_EV_TEST: case AP_EV_REFUSED:
        bind_record(k, lives);
        return false;
    case AP_EV_BLOCK:
        if (waits_so_long(w, u->tid))
            bind_record(k, lives);
        return false;
    case AP_EV_SLEEP: case AP_EV_AWAKE:
        return !k->sleep_is_bound;
    case AP_EV_OUTPUT:
        return !k->output_is_bound;
    case AP_EV_EXIT:
        return false;
    default:
        return true; /* only its accesses count */
    }
}

/* ---- the questions ---------------------------------------------------- */

static bool others_live(const ap_walk *w, ap_tid tid)
{
    for (ap_tid t = 0; t < ap_world_threads(w->w); t++) {
        ap_state s = ap_world_state(w->w, t);
        if (t != tid && s != AP_TS_DONE && s != AP_TS_DEAD)
            return true;
    }
    return false;
}

/* The end of the process may come before any step of a daemon: what others
 * could see of it is not free. */
static bool may_be_cut_off(const ap_walk *w, const ap_event *ev)
{
    return ev->kind != AP_EV_READ && ap_view_brief(w->w, ev->tid).is_daemon;
}

bool ap_know_step(ap_know *k, const ap_walk *w, const ap_event *ev,
                  ap_stepped how)
{
    user u = {.tid = ev->tid};
    if (how == AP_STEP_EXITED || k->is_blind)
        return false;
    if (!others_live(w, ev->tid))
        return how == AP_STEP_RAN;
    bool is_free = use_accesses(k, w, ev, &u);
    is_free = !may_be_cut_off(w, ev) && is_free;
    if (ev->sync)
        return sync_is_free(k, w, ev, &u) && is_free;
    return life_is_free(k, w, ev, &u) && is_free;
}

bool ap_know_takes_bound(const ap_know *k, const ap_walk *w, ap_tid tid)
{
    int pid = ap_world_process_of(w->w, tid);
    ap_word lock = ap_view_entered(w->w, tid);
    ap_sync_view s;
    return find(k, key_of(OF_SYNC, ap_view_identity(w->w, pid, lock), 0))
               ->is_bound
        && ap_view_sync_of(w->w, pid, lock, &s) && s.owner != tid;
}

static bool is_bound_place(const ap_know *k, const ap_walk *w, int pid,
                           ap_word obj, ap_word key)
{
    return find(k, key_of(OF_PLACE, ap_view_identity(w->w, pid, obj),
                          ap_view_identity(w->w, pid, key)))->is_bound;
}

bool ap_know_is_bound(const ap_know *k, const ap_walk *w, ap_tid tid)
{
    ap_event ev;
    ap_word obj, key;
    if (ap_view_place(w->w, tid, &obj, &key))
        return is_bound_place(k, w, ap_world_process_of(w->w, tid), obj, key);
    if (!ap_view_next(w->w, tid, &ev) || ev.naccesses != 1
        || ev.access[0].where == AP_AT_SYNC)
        return false;
    const ap_access *a = &ev.access[0];
    return a->where != AP_AT_ITEM
        && is_bound_place(k, w, ev.pid, a->obj, a->key);
}

/* ---- making ----------------------------------------------------------- */

/* Does the program's own code use an attribute of one of these names? */
static bool uses_one_of(const ap_image *im, const char *const *names)
{
    for (int i = 0; i < ap_image_codes(im); i++) {
        const ap_code *c = ap_image_code(im, (uint32_t)i);
        if (ap_image_module(im, c->module)->is_library)
            continue;
        for (uint32_t pc = 0; pc < c->ninstrs; pc++) {
            ap_opcode op = ap_instr_op(c->instrs[pc]);
            uint32_t arg = ap_instr_arg(c->instrs[pc]);
            if (op != AP_OP_LOAD_ATTR && op != AP_OP_IMPORT_FROM)
                continue;
            const char *name = c->names[op == AP_OP_LOAD_ATTR ? arg >> 1
                                                              : arg];
            for (const char *const *n = names; *n; n++)
                if (strcmp(name, *n) == 0)
                    return true;
        }
    }
    return false;
}

static const char *const clocks[] = {
    "time", "time_ns", "monotonic", "monotonic_ns", "perf_counter",
    "perf_counter_ns", "process_time", "thread_time", "now", "utcnow",
    "default_timer", "ctime", "strftime", "localtime", "gmtime", NULL
};
static const char *const hard_exits[] = {"_exit", NULL};

ap_know *ap_know_new(const ap_image *im, bool output_order)
{
    ap_know *k = ap_alloc(sizeof *k);
    k->output_is_bound = output_order;
    k->sleep_is_bound = uses_one_of(im, clocks);
    k->is_blind = uses_one_of(im, hard_exits);
    grow(k);
    return k;
}

void ap_know_free(ap_know *k)
{
    if (!k)
        return;
    ap_free(k->slots);
    ap_free(k);
}

bool ap_know_is_broken(ap_know *k)
{
    bool was = k->is_broken;
    k->is_broken = false;
    return was;
}
