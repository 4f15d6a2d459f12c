/* The pool: chunks by content. Keyframes of one run are alike in most of
 * their bytes, so most of their chunks are there already. */
#include <string.h>
#include <xxhash.h>

#include "history_i.h"

enum { FIRST_ROOM = 1024, OVERHEAD = sizeof(chunk) + 24 };

void pool_init(pool *p)
{
    *p = (pool){0};
    ap_vec_init(&p->chunks, sizeof(chunk));
    ap_vec_push(&p->chunks, NULL);
    p->room = FIRST_ROOM;
    p->table = ap_alloc(p->room * sizeof *p->table);
}

void pool_clear(pool *p)
{
    for (size_t i = 1; i < p->chunks.len; i++)
        ap_free(((chunk *)ap_vec_at(&p->chunks, i))->bytes);
    ap_vec_clear(&p->chunks);
    ap_free(p->table);
}

const chunk *pool_at(const pool *p, uint32_t number)
{
    return ap_vec_at(&p->chunks, number);
}

static chunk *at(pool *p, uint32_t number)
{
    return ap_vec_at(&p->chunks, number);
}

/* The place of an equal chunk, or the free one where it would stand. */
static size_t place_of(pool *p, uint64_t hash, const char *s, size_t n)
{
    size_t i = (size_t)hash & (p->room - 1);
    for (; p->table[i]; i = (i + 1) & (p->room - 1)) {
        const chunk *c = at(p, p->table[i]);
        if (c->hash == hash && c->n == n && memcmp(c->bytes, s, n) == 0)
            break;
    }
    return i;
}

static void grow(pool *p)
{
    uint32_t *old = p->table;
    size_t room = p->room;
    p->room *= 2;
    p->table = ap_alloc(p->room * sizeof *p->table);
    for (size_t i = 0; i < room; i++) {
        const chunk *c = at(p, old[i]);
        if (old[i])
            p->table[place_of(p, c->hash, c->bytes, c->n)] = old[i];
    }
    ap_free(old);
}

static uint32_t new_number(pool *p)
{
    uint32_t number = p->free;
    if (number) {
        p->free = at(p, number)->n;
        return number;
    }
    ap_vec_push(&p->chunks, NULL);
    return (uint32_t)p->chunks.len - 1;
}

static uint32_t put_one(pool *p, const char *s, size_t n)
{
    uint64_t hash = XXH3_64bits(s, n);
    if (p->used * 2 >= p->room)
        grow(p);
    size_t i = place_of(p, hash, s, n);
    if (p->table[i]) {
        at(p, p->table[i])->refs++;
        return p->table[i];
    }
    uint32_t number = p->table[i] = new_number(p);
    chunk *c = at(p, number);
    *c = (chunk){hash, 1, (uint32_t)n, ap_alloc(n)};
    memcpy(c->bytes, s, n);
    p->used++;
    p->bytes += n + OVERHEAD;
    return number;
}

void pool_put(pool *p, const char *s, size_t n, ap_vec *to)
{
    for (size_t i = 0; i < n; i += CHUNK) {
        uint32_t number = put_one(p, s + i, n - i < CHUNK ? n - i : CHUNK);
        ap_vec_push(to, &number);
    }
}

/* Takes a number out of the table and moves those behind it, which it may
 * have pushed aside, to where they belong. */
static void take_out(pool *p, const chunk *c)
{
    size_t i = place_of(p, c->hash, c->bytes, c->n), mask = p->room - 1;
    p->table[i] = 0;
    for (i = (i + 1) & mask; p->table[i]; i = (i + 1) & mask) {
        uint32_t number = p->table[i];
        const chunk *o = at(p, number);
        p->table[i] = 0;
        p->table[place_of(p, o->hash, o->bytes, o->n)] = number;
    }
}

void pool_drop(pool *p, uint32_t number)
{
    chunk *c = at(p, number);
    AP_ASSERT(c->refs);
    if (--c->refs)
        return;
    take_out(p, c);
    p->used--;
    p->bytes -= c->n + OVERHEAD;
    ap_free(c->bytes);
    *c = (chunk){.n = p->free};
    p->free = number;
}
