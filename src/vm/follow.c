/* Following a world from state to state: a copy of it as it was at the last
 * look tells what has changed since, line by line. What the lines held is
 * logged, so that a search goes back by putting back a few lines instead of
 * the whole world; and what changed in the heap is all that a hash has to
 * look at again (canon.c).
 *
 * Nothing is noted when words are written: comparing is as fast as copying.
 *
 * Always true after a look: the copy equals the world. */
#include "state_i.h"

#include "lines_i.h"

#include <stddef.h>
#include <string.h>

/* The copy of one piece. */
typedef struct mirror {
    char *bytes;
    size_t n, room;
    size_t most;           /* n at its largest: a mark may need so much */
} mirror;

typedef struct change {
    int32_t piece;
    uint32_t n;            /* bytes of the line that count */
    uint64_t at;
    char was[AP_LINE];
} change;

struct ap_follow {
    ap_vec mirrors;        /* mirror */
    ap_vec log;            /* change */
    bool can_go_back;
    bool has_jumped;       /* nothing is certain about what lies behind what
                              is in use */
    uint64_t base_layout, base_used; /* of process 0, when it began */
};

static mirror *mirror_at(const ap_follow *f, int i)
{
    return ap_vec_at(&f->mirrors, (size_t)i);
}

void ap_follow_free(ap_follow *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->mirrors.len; i++)
        ap_free(mirror_at(f, (int)i)->bytes);
    ap_vec_clear(&f->mirrors);
    ap_vec_clear(&f->log);
    ap_free(f);
}

/* The header's last word never goes back; of the first process what never
 * changes is left out, and where it is the only one what is not in use. */
static ap_piece piece_of(const ap_world *w, int i)
{
    ap_piece p = ap_world_piece(w, i);
    size_t from = offsetof(ap_process, pid);
    if (i == 0)
        p.n = offsetof(ap_header, changes);
    if (i != 1)
        return p;
    if (w->h->nprocesses == 1)
        p.n = offsetof(ap_process, births)
            + (size_t)w->ncounters * sizeof w->processes->births[0];
    return (ap_piece){(char *)p.at + from, p.n - from};
}

static mirror *mirror_for(ap_follow *f, int i, size_t n)
{
    while (f->mirrors.len <= (size_t)i)
        ap_vec_push(&f->mirrors, NULL);
    mirror *m = mirror_at(f, i);
    if (n > m->room) {
        size_t room = 2 * n + AP_LINE;
        m->bytes = ap_realloc(m->bytes, room);
        memset(m->bytes + m->room, 0, room - m->room);
        m->room = room;
    }
    return m;
}

/* ---- looking -------------------------------------------------------- */

/* A line of a heap is about to become another in the copy. */
static void touch(ap_world *w, int piece, uint64_t at, const char *old,
                  const char *new, size_t n)
{
    enum { GRANULE = 16 };
    uint64_t from = w->processes[0].frozen + at;
    if (piece > AP_FIXED_PIECES)
        ap_canon_drop(w);
    if (piece != AP_FIXED_PIECES)
        return;
    for (size_t i = 0; i < n; i += GRANULE) {
        uint64_t a[2], b[2];
        memcpy(a, old + i, GRANULE);
        memcpy(b, new + i, GRANULE);
        if ((a[0] ^ b[0]) | (a[1] ^ b[1]))
            ap_canon_touch(w, from + i);
    }
}

static void note_line(ap_world *w, int i, const char *now, mirror *m,
                      uint64_t at, size_t n)
{
    ap_follow *f = w->follow;
    if (f->can_go_back && at < m->most) {
        change *c = ap_vec_push(&f->log, NULL);
        c->piece = i;
        c->n = (uint32_t)n;
        c->at = at;
        memcpy(c->was, m->bytes + at, n);
    }
    touch(w, i, at, m->bytes + at, now + at, n);
    memcpy(m->bytes + at, now + at, n);
}

