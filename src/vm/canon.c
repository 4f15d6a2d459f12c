/* The canonical form: what identifies a state, as streams of words, and its
 * hash (XXH3, 128 bits).
 *
 * Objects are grouped into regions: region 0 is what the process itself
 * reaches, region t + 1 what thread t reaches beyond that. In a region objects
 * are numbered in the order in which its roots reach them, and named by region
 * and number; frozen ones by their place. Each object has a share in the
 * hash, made of its words; the shares are added up, and the sum is hashed with
 * the words that lie outside the heap. Left out is what no program can tell:
 * places, births, shared bits, the room that a list has to grow, a dict's
 * index and deleted entries, clocks, counters, stack above sp.
 *
 * Where the world is followed (follow.c), the regions are kept from one hash
 * to the next: lines of the heap that changed lead to the objects whose
 * shares must be made anew; only where one of them names other objects than
 * before is its region numbered anew.
 *
 * Always true between hashes, of a region that is not stale: if no object in
 * it was touched, numbering it from scratch would give what it holds. */
#include "state_i.h"

#include "types_i.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

typedef struct member {
    ap_word obj;
    uint64_t lo, hi;       /* its share */
    uint64_t names;        /* the objects that it names, mixed */
    bool is_touched;       /* since the last hash */
} member;

enum { MOST_ROOTS = 2 + AP_KEEPS };

typedef struct region {
    member *members;       /* those from n on are of no account */
    uint32_t n, room;
    ap_word roots[MOST_ROOTS];
    uint32_t nroots;
    uint64_t lo, hi;       /* the sum of the shares */
    uint64_t refs;         /* bit r % 64: it names objects of region r */
    bool is_stale;
} region;

/* Which object a piece of the heap belongs to; believed only if the member is
 * that object. */
typedef struct owner {
    uint32_t region, index;
} owner;

struct ap_canon {
    uint64_t *words;       /* room for the stream of any object */
    owner *owners;         /* by (offset - frozen) / 16 */
    size_t room;           /* heap words that both have room for */
    region *regions;
    uint32_t nregions;
    ap_vec touched;        /* owner: shares to be made anew */
    uint64_t layout;       /* of the heap that this was made for */
    uint64_t sure;         /* objects below lie where they lay */
    bool is_kept;          /* what it holds is of the last hash */
};

typedef struct canon {
    ap_ctx c;
    ap_canon *r;
    uint64_t *end;         /* of the stream */
    ap_word frozen;
    uint32_t region;       /* whose objects are being told */
    bool adopts;           /* it is being numbered */
    bool has_moved;        /* a number means another object than before */
    bool is_odd;           /* an object was named that has no number */
    uint64_t names, refs;
} canon;

void ap_canon_free(ap_canon *r)
{
    if (!r)
        return;
    for (uint32_t i = 0; i < r->nregions; i++)
        ap_free(r->regions[i].members);
    ap_free(r->regions);
    ap_vec_clear(&r->touched);
    ap_free(r->words);
    ap_free(r->owners);
    ap_free(r);
}

static ap_canon *new_canon(void)
{
    ap_canon *r = ap_alloc(sizeof *r);
    ap_vec_init(&r->touched, sizeof(owner));
    return r;
}

/* Words that are not in the heap: of a process and of each thread. */
enum { PROCESS_WORDS = 64 + AP_KEEPS, THREAD_WORDS = 24 };

static ap_canon *room_for(ap_world *w)
{
    size_t heap = 0, outside;
    if (!w->canon)
        w->canon = new_canon();
    ap_canon *r = w->canon;
    for (int pid = 0; pid < w->h->nprocesses; pid++)
        heap += (w->processes[pid].used - w->processes[pid].frozen) / 8;
    outside = w->cold_slots.len
        + (size_t)w->h->nprocesses * PROCESS_WORDS
        + (size_t)w->h->nthreads * THREAD_WORDS;
    if (heap + outside > r->room) {
        size_t old = r->room;
        r->room = 2 * (heap + outside);
        r->words = ap_realloc(r->words, r->room * 2 * sizeof *r->words);
        r->owners = ap_realloc(r->owners, r->room * sizeof *r->owners);
        memset(r->owners + old, 0, (r->room - old) * sizeof *r->owners);
    }
    uint32_t regions = (uint32_t)w->h->nthreads + 1;
    if (regions > r->nregions) {
        r->regions = ap_realloc(r->regions, regions * sizeof *r->regions);
        for (; r->nregions < regions; r->nregions++)
            r->regions[r->nregions] = (region){.is_stale = true};
    }
    return r;
}

/* ---- names ---------------------------------------------------------- */

static owner *owner_of(const canon *k, ap_word w)
{
    return &k->r->owners[(w - k->frozen) / 16];
}

