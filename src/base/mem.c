/* Memory: allocation that fails loudly, and the arena.
 *
 * An arena is a chain of blocks, the newest first; what it hands out is
 * zeroed because its blocks are. */
#include "apiary/base.h"

#include <stdlib.h>
#include <string.h>

typedef struct block {
    struct block *next;
    size_t used, room;
    _Alignas(16) char bytes[];
} block;

struct ap_arena {
    block *newest;
};

static void *or_die(void *p, size_t bytes)
{
    if (!p)
        ap_bug(__FILE__, __LINE__, "out of memory (%zu bytes wanted)", bytes);
    return p;
}

void *ap_alloc(size_t bytes)
{
    return or_die(calloc(1, bytes ? bytes : 1), bytes);
}

void *ap_realloc(void *p, size_t bytes)
{
    return or_die(realloc(p, bytes ? bytes : 1), bytes);
}

char *ap_strdup(const char *s)
{
    return ap_strndup(s, strlen(s));
}

char *ap_strndup(const char *s, size_t n)
{
    char *copy = ap_alloc(n + 1);
    memcpy(copy, s, n);
    return copy;
}

void ap_free(void *p)
{
    free(p);
}

ap_arena *ap_arena_new(void)
{
    return ap_alloc(sizeof(ap_arena));
}

static block *block_new(size_t room, block *next)
{
    block *b = ap_alloc(sizeof *b + room);
    b->room = room;
    b->next = next;
    return b;
}

void *ap_arena_alloc(ap_arena *a, size_t bytes)
{
    enum { ROOM = 64 * 1024 };
    bytes = (bytes + 15) & ~(size_t)15;
    if (!a->newest || a->newest->room - a->newest->used < bytes)
        a->newest = block_new(bytes > ROOM ? bytes : ROOM, a->newest);
    void *p = a->newest->bytes + a->newest->used;
    a->newest->used += bytes;
    return p;
}

char *ap_arena_strndup(ap_arena *a, const char *s, size_t n)
{
    char *copy = ap_arena_alloc(a, n + 1);
    memcpy(copy, s, n);
    return copy;
}

void ap_arena_free(ap_arena *a)
{
    if (!a)
        return;
    for (block *b = a->newest, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}
