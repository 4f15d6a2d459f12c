/* What threads have written, kept so that a state needs only a number: a text
 * is a chain of pieces, newest first, and equal chains are one. */
#include "walk_i.h"

#include <string.h>

typedef struct piece {
    uint64_t hash;        /* of the chain up to and with it */
    uint32_t before;      /* the piece before, 0: none */
    uint32_t at, n;       /* in the store of characters */
} piece;

struct ap_texts {
    ap_vec pieces;        /* [0] stands for the empty text */
    ap_str store;
    uint32_t *table;      /* open addressing by hash: piece, 0 free */
    size_t room;
};

ap_texts *ap_texts_new(void)
{
    ap_texts *x = ap_alloc(sizeof *x);
    ap_vec_init(&x->pieces, sizeof(piece));
    ap_vec_push(&x->pieces, NULL);
    return x;
}

void ap_texts_free(ap_texts *x)
{
    if (!x)
        return;
    ap_vec_clear(&x->pieces);
    ap_str_clear(&x->store);
    ap_free(x->table);
    ap_free(x);
}

static piece *piece_at(const ap_texts *x, uint32_t i)
{
    return ap_vec_at(&x->pieces, i);
}

static void insert(ap_texts *x, uint32_t i)
{
    size_t at = piece_at(x, i)->hash & (x->room - 1);
    while (x->table[at])
        at = (at + 1) & (x->room - 1);
    x->table[at] = i;
}

static void grow(ap_texts *x)
{
    x->room = x->room ? x->room * 2 : 64;
    ap_free(x->table);
    x->table = ap_alloc(x->room * sizeof *x->table);
    for (uint32_t i = 1; i < x->pieces.len; i++)
        insert(x, i);
}

/* FNV-1a, character by character, so that it does not depend on how a text
 * was cut into pieces. */
static uint64_t hash_on(uint64_t h, int fd, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ (uint8_t)s[i] ^ (uint64_t)fd << 8) * 0x100000001b3u;
    return h;
}

/* The chain `before` with s behind it. */
static uint32_t chain(ap_texts *x, uint32_t before, const char *s, size_t n)
{
    uint64_t hash = hash_on(before * 0x9e3779b97f4a7c15u + 1, 0, s, n);
    if (2 * x->pieces.len >= x->room)
        grow(x);
    for (size_t at = hash & (x->room - 1); x->table[at];
         at = (at + 1) & (x->room - 1)) {
        const piece *p = piece_at(x, x->table[at]);
        if (p->hash == hash && p->before == before && p->n == n
            && memcmp(x->store.s + p->at, s, n) == 0)
            return x->table[at];
    }
    piece p = {hash, before, (uint32_t)x->store.len, (uint32_t)n};
    ap_str_putn(&x->store, s, n);
    ap_vec_push(&x->pieces, &p);
    insert(x, (uint32_t)x->pieces.len - 1);
    return (uint32_t)x->pieces.len - 1;
}

void ap_texts_add(ap_texts *x, ap_text *t, int fd, const char *s, size_t n)
{
    uint32_t *node = fd == 1 ? &t->out : &t->err;
    t->hash = hash_on(t->hash, fd, s, n);
    *node = chain(x, *node, s, n);
}

void ap_texts_put(const ap_texts *x, uint32_t node, ap_str *out)
{
    ap_vec chain_;
    ap_vec_init(&chain_, sizeof node);
    for (; node; node = piece_at(x, node)->before)
        ap_vec_push(&chain_, &node);
    for (size_t i = chain_.len; i-- > 0;) {
        const piece *p = piece_at(x, *(uint32_t *)ap_vec_at(&chain_, i));
        ap_str_putn(out, x->store.s + p->at, p->n);
    }
    ap_vec_clear(&chain_);
}