static void look_at_piece(ap_world *w, int i)
{
    ap_piece p = piece_of(w, i);
    mirror *m = mirror_for(w->follow, i, p.n);
    const char *now = p.at;
    for (size_t at = ap_next_change(now, m->bytes, p.n, 0); at < p.n;
         at = ap_next_change(now, m->bytes, p.n, at + AP_LINE))
        note_line(w, i, now, m, at, ap_line_bytes(p.n, at));
    m->n = p.n;
    m->most = p.n > m->most ? p.n : m->most;
}

void ap_world_look(ap_world *w)
{
    for (int i = 0; i < ap_world_pieces(w); i++)
        look_at_piece(w, i);
}

void ap_follow_jumped(ap_world *w)
{
    ap_follow *f = w->follow;
    const ap_process *p = &w->processes[0];
    f->has_jumped = true;
    ap_canon_unsure(w, p->layout == f->base_layout ? f->base_used : 0);
}

/* ---- marks ---------------------------------------------------------- */

void ap_world_follow(ap_world *w, bool can_go_back)
{
    if (!w->follow) {
        w->follow = ap_alloc(sizeof *w->follow);
        ap_vec_init(&w->follow->mirrors, sizeof(mirror));
        ap_vec_init(&w->follow->log, sizeof(change));
    }
    w->follow->can_go_back = false;
    ap_canon_drop(w);
    ap_world_look(w);
    for (size_t i = 0; i < w->follow->mirrors.len; i++)
        mirror_at(w->follow, (int)i)->most = mirror_at(w->follow, (int)i)->n;
    w->follow->log.len = 0;
    w->follow->can_go_back = can_go_back;
    w->follow->has_jumped = false;
    w->follow->base_layout = w->processes[0].layout;
    w->follow->base_used = w->processes[0].used;
}

size_t ap_world_mark(const ap_world *w)
{
    return w->follow->log.len;
}

/* Differs from what it was if any heap was collected in between: layouts are
 * given out once. */
static uint64_t layouts_of(const ap_world *w)
{
    uint64_t sum = 0;
    for (int pid = 0; pid < w->h->nprocesses; pid++)
        sum = sum * 31 + w->processes[pid].layout;
    return sum;
}

/* Puts back what the log has from `mark` on. */
static void put_back(ap_world *w, size_t mark)
{
    ap_follow *f = w->follow;
    const change *log = f->log.data;
    for (size_t i = f->log.len; i-- > mark;) {
        const change *c = &log[i];
        char *was = mirror_at(f, c->piece)->bytes + c->at;
        char *to = piece_of(w, c->piece).at;
        touch(w, c->piece, c->at, was, c->was, c->n);
        memcpy(was, c->was, c->n);
        memcpy(to + c->at, c->was, c->n);
    }
    f->log.len = mark;
}

/* All of a piece, where putting back lines does not do. */
static void put_back_whole(ap_world *w, int i)
{
    ap_piece p = piece_of(w, i);
    if (p.n)
        memcpy(p.at, mirror_at(w->follow, i)->bytes, p.n);
}

/* Where a collection lies between here and there, the heap is in the other
 * space, or what was left of it there is not whole: then lines were put back
 * in vain. */
void ap_world_back(ap_world *w, size_t mark)
{
    ap_follow *f = w->follow;
    uint64_t layouts = layouts_of(w);
    put_back(w, mark);
    ap_canon_unsure(w, w->processes[0].used);
    bool has_moved = layouts_of(w) != layouts;
    w->h->changes++;
    for (int i = 0; i < ap_world_pieces(w); i++) {
        if (f->has_jumped || (has_moved && i >= AP_FIXED_PIECES))
            put_back_whole(w, i);
        mirror_at(f, i)->n = piece_of(w, i).n;
    }
}

size_t ap_world_follow_bytes(const ap_world *w)
{
    size_t n = 0;
    if (!w->follow)
        return 0;
    for (size_t i = 0; i < w->follow->mirrors.len; i++)
        n += mirror_at(w->follow, (int)i)->room;
    return n + w->follow->log.cap * sizeof(change);
}
