/* Settling: what a program has of the library becomes part of what is frozen,
 * so that the many states of a search leave it out.
 *
 * Cold are the modules, their dicts and functions, the dicts of their classes
 * and all constants among them. Classes themselves are not (they count their
 * instances), nor is anything that is made to change. Whoever writes to a
 * cold dict after all says so (ap_mind_cold), and the world is good for
 * nothing but to be thrown away. */
#include "state_i.h"

#include "types_i.h"

#include <string.h>

typedef struct settling {
    ap_ctx c;
    ap_vec cold;         /* ap_word: objects, in the order they were reached */
    ap_vec passed;       /* classes: looked into, but not cold */
    uint8_t *is_seen;    /* by (offset - frozen) / 16 */
} settling;

/* Kinds of which no object changes, if it is not a dict. */
static bool is_constant(ap_kind k)
{
    switch (k) {
    case AP_KIND_MODULE: case AP_KIND_FUNC: case AP_KIND_CFUNC:
    case AP_KIND_STR: case AP_KIND_BYTES: case AP_KIND_TUPLE:
    case AP_KIND_FLOAT: case AP_KIND_BIGINT: case AP_KIND_CODE:
    case AP_KIND_PROPERTY: case AP_KIND_STATICMETHOD:
    case AP_KIND_CLASSMETHOD: case AP_KIND_RANGE: case AP_KIND_SLICE:
        return true;
    default:
        return false;
    }
}

static void reach(settling *s, ap_word w, bool is_namespace)
{
    ap_ctx *c = &s->c;
    if (!ap_is_obj(w) || w < c->process->frozen
        || w == ap_load(&c->process->main))
        return;
    uint8_t *seen = &s->is_seen[(w - c->process->frozen) / 16];
    const ap_head *h = ap_head_of(c, w);
    bool is_dict = is_namespace && h->kind == AP_KIND_DICT;
    bool is_class = h->kind == AP_KIND_CLASS;
    if (*seen || (!is_dict && !is_class && !is_constant((ap_kind)h->kind))
        || (ap_word)h->class_ * 16 >= c->process->frozen)
        return;
    *seen = 1;
    ap_vec_push(is_class ? &s->passed : &s->cold, &w);
}

static void reach_table(settling *s, ap_word table)
{
    if (!table || table < s->c.process->frozen)
        return;
    uint8_t *seen = &s->is_seen[(table - s->c.process->frozen) / 16];
    if (!*seen)
        ap_vec_push(&s->cold, &table);
    *seen = 1;
}

static void reach_entries(settling *s, ap_word d)
{
    reach_table(s, ap_get(&s->c, d, AP_DICT_ENTRIES));
    reach_table(s, ap_get(&s->c, d, AP_DICT_INDEX));
    for (int64_t i = 0; i < ap_dict_entries(&s->c, d); i++) {
        reach(s, ap_dict_key_at(&s->c, d, i), false);
        if (ap_dict_key_at(&s->c, d, i))
            reach(s, ap_load(ap_dict_value_at(&s->c, d, i)), false);
    }
}

static void reach_values(settling *s, ap_word obj)
{
    const ap_head *h = ap_head_of(&s->c, obj);
    uint32_t from, end;
    bool owns_names = h->kind == AP_KIND_MODULE || h->kind == AP_KIND_CLASS;
    if (h->kind == AP_KIND_DICT) {
        reach_entries(s, obj);
        return;
    }
    if (h->kind == AP_KIND_ARRAY || h->kind == AP_KIND_BLOB)
        return;
    ap_values_of(h, &from, &end);
    for (uint32_t i = from; i < end; i++)
        reach(s, ap_get(&s->c, obj, (int)i), owns_names);
}

static void find_cold(settling *s)
{
    ap_word modules = ap_load(&s->c.process->modules);
    size_t cold = 0, passed = 0;
    for (int64_t i = 0; i < ap_dict_entries(&s->c, modules); i++) {
        ap_word m = ap_load(ap_dict_value_at(&s->c, modules, i));
        if (ap_is_kind(&s->c, m, AP_KIND_MODULE)
            && ap_get(&s->c, m, 1) != ap_load(&s->c.process->main))
            reach(s, m, false);
    }
    while (cold < s->cold.len || passed < s->passed.len)
        if (cold < s->cold.len)
            reach_values(s, *(ap_word *)ap_vec_at(&s->cold, cold++));
        else
            reach_values(s, *(ap_word *)ap_vec_at(&s->passed, passed++));
}

/* Notes where the cold part, [from, end) of the space at `base`, names what
 * does not belong to it. */
static void note_slots(ap_world *w, char *base, uint64_t from, uint64_t end)
{
    while (from < end) {
        const ap_head *h = (const ap_head *)(const void *)(base + from);
        uint32_t first, last;
        ap_values_of(h, &first, &last);
        for (uint32_t i = first; i < last; i++) {
            uint64_t at = from + sizeof *h + (uint64_t)i * 8;
            ap_word held = ap_load((ap_slot *)(void *)(base + at));
            if (ap_is_obj(held) && held >= end)
                ap_vec_push(&w->cold_slots, &at);
        }
        from += (uint64_t)h->units * 8;
    }
}

/* Cold objects first, then what they name, then the rest. */
static void move_all(settling *s, ap_world *w, ap_process *p)
{
    ap_mover m = {.from = ap_space(w, p->pid, p->space),
                  .to = ap_space(w, p->pid, p->space ^ 1),
                  .frozen = p->frozen,
                  .used = p->frozen};
    for (size_t i = 0; i < s->cold.len; i++)
        (void)ap_moved(&m, *(ap_word *)ap_vec_at(&s->cold, i));
    uint64_t cold_end = m.used;
    ap_move_values(&m, p->frozen);
    ap_move_rest(&m, w, p, m.used);
    note_slots(w, m.to, p->frozen, cold_end);
    p->frozen = cold_end;
    memcpy(m.from, m.to, cold_end);
    p->collect_at = p->used + w->collect_step;
}

void ap_world_settle(ap_world *w)
{
    enum { STEP = 8 << 10 };
    ap_process *p = &w->processes[0];
    settling s = {.c = ap_ctx_for_process(w, 0)};
    AP_ASSERT(w->h->nprocesses == 1 && !w->cold_slots.len);
    ap_vec_init(&s.cold, sizeof(ap_word));
    ap_vec_init(&s.passed, sizeof(ap_word));
    s.is_seen = ap_alloc((p->used - p->frozen) / 16 + 1);
    w->collect_step = STEP;
    w->cold_is_written = false;
    find_cold(&s);
    move_all(&s, w, p);
    ap_vec_clear(&s.cold);
    ap_vec_clear(&s.passed);
    ap_free(s.is_seen);
}

bool ap_world_is_unsettled(const ap_world *w)
{
    return w->cold_is_written;
}
