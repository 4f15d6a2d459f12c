/* The pool: chunks by content. Keyframes of one run are alike in most of
 * their bytes, so most of their chunks are there already, and of the others
 * most differ in a few words only from what stood there in the keyframe
 * before. Such a chunk is kept as a patch of that one:
 *
 *     patch -> { INDEX of a word, RANGE of its bytes that differ, the bytes }
 *
 * A patch may be one of a patch, and so on, up to a depth. When nothing else
 * holds the base any more, the two patches become one. What has no base is
 * kept as a patch of zeros where that is shorter, else as it is. */
#include <string.h>
#include <xxhash.h>

#include "history_i.h"

enum {
    FIRST_ROOM = 1024, OVERHEAD = sizeof(chunk) + 24, WORD = 8,
    PATCH_PART = 4, /* a patch longer than 1 / so much is none */
    DEEPEST = 24, PATCH_ROOM = CHUNK + 2 * WORD
};

void pool_init(pool *p)
{
    *p = (pool){0};
    ap_vec_init(&p->chunks, sizeof(chunk));
    ap_vec_push(&p->chunks, NULL);
    p->room = FIRST_ROOM;
    p->table = ap_alloc(p->room * sizeof *p->table);
}

static chunk *at(const pool *p, uint32_t number)
{
    return (chunk *)p->chunks.data + number;
}

void pool_clear(pool *p)
{
    for (uint32_t i = 1; i < p->chunks.len; i++)
        ap_free(at(p, i)->bytes);
    ap_vec_clear(&p->chunks);
    ap_free(p->table);
}

/* ---- patches ------------------------------------------------------- */

/* Word i of n bytes; what is past them counts as zero. */
static uint64_t word_of(const char *s, size_t i, size_t n)
{
    uint64_t w = 0;
    size_t left = n - i * WORD;
    if (left >= WORD)
        memcpy(&w, s + i * WORD, WORD);
    else
        memcpy(&w, s + i * WORD, left);
    return w;
}

/* A range: the first byte that differs, and how many up to the last one. */
static unsigned range_of(uint64_t differs)
{
    unsigned first = (unsigned)__builtin_ctzll(differs) / 8;
    unsigned last = 7 - (unsigned)__builtin_clzll(differs) / 8;
    return first << 4 | (last - first + 1);
}

static uint64_t mask_of(unsigned range)
{
    return UINT64_MAX >> (64 - 8 * (range & 15)) << 8 * (range >> 4);
}

/* What makes s out of `base` (NULL: zeros), both n bytes long. -> its length,
 * at most `most`; n: it would be longer. */
static size_t make_patch(const char *s, const char *base, size_t n,
                         unsigned char to[PATCH_ROOM], size_t most)
{
    size_t len = 0;
    for (size_t i = 0; i * WORD < n; i++) {
        uint64_t w = word_of(s, i, n);
        uint64_t differs = w ^ (base ? word_of(base, i, n) : 0);
        if (!differs)
            continue;
        unsigned range = range_of(differs);
        to[len] = (unsigned char)i;
        to[len + 1] = (unsigned char)range;
        w >>= 8 * (range >> 4);
        memcpy(to + len + 2, &w, WORD);
        len += 2 + (range & 15);
        if (len > most)
            return n;
    }
    return len;
}

/* `to` and the patch have room for a word more than they need. */
static void apply_patch(const chunk *c, char *to)
{
    const unsigned char *from = (const unsigned char *)c->bytes;
    const unsigned char *end = from + c->stored;
    while (from < end) {
        char *word = to + (size_t)from[0] * WORD;
        unsigned range = from[1];
        uint64_t mask = mask_of(range), old, w;
        memcpy(&old, word, WORD);
        memcpy(&w, from + 2, WORD);
        w = (w << 8 * (range >> 4) & mask) | (old & ~mask);
        memcpy(word, &w, WORD);
        from += 2 + (range & 15);
    }
}