static bool is_member(const ap_canon *r, owner o, ap_word w)
{
    return o.region < r->nregions && o.index < r->regions[o.region].n
        && r->regions[o.region].members[o.index].obj == w;
}

/* All of an object's memory leads to that member. */
static void cover(const canon *k, ap_word obj, owner o)
{
    if (obj < k->frozen)
        return;
    owner *first = owner_of(k, obj);
    uint32_t n = ap_head_of(&k->c, obj)->units / 2;
    for (uint32_t i = 0; i < n; i++)
        first[i] = o;
}

static owner adopt(canon *k, ap_word w)
{
    region *g = &k->r->regions[k->region];
    owner o = {k->region, g->n};
    if (g->n == g->room) {
        g->room = 2 * g->room + 16;
        g->members = ap_realloc(g->members, g->room * sizeof *g->members);
        memset(g->members + g->n, 0, (g->room - g->n) * sizeof *g->members);
    }
    member *m = &g->members[g->n++];
    k->has_moved |= m->obj != w && m->obj;
    *m = (member){.obj = w};
    cover(k, w, o);
    return o;
}

static owner name_of(canon *k, ap_word w)
{
    owner o = *owner_of(k, w);
    bool has_name = is_member(k->r, o, w);
    if (has_name && o.region <= k->region)
        return o;
    if (!k->adopts) {
        k->is_odd = true;
        return o;
    }
    if (has_name) /* it was a later region's, but is reached from here */
        k->r->regions[o.region].is_stale = true;
    return adopt(k, w);
}

static inline void put(canon *k, uint64_t w)
{
    *k->end++ = w;
}

