/* Vector clocks in slots of one table, shared by count; and tables from keys
 * to numbers. */
#include "detect_i.h"

#include <string.h>

/* ---- clocks ------------------------------------------------------------- */

enum { FIRST_WIDTH = 8 };

static uint32_t *refs_of(const clocks *c, uint32_t slot)
{
    return (uint32_t *)c->refs.data + slot;
}

static void push_slot(clocks *c)
{
    uint32_t one = 1;
    ap_vec_push(&c->refs, &one);
    for (uint32_t i = 0; i < c->width; i++)
        ap_vec_push(&c->ticks, NULL);
}

void clocks_init(clocks *c)
{
    ap_vec_init(&c->ticks, sizeof(uint32_t));
    ap_vec_init(&c->refs, sizeof(uint32_t));
    c->width = FIRST_WIDTH;
    c->free = 0;
    push_slot(c);
}

void clocks_clear(clocks *c)
{
    ap_vec_clear(&c->ticks);
    ap_vec_clear(&c->refs);
}

void clocks_widen(clocks *c, uint32_t n)
{
    if (n <= c->width)
        return;
    ap_vec wider;
    uint32_t old = c->width;
    while (c->width < n)
        c->width *= 2;
    ap_vec_init(&wider, sizeof(uint32_t));
    for (size_t s = 0; s < c->refs.len; s++)
        for (uint32_t i = 0; i < c->width; i++)
            ap_vec_push(&wider, i < old ? ap_vec_at(&c->ticks, s * old + i)
                                        : NULL);
    ap_vec_clear(&c->ticks);
    c->ticks = wider;
}

uint32_t clock_new(clocks *c, uint32_t copied)
{
    uint32_t slot = c->free;
    if (slot) {
        c->free = *clock_tick(c, slot, 0);
        *refs_of(c, slot) = 1;
    } else {
        slot = (uint32_t)c->refs.len;
        push_slot(c);
    }
    memcpy(clock_tick(c, slot, 0), clock_tick(c, copied, 0),
           c->width * sizeof(uint32_t));
    return slot;
}

uint32_t clock_share(clocks *c, uint32_t slot)
{
    if (slot)
        ++*refs_of(c, slot);
    return slot;
}

void clock_drop(clocks *c, uint32_t *slot)
{
    if (*slot && --*refs_of(c, *slot) == 0) {
        *clock_tick(c, *slot, 0) = c->free;
        c->free = *slot;
    }
    *slot = 0;
}

bool clock_join(clocks *c, uint32_t into, uint32_t from)
{
    uint32_t *a = clock_tick(c, into, 0), *b = clock_tick(c, from, 0);
    bool is_new = false;
    for (uint32_t i = 0; i < c->width; i++)
        if (b[i] > a[i]) {
            a[i] = b[i];
            is_new = true;
        }
    return is_new;
}

/* ---- tables ------------------------------------------------------------- */

typedef struct slot {
    uint64_t key;        /* 0: free */
    uint32_t number;
} slot;

void table_init(table *t)
{
    ap_vec_init(&t->slots, sizeof(slot));
    t->n = 0;
}

/* The slot of a key, or the free one where it would go. */
static slot *slot_of(const table *t, uint64_t key)
{
    slot *slots = t->slots.data;
    size_t mask = t->slots.len - 1, i = (size_t)key & mask;
    while (slots[i].key && slots[i].key != key)
        i = (i + 1) & mask;
    return &slots[i];
}

static void grow(table *t)
{
    table bigger;
    size_t room = t->slots.len ? t->slots.len * 2 : 64;
    table_init(&bigger);
    for (size_t i = 0; i < room; i++)
        ap_vec_push(&bigger.slots, NULL);
    for (size_t i = 0; i < t->slots.len; i++) {
        const slot *s = ap_vec_at(&t->slots, i);
        if (s->key)
            *slot_of(&bigger, s->key) = *s;
    }
    ap_vec_clear(&t->slots);
    t->slots = bigger.slots;
}

uint32_t *table_at(table *t, uint64_t key)
{
    if (2 * (t->n + 1) > t->slots.len)
        grow(t);
    slot *s = slot_of(t, key);
    if (!s->key) {
        *s = (slot){key, UINT32_MAX};
        t->n++;
    }
    return &s->number;
}

uint32_t table_find(const table *t, uint64_t key)
{
    if (!t->slots.len)
        return UINT32_MAX;
    const slot *s = slot_of(t, key);
    return s->key ? s->number : UINT32_MAX;
}