void pool_read(const pool *p, uint32_t number, char *to)
{
    const chunk *c = at(p, number);
    if (c->base)
        pool_read(p, c->base, to);
    else if (c->stored < c->n)
        memset(to, 0, c->n);
    else
        memcpy(to, c->bytes, c->n);
    if (c->stored < c->n)
        apply_patch(c, to);
}

size_t pool_size(const pool *p, uint32_t number)
{
    return at(p, number)->n;
}

/* ---- how a chunk is kept ------------------------------------------- */

static void set_bytes(pool *p, chunk *c, const void *bytes, size_t stored)
{
    p->bytes += stored;
    p->bytes -= c->stored;
    ap_free(c->bytes);
    c->stored = (uint16_t)stored;
    c->bytes = ap_alloc(stored < c->n ? stored + WORD : stored);
    memcpy(c->bytes, bytes, stored);
}

/* By itself: a patch of zeros, or as it is. */
static void keep_alone(pool *p, chunk *c, const char *s)
{
    unsigned char patch[PATCH_ROOM];
    size_t len = make_patch(s, NULL, c->n, patch, c->n - 1u);
    c->base = 0;
    c->depth = 0;
    set_bytes(p, c, len < c->n ? (const char *)patch : s, len);
}

/* As a patch of `like`, whose bytes are `old`. False: they differ too much. */
static bool keep_patch(pool *p, uint32_t number, const char *s, uint32_t like,
                       const char *old)
{
    unsigned char patch[PATCH_ROOM];
    chunk *c = at(p, number), *base = at(p, like);
    size_t n = c->n;
    if (base->depth == DEEPEST)
        return false;
    size_t len = make_patch(s, old, n, patch, n / PATCH_PART);
    if (len == n)
        return false;
    base->refs++;
    base->heir = number;
    c->base = like;
    c->depth = (uint8_t)(base->depth + 1);
    set_bytes(p, c, patch, len);
    return true;
}

/* Is the entry `a` of a patch written over as a whole by `b`? */
static bool is_covered(const unsigned char *a, const unsigned char *b)
{
    return a[0] == b[0] && (mask_of(a[1]) & ~mask_of(b[1])) == 0;
}

/* Two patches, the second made of the first one's outcome, as one. -> its
 * length; most + 1: it would be longer. */
static size_t join_patches(const chunk *first, const chunk *second,
                           unsigned char to[PATCH_ROOM], size_t most)
{
    const unsigned char *a = (const unsigned char *)first->bytes;
    const unsigned char *b = (const unsigned char *)second->bytes;
    const unsigned char *a_end = a + first->stored;
    const unsigned char *b_end = b + second->stored;
    size_t len = 0;
    while (a < a_end || b < b_end) {
        bool is_a = b == b_end || (a < a_end && a[0] <= b[0]);
        const unsigned char **from = is_a ? &a : &b;
        size_t n = 2 + ((*from)[1] & 15u);
        if (!is_a || b == b_end || !is_covered(a, b)) {
            if (len + n > most)
                return most + 1;
            memcpy(to + len, *from, n);
            len += n;
        }
        *from += n;
    }
    return len;
}

/* Nothing holds `number` but the patch that is made of it: that one takes
 * over what it is made of. */
static void leave_to_heir(pool *p, uint32_t number)
{
    unsigned char patch[PATCH_ROOM];
    chunk *c = at(p, number), *heir = at(p, c->heir);
    size_t most = c->n / PATCH_PART, len = most + 1;
    if (c->stored < c->n)
        len = join_patches(c, heir, patch, most);
    if (len <= most && c->base) {
        at(p, c->base)->refs++;
        at(p, c->base)->heir = c->heir;
        heir->base = c->base;
        set_bytes(p, heir, patch, len);
    } else {
        char bytes[CHUNK + WORD];
        pool_read(p, c->heir, bytes);
        keep_alone(p, heir, bytes);
    }
    pool_drop(p, number);
}

/* ---- by content ---------------------------------------------------- */

static bool is_equal(const pool *p, uint32_t number, uint64_t hash,
                     const char *s, size_t n)
{
    const chunk *c = at(p, number);
    char bytes[CHUNK + WORD];
    if (c->hash != hash || c->n != n)
        return false;
    pool_read(p, number, bytes);
    return memcmp(bytes, s, n) == 0;
}

