/* The canonical form: what identifies a state, as a stream of words, and its
 * hash (XXH3, 128 bits).
 *
 * Objects are numbered in the order in which the roots reach them, and named
 * by these numbers; frozen ones by their place. Left out is what no program
 * can tell: places, births, shared bits, the room that a list has to grow, a
 * dict's index and deleted entries, clocks, counters, stack above sp. */
#include "world_i.h"

#include "types_i.h"

#include <string.h>
#include <xxhash.h>

/* What the stream is made in: kept with the world, since a search asks for
 * millions of hashes. */
struct ap_canon {
    uint64_t *words;   /* room for any stream of this heap */
    ap_word *queue;    /* objects reached, in order */
    uint32_t *numbers; /* by (offset - frozen) / 16; all 0 between hashes */
    size_t room;       /* heap words that all three have room for */
};

typedef struct canon {
    ap_ctx c;
    uint64_t *end;     /* of the stream */
    ap_word *queue;
    size_t nqueue;
    uint32_t *numbers;
    ap_word frozen;
} canon;

void ap_canon_free(ap_canon *r)
{
    if (!r)
        return;
    ap_free(r->words);
    ap_free(r->queue);
    ap_free(r->numbers);
    ap_free(r);
}

/* Words that are not in the heap: of a process and of each thread. */
enum { PROCESS_WORDS = 64 + AP_KEEPS, THREAD_WORDS = 24 };

static ap_canon *room_for(ap_world *w)
{
    size_t heap = 0, outside;
    if (!w->canon)
        w->canon = ap_alloc(sizeof *w->canon);
    ap_canon *r = w->canon;
    for (int pid = 0; pid < w->h->nprocesses; pid++)
        heap += (w->processes[pid].used - w->processes[pid].frozen) / 8;
    outside = w->cold_slots.len
        + (size_t)w->h->nprocesses * PROCESS_WORDS
        + (size_t)w->h->nthreads * THREAD_WORDS;
    if (heap + outside > r->room) {
        r->room = 2 * (heap + outside);
        r->words = ap_realloc(r->words, r->room * 2 * sizeof *r->words);
        r->queue = ap_realloc(r->queue, r->room * sizeof *r->queue);
        ap_free(r->numbers);
        r->numbers = ap_alloc(r->room * sizeof *r->numbers);
    }
    return r;
}

static inline void put(canon *k, uint64_t w)
{
    *k->end++ = w;
}

static inline void put_value(canon *k, ap_word w)
{
    if (!ap_is_obj(w) || w < k->frozen) {
        put(k, w);
        return;
    }
    uint32_t *number = &k->numbers[(w - k->frozen) / 16];
    if (!*number) {
        k->queue[k->nqueue++] = w;
        *number = (uint32_t)k->nqueue;
    }
    put(k, (uint64_t)*number << 4 | 10);
}

static inline const uint64_t *words_of(const canon *k, ap_word obj)
{
    return (const uint64_t *)(const void *)(k->c.heap + obj + sizeof(ap_head));
}

/* Entries in order, without those that were deleted. */
static void put_dict(canon *k, const uint64_t *body)
{
    uint64_t used = (uint32_t)body[AP_DICT_COUNTS];
    put(k, body[AP_DICT_COUNTS] >> 32);
    if (!body[AP_DICT_ENTRIES])
        return;
    const uint64_t *e = words_of(k, body[AP_DICT_ENTRIES]);
    for (uint64_t i = 0; i < used; i++, e += AP_ENTRY_WORDS)
        if (e[AP_ENTRY_KEY]) {
            put_value(k, e[AP_ENTRY_KEY]);
            put_value(k, e[AP_ENTRY_VALUE]);
        }
}

static void put_list(canon *k, const uint64_t *body)
{
    uint64_t n = body[AP_LIST_LEN];
    put(k, n);
    if (!body[AP_LIST_ITEMS])
        return;
    const uint64_t *items = words_of(k, body[AP_LIST_ITEMS]);
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

static void put_object(canon *k, ap_word obj)
{
    const ap_head *h = ap_head_of(&k->c, obj);
    const uint64_t *body = words_of(k, obj);
    bool grows = h->kind == AP_KIND_LIST || h->kind == AP_KIND_DICT;
    put(k, h->kind | (uint64_t)(grows ? 0 : h->units) << 8);
    put_value(k, (ap_word)h->class_ * 16);
    if (h->kind == AP_KIND_DICT)
        put_dict(k, body);
    else if (h->kind == AP_KIND_LIST)
        put_list(k, body);
    else
        put_body(k, h, body);
    if (grows && h->flags & AP_F_DICT)
        put_value(k, body[h->units - 3]);
}

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
    put_value(k, ap_load(&a->obj));
    put_value(k, ap_load(&a->keep));
}

static void put_thread(canon *k, const ap_thread *t)
{
    put(k, (uint64_t)t->tid << 32 | (uint64_t)t->unwinding << 16
               | (uint64_t)t->is_daemon << 8 | t->state);
    put(k, t->chance);
    put(k, t->depth);
    put_wait(k, t);
    const ap_slot *const roots[] = {&t->top, &t->raised, &t->handled,
                                    &t->obj, &t->name, &t->failure};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        put_value(k, ap_load(roots[i]));
}

static void put_process(canon *k)
{
    const ap_process *p = k->c.process;
    const ap_world *w = k->c.world;
    put(k, (uint64_t)p->is_over << 32 | (uint32_t)p->exit_code);
    for (size_t i = 0; i < sizeof p->started / sizeof *p->started; i++)
        put(k, p->started[i]);
    for (size_t i = 0; i < w->cold_slots.len; i++) {
        uint64_t at = *(uint64_t *)ap_vec_at(&w->cold_slots, i);
        put_value(k, ap_load((ap_slot *)(void *)(k->c.heap + at)));
    }
    put_value(k, ap_load(&p->modules));
    put_value(k, ap_load(&p->main));
    for (int i = 0; i < AP_KEEPS; i++)
        put_value(k, ap_load(&p->keep[i]));
    for (int i = 0; i < w->h->nthreads; i++)
        if (w->threads[i].pid == p->pid)
            put_thread(k, &w->threads[i]);
    for (size_t i = 0; i < k->nqueue; i++)
        put_object(k, k->queue[i]);
}

/* The marks of one process's objects. */
static void forget(canon *k)
{
    for (size_t i = 0; i < k->nqueue; i++)
        k->numbers[(k->queue[i] - k->frozen) / 16] = 0;
    k->nqueue = 0;
}

ap_hash ap_world_hash(const ap_world *w)
{
    ap_canon *r = room_for((ap_world *)(uintptr_t)w);
    canon k = {.end = r->words, .queue = r->queue, .numbers = r->numbers};
    put(&k, w->h->chance);
    for (int pid = 0; pid < w->h->nprocesses; pid++) {
        k.c = ap_ctx_for_process(w, pid);
        k.frozen = k.c.process->frozen;
        put_process(&k);
        forget(&k);
    }
    XXH128_hash_t h = XXH3_128bits(
        r->words, (size_t)(k.end - r->words) * sizeof *r->words);
    return (ap_hash){h.low64, h.high64};
}
