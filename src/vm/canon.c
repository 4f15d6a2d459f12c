/* The canonical form: what identifies a state, as a stream of words, and its
 * hash (XXH3, 128 bits).
 *
 * Objects are numbered in the order in which the roots reach them, and named
 * by these numbers; frozen ones by their place. Left out is what no program
 * can tell: places, births, shared bits, the room that a list has to grow, a
 * dict's index and deleted entries, clocks, counters, stack above sp. */
#include "world_i.h"

#include <string.h>
#include <xxhash.h>

typedef struct canon {
    ap_ctx c;
    ap_vec words;      /* the stream, uint64_t */
    ap_vec queue;      /* objects reached, in order */
    uint32_t *numbers; /* by (offset - frozen) / 16 */
} canon;

static void put(canon *k, uint64_t w)
{
    ap_vec_push(&k->words, &w);
}

static void put_value(canon *k, ap_word w)
{
    if (!ap_is_obj(w) || w < k->c.process->frozen) {
        put(k, w);
        return;
    }
    uint32_t *number = &k->numbers[(w - k->c.process->frozen) / 16];
    if (!*number) {
        ap_vec_push(&k->queue, &w);
        *number = (uint32_t)k->queue.len;
    }
    put(k, (uint64_t)*number << 4 | 10);
}

static void put_slots(canon *k, ap_word obj, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end; i++)
        put_value(k, ap_get(&k->c, obj, (int)i));
}

static void put_dict(canon *k, ap_word d)
{
    int64_t n = ap_dict_entries(&k->c, d);
    put(k, (uint64_t)ap_dict_len(&k->c, d));
    for (int64_t i = 0; i < n; i++) {
        ap_word key = ap_dict_key_at(&k->c, d, i);
        if (!key)
            continue;
        put_value(k, key);
        put_value(k, ap_load(ap_dict_value_at(&k->c, d, i)));
    }
}

static void put_list(canon *k, ap_word list)
{
    int64_t n = ap_list_len(&k->c, list);
    put(k, (uint64_t)n);
    for (int64_t i = 0; i < n; i++)
        put_value(k, ap_list_at(&k->c, list, i));
}

static void put_body(canon *k, ap_word obj)
{
    const ap_head *h = ap_head_of(&k->c, obj);
    uint32_t from, end;
    ap_values_of(h, &from, &end);
    for (uint32_t i = 0; i < from; i++)
        if (h->kind != AP_KIND_CLASS || i < AP_CLASS_BIRTHS)
            put(k, ap_get(&k->c, obj, (int)i));
    put_slots(k, obj, from, end);
}

static void put_object(canon *k, ap_word obj)
{
    const ap_head *h = ap_head_of(&k->c, obj);
    bool grows = h->kind == AP_KIND_LIST || h->kind == AP_KIND_DICT;
    put(k, h->kind | (uint64_t)(grows ? 0 : h->units) << 8);
    put_value(k, (ap_word)h->class_ * 16);
    if (h->kind == AP_KIND_DICT)
        put_dict(k, obj);
    else if (h->kind == AP_KIND_LIST)
        put_list(k, obj);
    else
        put_body(k, obj);
    if (grows && h->flags & AP_F_DICT)
        put_value(k, ap_get(&k->c, obj, (int)h->units - 3));
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
    put_value(k, ap_load(&p->modules));
    put_value(k, ap_load(&p->main));
    for (int i = 0; i < AP_KEEPS; i++)
        put_value(k, ap_load(&p->keep[i]));
    for (int i = 0; i < w->h->nthreads; i++)
        if (w->threads[i].pid == p->pid)
            put_thread(k, &w->threads[i]);
    for (size_t i = 0; i < k->queue.len; i++)
        put_object(k, *(ap_word *)ap_vec_at(&k->queue, i));
}

ap_hash ap_world_hash(const ap_world *w)
{
    canon k = {0};
    ap_vec_init(&k.words, sizeof(uint64_t));
    ap_vec_init(&k.queue, sizeof(ap_word));
    put(&k, w->h->chance);
    for (int pid = 0; pid < w->h->nprocesses; pid++) {
        k.c = ap_ctx_for_process(w, pid);
        uint64_t bytes = k.c.process->used - k.c.process->frozen;
        k.numbers = ap_alloc(bytes / 16 * sizeof *k.numbers + 4);
        k.queue.len = 0;
        put_process(&k);
        ap_free(k.numbers);
    }
    XXH128_hash_t h =
        XXH3_128bits(k.words.data, k.words.len * sizeof(uint64_t));
    ap_vec_clear(&k.words);
    ap_vec_clear(&k.queue);
    return (ap_hash){h.low64, h.high64};
}
