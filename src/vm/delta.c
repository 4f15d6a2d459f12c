/* Deltas: a snapshot as what differs from another one of the same world. Of
 * the states of a search each is little more than a few lines of the first.
 *
 *     for each piece: its bytes | runs | an empty run
 *     a run: offset in the piece, bytes | these bytes, filled up to 8 */
#include "state_i.h"

#include "lines_i.h"

#include <string.h>

typedef struct run {
    uint32_t at, n;        /* n 0: the last of its piece */
} run;

/* A snapshot's pieces, one after another. */
typedef struct pieces {
    const char *next;
    const ap_header *h;
    const ap_process *processes;
} pieces;

static ap_piece next_piece(pieces *p, int i)
{
    size_t n = 0;
    if (i < AP_FIXED_PIECES)
        n = ap_fixed_size(p->h, i);
    else if (i - AP_FIXED_PIECES < p->h->nprocesses)
        n = ap_heap_size(&p->processes[i - AP_FIXED_PIECES]);
    const char *at = p->next;
    p->next += n;
    if (i == 0)
        p->processes = (const ap_process *)(const void *)p->next;
    return (ap_piece){(char *)(uintptr_t)at, n};
}

static pieces pieces_of(const ap_snapshot *s)
{
    return (pieces){.next = s->bytes, .h = s->bytes};
}

/* ---- saving --------------------------------------------------------- */

static void add(ap_snapshot *s, const void *bytes, size_t n)
{
    size_t end = s->n + ((n + 7) & ~(size_t)7);
    if (end > s->room) {
        s->room = 2 * end + AP_LINES_BLOCK;
        s->bytes = ap_realloc(s->bytes, s->room);
    }
    memcpy((char *)s->bytes + s->n, bytes, n);
    s->n = end;
}

/* Where the run ends that begins with the changed line at `at`. */
static size_t end_of_change(const char *now, const char *base, size_t n,
                            size_t at)
{
    do
        at += ap_line_bytes(n, at);
    while (at < n
           && ap_line_differs(now + at, base + at, ap_line_bytes(n, at)));
    return at;
}

static void add_run(ap_snapshot *s, const char *now, size_t at, size_t end)
{
    run r = {(uint32_t)at, (uint32_t)(end - at)};
    add(s, &r, sizeof r);
    add(s, now + at, r.n);
}

/* What the base has no bytes for is a run of its own. */
static void add_piece(ap_snapshot *s, const ap_piece *now,
                      const ap_piece *base)
{
    const char *a = now->at, *b = base->at;
    uint64_t n = now->n;
    size_t both = now->n < base->n ? now->n : base->n, end;
    run none = {0};
    add(s, &n, sizeof n);
    for (size_t at = ap_next_change(a, b, both, 0); at < both;
         at = ap_next_change(a, b, both, end)) {
        end = end_of_change(a, b, both, at);
        add_run(s, a, at, end);
    }
    if (both < now->n)
        add_run(s, a, both, now->n);
    add(s, &none, sizeof none);
}

void ap_world_save_delta(const ap_world *w, const ap_snapshot *base,
                         ap_snapshot *s)
{
    pieces p = pieces_of(base);
    s->n = 0;
    for (int i = 0; i < ap_world_pieces(w); i++) {
        ap_piece now = ap_world_piece(w, i), then = next_piece(&p, i);
        add_piece(s, &now, &then);
    }
}

/* ---- loading -------------------------------------------------------- */

static const char *load_piece(ap_piece to, const ap_piece *base,
                              const char *from)
{
    const run *r = (const run *)(const void *)from;
    memcpy(to.at, base->at, to.n < base->n ? to.n : base->n);
    for (; r->n; r = (const run *)(const void *)from) {
        from += sizeof *r;
        memcpy((char *)to.at + r->at, from, r->n);
        from += (r->n + 7) & ~(size_t)7;
    }
    return from + sizeof *r;
}

void ap_world_load_delta(ap_world *w, const ap_snapshot *base,
                         const ap_snapshot *s)
{
    pieces p = pieces_of(base);
    const char *from = s->bytes;
    uint64_t changes = w->h->changes;
    for (int i = 0; i < ap_world_pieces(w); i++) {
        ap_piece to = ap_world_piece(w, i), then = next_piece(&p, i);
        memcpy(&to.n, from, sizeof to.n);
        from = load_piece(to, &then, from + sizeof to.n);
    }
    AP_ASSERT(from == (const char *)s->bytes + s->n);
    w->h->changes = changes + 1;
    if (w->follow)
        ap_follow_jumped(w);
}