static inline uint64_t mix(uint64_t h, uint64_t with)
{
    h = (h ^ with) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static inline void put_value(canon *k, ap_word w)
{
    if (!ap_is_obj(w) || w < k->frozen) {
        put(k, w);
        return;
    }
    owner o = name_of(k, w);
    uint64_t name = (uint64_t)o.region << 36 | (uint64_t)o.index << 4 | 10;
    k->names = mix(k->names, name);
    k->refs |= (uint64_t)1 << (o.region % 64);
    put(k, name);
}

/* ---- objects -------------------------------------------------------- */

static inline const uint64_t *words_of(const canon *k, ap_word obj)
{
    return (const uint64_t *)(const void *)(k->c.heap + obj + sizeof(ap_head));
}

/* Entries in order, without those that were deleted. */
static void put_dict(canon *k, const uint64_t *body, owner o)
{
    uint64_t used = (uint32_t)body[AP_DICT_COUNTS];
    put(k, body[AP_DICT_COUNTS] >> 32);
    if (!body[AP_DICT_ENTRIES])
        return;
    const uint64_t *e = words_of(k, body[AP_DICT_ENTRIES]);
    cover(k, body[AP_DICT_ENTRIES], o);
    for (uint64_t i = 0; i < used; i++, e += AP_ENTRY_WORDS)
        if (e[AP_ENTRY_KEY]) {
            put_value(k, e[AP_ENTRY_KEY]);
            put_value(k, e[AP_ENTRY_VALUE]);
        }
}

static void put_list(canon *k, const uint64_t *body, owner o)
{
    uint64_t n = body[AP_LIST_LEN];
    put(k, n);
    if (!body[AP_LIST_ITEMS])
        return;
    const uint64_t *items = words_of(k, body[AP_LIST_ITEMS]);
    cover(k, body[AP_LIST_ITEMS], o);
    for (uint64_t i = 0; i < n; i++)
        put_value(k, items[i]);
}

static void put_body(canon *k, const ap_head *h, const uint64_t *body)
{
    uint32_t from, end;
    ap_values_of(h, &from, &end);
    uint32_t raw = h->kind == AP_KIND_CLASS ? AP_CLASS_BIRTHS : from;
    memcpy(k->end, body, raw * sizeof *body);
    k->end += raw;
    for (uint32_t i = from; i < end; i++)
        put_value(k, body[i]);
}

static void put_object(canon *k, ap_word obj, owner o)
{
    const ap_head *h = ap_head_of(&k->c, obj);
    const uint64_t *body = words_of(k, obj);
    bool grows = h->kind == AP_KIND_LIST || h->kind == AP_KIND_DICT;
    put(k, (uint64_t)o.region << 32 | o.index);
    put(k, h->kind | (uint64_t)(grows ? 0 : h->units) << 8);
    put_value(k, (ap_word)h->class_ * 16);
    if (h->kind == AP_KIND_DICT)
        put_dict(k, body, o);
    else if (h->kind == AP_KIND_LIST)
        put_list(k, body, o);
    else
        put_body(k, h, body);
    if (grows && h->flags & AP_F_DICT)
        put_value(k, body[h->units - 3]);
}

static XXH128_hash_t hash_of_words(const canon *k)
{
    return XXH3_128bits(k->r->words,
                        (size_t)(k->end - k->r->words) * sizeof *k->end);
}

/* Makes the share of a member anew. */
static void share(canon *k, uint32_t index)
{
    region *g = &k->r->regions[k->region];
    k->end = k->r->words;
    k->names = 0;
    put_object(k, g->members[index].obj, (owner){k->region, index});
    XXH128_hash_t h = hash_of_words(k);
    member *m = &g->members[index]; /* they may have moved */
    g->lo += h.low64 - m->lo;
    g->hi += h.high64 - m->hi;
    m->lo = h.low64;
    m->hi = h.high64;
    m->names = k->names;
}

/* ---- regions -------------------------------------------------------- */

static uint32_t list_thread_roots(const ap_thread *t, ap_word *roots)
{
    const ap_slot *const slots[] = {&t->top, &t->raised, &t->handled, &t->obj,
                                    &t->name, &t->failure, &t->wait.obj,
                                    &t->wait.keep};
    uint32_t n = sizeof slots / sizeof *slots;
    if (t->wait.kind == AP_WAIT_NONE)
        n -= 2;
    for (uint32_t i = 0; i < n; i++)
        roots[i] = ap_load(slots[i]);
    return n;
}

/* Has it other roots than it had? Those of the frozen part never change. */
static void look_at_roots(canon *k, uint32_t index)
{
    region *g = &k->r->regions[index];
    const ap_process *p = k->c.process;
    ap_word now[MOST_ROOTS];
    uint32_t n = 0;
    if (index == 0) {
        now[n++] = ap_load(&p->modules);
        now[n++] = ap_load(&p->main);
        for (int i = 0; i < AP_KEEPS; i++)
            now[n++] = ap_load(&p->keep[i]);
    } else if (k->c.world->threads[index - 1].pid == p->pid) {
        n = list_thread_roots(&k->c.world->threads[index - 1], now);
    }
    if (n == g->nroots && memcmp(now, g->roots, n * sizeof *now) == 0)
        return;
    memcpy(g->roots, now, n * sizeof *now);
    g->nroots = n;
    g->is_stale = true;
}

/* The share of the roots themselves; what they name gets its number. */
static void share_roots(canon *k, region *g)
{
    const ap_vec *cold = &k->c.world->cold_slots;
    const uint64_t *at = cold->data;
    k->end = k->r->words;
    put(k, (uint64_t)k->region << 32 | UINT32_MAX);
    for (size_t i = 0; k->region == 0 && i < cold->len; i++)
        put_value(k, ap_load((ap_slot *)(void *)(k->c.heap + at[i])));
    for (uint32_t i = 0; i < g->nroots; i++)
        put_value(k, g->roots[i]);
    XXH128_hash_t h = hash_of_words(k);
    g->lo = h.low64;
    g->hi = h.high64;
}

static void number(canon *k, uint32_t index)
{
    region *g = &k->r->regions[index];
    uint32_t before = g->n;
    for (uint32_t i = before; i < g->room; i++)
        g->members[i].obj = 0;
    g->n = 0;
    k->region = index;
    k->adopts = true;
    k->has_moved = false;
    k->refs = 0;
    share_roots(k, g);
    for (uint32_t i = 0; i < g->n; i++)
        share(k, i);
    k->adopts = false;
    g->refs = k->refs;
    g->is_stale = false;
    k->has_moved |= g->n < before;
}

/* Names that later regions use may mean something else now. */
static void spread(const canon *k, uint32_t index)
{
    uint64_t bit = (uint64_t)1 << (index % 64);
    for (uint32_t i = index + 1; k->has_moved && i < k->r->nregions; i++)
        k->r->regions[i].is_stale |= (k->r->regions[i].refs & bit) != 0;
}

/* An object's words have changed: so has its share; and the numbers, if it
 * names others than before. */
static void refresh(canon *k, owner o)
{
    region *g = &k->r->regions[o.region];
    if (o.index < g->n)
        g->members[o.index].is_touched = false;
    if (g->is_stale || o.index >= g->n)
        return;
    if (g->members[o.index].obj >= k->r->sure) {
        g->is_stale = true;
        return;
    }
    uint64_t names = g->members[o.index].names;
    k->region = o.region;
    k->is_odd = false;
    k->refs = g->refs;
    share(k, o.index);
    g->refs = k->refs;
    g->is_stale |= k->is_odd || g->members[o.index].names != names;
}

/* The regions from `first` on have to be numbered anew. */
static void forget(ap_canon *r, uint32_t first)
{
    for (uint32_t i = first; i < r->nregions; i++) {
        r->regions[i].is_stale = true;
        r->regions[i].n = 0;
    }
}

static void drop(ap_canon *r)
{
    forget(r, 0);
    r->touched.len = 0;
}

static void bring_up_to_date(canon *k)
{
    ap_canon *r = k->r;
    uint32_t n = (uint32_t)k->c.world->h->nthreads + 1;
    forget(r, n); /* of threads that are not there (any more) */
    for (uint32_t i = 0; i < n; i++)
        look_at_roots(k, i);
    for (size_t i = 0; i < r->touched.len; i++)
        refresh(k, *(owner *)ap_vec_at(&r->touched, i));
    r->touched.len = 0;
    for (uint32_t i = 0; i < n; i++)
        if (r->regions[i].is_stale) {
            number(k, i);
            spread(k, i);
        }
}

/* ---- what changed --------------------------------------------------- */

void ap_canon_touch(ap_world *w, uint64_t at)
{
    ap_canon *r = w->canon;
    uint64_t i = (at - w->processes[0].frozen) / 16;
    if (!r || !r->is_kept || i >= r->room)
        return;
    owner o = r->owners[i];
    if (o.region >= r->nregions || o.index >= r->regions[o.region].n)
        return;
    member *m = &r->regions[o.region].members[o.index];
    if (!m->is_touched)
        ap_vec_push(&r->touched, &o);
    m->is_touched = true;
}

void ap_canon_unsure(ap_world *w, uint64_t sure)
{
    if (w->canon && sure < w->canon->sure)
        w->canon->sure = sure;
}

void ap_canon_drop(ap_world *w)
{
    if (w->canon)
        w->canon->is_kept = false;
}

/* ---- outside the heap ----------------------------------------------- */

/* How many threads began to wait before this one. */
static uint64_t place_in_queue(const ap_world *w, const ap_thread *t)
{
    uint64_t before = 0;
    for (int i = 0; i < w->h->nthreads; i++) {
        const ap_wait *o = &w->threads[i].wait;
        before += o->kind != AP_WAIT_NONE && o->order < t->wait.order;
    }
    return before;
}

static void put_wait(canon *k, const ap_thread *t)
{
    const ap_wait *a = &t->wait;
    put(k, a->kind | (uint64_t)a->phase << 8 | (uint64_t)a->woken << 16
               | (uint64_t)a->timed_out << 17
               | (uint64_t)(a->deadline_ns >= 0) << 18);
    if (a->kind == AP_WAIT_NONE)
        return;
    put(k, (uint64_t)a->other);
    put(k, (uint64_t)a->number);
    put(k, place_in_queue(k->c.world, t));
}

static void put_thread(canon *k, const ap_thread *t)
{
    put(k, (uint64_t)t->tid << 32 | (uint64_t)t->unwinding << 16
               | (uint64_t)t->is_daemon << 8 | t->state);
    put(k, t->chance);
    put(k, t->depth);
    put_wait(k, t);
}

static void put_process(canon *k)
{
    const ap_process *p = k->c.process;
    const ap_world *w = k->c.world;
    uint64_t lo = 0, hi = 0;
    for (int i = 0; i <= w->h->nthreads; i++) {
        lo += k->r->regions[i].lo;
        hi += k->r->regions[i].hi;
    }
    put(k, lo);
    put(k, hi);
    put(k, (uint64_t)p->is_over << 32 | (uint32_t)p->exit_code);
    for (size_t i = 0; i < sizeof p->started / sizeof *p->started; i++)
        put(k, p->started[i]);
    for (int i = 0; i < w->h->nthreads; i++)
        if (w->threads[i].pid == p->pid)
            put_thread(k, &w->threads[i]);
}

ap_hash ap_world_hash(const ap_world *world)
{
    ap_world *w = (ap_world *)(uintptr_t)world;
    const ap_process *first = &w->processes[0];
    XXH128_hash_t h = {w->h->chance, 0};
    if (w->follow)
        ap_world_look(w);
    ap_canon *r = room_for(w);
    if (!r->is_kept || r->layout != first->layout || w->h->nprocesses > 1)
        drop(r);
    for (int pid = 0; pid < w->h->nprocesses; pid++) {
        canon k = {.c = ap_ctx_for_process(w, pid), .r = r};
        k.frozen = k.c.process->frozen;
        if (pid > 0)
            drop(r);
        bring_up_to_date(&k);
        k.end = r->words;
        put(&k, h.low64);
        put(&k, h.high64);
        put_process(&k);
        h = hash_of_words(&k);
    }
    r->is_kept = w->follow && w->h->nprocesses == 1;
    r->layout = first->layout;
    r->sure = first->used;
    return (ap_hash){h.low64, h.high64};
}