/* The place of an equal chunk, or the free one where it would stand. */
static size_t place_of(const pool *p, uint64_t hash, const char *s, size_t n)
{
    size_t i = (size_t)hash & (p->room - 1);
    while (p->table[i] && !is_equal(p, p->table[i], hash, s, n))
        i = (i + 1) & (p->room - 1);
    return i;
}

/* The place of that number, or the free one where it would stand. */
static size_t place_of_number(const pool *p, uint32_t number)
{
    size_t i = (size_t)at(p, number)->hash & (p->room - 1);
    while (p->table[i] && p->table[i] != number)
        i = (i + 1) & (p->room - 1);
    return i;
}

static void grow(pool *p)
{
    uint32_t *old = p->table;
    size_t room = p->room;
    p->room *= 2;
    p->table = ap_alloc(p->room * sizeof *p->table);
    for (size_t i = 0; i < room; i++)
        if (old[i])
            p->table[place_of_number(p, old[i])] = old[i];
    ap_free(old);
}

static uint32_t new_number(pool *p)
{
    uint32_t number = p->free;
    if (number) {
        p->free = at(p, number)->next;
        return number;
    }
    ap_vec_push(&p->chunks, NULL);
    return (uint32_t)p->chunks.len - 1;
}

/* `like`: a chunk of the same size with the bytes `old`, 0: none. */
static uint32_t put_one(pool *p, const char *s, size_t n, uint32_t like,
                        const char *old)
{
    if (like && memcmp(s, old, n) == 0) {
        at(p, like)->refs++;
        return like;
    }
    uint64_t hash = XXH3_64bits(s, n);
    if (p->used * 2 >= p->room)
        grow(p);
    size_t i = place_of(p, hash, s, n);
    if (p->table[i]) {
        at(p, p->table[i])->refs++;
        return p->table[i];
    }
    uint32_t number = p->table[i] = new_number(p);
    *at(p, number) = (chunk){.hash = hash, .refs = 1, .n = (uint16_t)n};
    if (!like || !keep_patch(p, number, s, like, old))
        keep_alone(p, at(p, number), s);
    p->used++;
    p->bytes += OVERHEAD;
    return number;
}

void pool_put(pool *p, const char *s, size_t n, const alike *a, ap_vec *to)
{
    for (size_t i = 0; i < n; i += CHUNK) {
        size_t size = n - i < CHUNK ? n - i : CHUNK;
        size_t then = a->n > i ? a->n - i : 0;
        bool is_like = size == (then < CHUNK ? then : CHUNK);
        uint32_t number = put_one(p, s + i, size,
                                  is_like ? a->numbers[i / CHUNK] : 0,
                                  is_like ? a->bytes + i : NULL);
        ap_vec_push(to, &number);
    }
}

void pool_hold(pool *p, uint32_t number)
{
    at(p, number)->refs++;
}

/* Takes a number out of the table and moves those behind it, which it may
 * have pushed aside, to where they belong. */
static void take_out(pool *p, uint32_t number)
{
    size_t i = place_of_number(p, number), mask = p->room - 1;
    p->table[i] = 0;
    for (i = (i + 1) & mask; p->table[i]; i = (i + 1) & mask) {
        uint32_t moved = p->table[i];
        p->table[i] = 0;
        p->table[place_of_number(p, moved)] = moved;
    }
}

static void give_free(pool *p, uint32_t number)
{
    chunk *c = at(p, number);
    take_out(p, number);
    p->used--;
    p->bytes -= c->stored + (size_t)OVERHEAD;
    ap_free(c->bytes);
    *c = (chunk){.next = p->free};
    p->free = number;
}

void pool_drop(pool *p, uint32_t number)
{
    chunk *c = at(p, number);
    uint32_t base = c->base;
    AP_ASSERT(c->refs);
    if (--c->refs == 0) {
        give_free(p, number);
        if (base)
            pool_drop(p, base);
    } else if (c->refs == 1 && c->heir && at(p, c->heir)->base == number)
        leave_to_heir(p, number);
}
