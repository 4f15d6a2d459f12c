/* Interning: equal strings become one, so that they compare by address. */
#include "lang_i.h"

#include <string.h>

static uint64_t hash_of(const char *s, size_t n)
{
    uint64_t h = 1469598103934665603u; /* FNV-1a */
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211u;
    return h ^ h >> 29;
}

/* Where s[0..n) is, or where it would go. */
static const char **slot_of(ap_intern *t, const char *s, size_t n)
{
    size_t at = hash_of(s, n) & (t->cap - 1);
    while (t->slots[at]
           && (strncmp(t->slots[at], s, n) != 0 || t->slots[at][n] != 0))
        at = (at + 1) & (t->cap - 1);
    return &t->slots[at];
}

static void grow(ap_intern *t)
{
    ap_intern bigger = {.cap = t->cap ? 2 * t->cap : 256, .used = t->used};
    bigger.slots = ap_alloc(bigger.cap * sizeof *bigger.slots);
    for (size_t i = 0; i < t->cap; i++)
        if (t->slots[i])
            *slot_of(&bigger, t->slots[i], strlen(t->slots[i])) = t->slots[i];
    ap_free(t->slots);
    *t = bigger;
}

static const char *one_of(ap_intern *t, ap_arena *arena, const char *s,
                          size_t n)
{
    if (2 * (t->used + 1) > t->cap)
        grow(t);
    const char **slot = slot_of(t, s, n);
    if (!*slot) {
        *slot = ap_arena_strndup(arena, s, n);
        t->used++;
    }
    return *slot;
}

const char *ap_lang_intern(ap_lang *l, const char *s, size_t n)
{
    return one_of(&l->names, l->keep, s, n);
}

const char *ap_lang_key(ap_lang *l, const char *s, size_t n)
{
    return one_of(&l->keys, l->scratch, s, n);
}

/* ---- maps ------------------------------------------------------------ */

static struct ap_map_slot *map_slot(const ap_map *m, const char *key)
{
    size_t at = (size_t)(((uintptr_t)key >> 4) * 0x9e3779b97f4a7c15u >> 20);
    at &= m->cap - 1;
    while (m->slots[at].key && m->slots[at].key != key)
        at = (at + 1) & (m->cap - 1);
    return &m->slots[at];
}

int *ap_map_find(const ap_map *m, const char *key)
{
    if (!m->cap)
        return NULL;
    struct ap_map_slot *slot = map_slot(m, key);
    return slot->key ? &slot->value : NULL;
}

static void map_grow(ap_map *m)
{
    ap_map bigger = {.cap = m->cap ? 2 * m->cap : 16, .used = m->used};
    bigger.slots = ap_alloc(bigger.cap * sizeof *bigger.slots);
    for (size_t i = 0; i < m->cap; i++)
        if (m->slots[i].key)
            *map_slot(&bigger, m->slots[i].key) = m->slots[i];
    ap_free(m->slots);
    *m = bigger;
}

void ap_map_put(ap_map *m, const char *key, int value)
{
    if (2 * (m->used + 1) > m->cap)
        map_grow(m);
    struct ap_map_slot *slot = map_slot(m, key);
    m->used += !slot->key;
    *slot = (struct ap_map_slot){key, value};
}

void ap_map_clear(ap_map *m)
{
    ap_free(m->slots);
    *m = (ap_map){0};
}
