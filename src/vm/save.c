/* Snapshot, restore, fork: copies of used bytes.
 *
 * A snapshot holds, one after another: header, processes, threads, entries
 * and text of the output log, then each process's heap from behind the frozen
 * part, which is the same in every world of one image and set of options. */
#include "world_i.h"

#include <string.h>

/* One piece of the mapping. */
typedef struct piece {
    void *at;
    size_t n;
} piece;

enum { FIXED = 5 };

/* The pieces before the heaps; their sizes follow from the header. */
static piece fixed_piece(const ap_world *w, const ap_header *h, int i)
{
    const piece pieces[FIXED] = {
        {w->h, sizeof *h},
        {w->processes, (size_t)h->nprocesses * sizeof *w->processes},
        {w->threads, (size_t)h->nthreads * sizeof *w->threads},
        {w->log, h->nlog * sizeof *w->log},
        {w->log_text, h->log_bytes}};
    return pieces[i];
}

static piece heap_piece(const ap_world *w, int pid)
{
    const ap_process *p = &w->processes[pid];
    return (piece){ap_space(w, pid, p->space) + p->frozen,
                   p->is_used ? p->used - p->frozen : 0};
}

size_t ap_world_bytes(const ap_world *w)
{
    size_t n = 0;
    for (int i = 0; i < FIXED; i++)
        n += fixed_piece(w, w->h, i).n;
    for (int pid = 0; pid < w->h->nprocesses; pid++)
        n += heap_piece(w, pid).n;
    return n;
}

bool ap_world_part(const ap_world *w, int i, size_t *bytes)
{
    if (i >= FIXED + w->h->nprocesses)
        return false;
    *bytes = i < FIXED ? fixed_piece(w, w->h, i).n
                       : heap_piece(w, i - FIXED).n;
    return true;
}

void ap_world_save(const ap_world *w, ap_snapshot *s)
{
    size_t n = ap_world_bytes(w);
    s->bytes = ap_realloc(s->bytes, n);
    s->n = n;
    char *to = s->bytes;
    for (int i = 0; i < FIXED; i++) {
        piece p = fixed_piece(w, w->h, i);
        memcpy(to, p.at, p.n);
        to += p.n;
    }
    for (int pid = 0; pid < w->h->nprocesses; pid++) {
        piece p = heap_piece(w, pid);
        memcpy(to, p.at, p.n);
        to += p.n;
    }
    AP_ASSERT((size_t)(to - (char *)s->bytes) == n);
}

void ap_world_load(ap_world *w, const ap_snapshot *s)
{
    const char *from = s->bytes;
    uint64_t changes = w->h->changes;
    memcpy(w->h, from, sizeof *w->h);
    w->h->changes = changes + 1;
    for (int i = 0; i < FIXED; i++) {
        piece p = fixed_piece(w, w->h, i);
        if (i > 0)
            memcpy(p.at, from, p.n);
        from += p.n;
    }
    for (int pid = 0; pid < w->h->nprocesses; pid++) {
        piece p = heap_piece(w, pid);
        memcpy(p.at, from, p.n);
        from += p.n;
    }
    AP_ASSERT((size_t)(from - (const char *)s->bytes) == s->n);
}

void ap_snapshot_free(ap_snapshot *s)
{
    ap_free(s->bytes);
    *s = (ap_snapshot){0};
}

uint64_t ap_world_changes(const ap_world *w)
{
    return w->h->changes;
}

int ap_world_fork(ap_world *w, ap_tid tid)
{
    int pid = w->h->nprocesses;
    ap_thread *parent = &w->threads[tid];
    ap_thread *t = pid < w->max_processes ? ap_thread_add(w, pid) : NULL;
    if (!t)
        return -1;
    const ap_process *old = &w->processes[parent->pid];
    ap_process *p = &w->processes[pid];
    ap_tid new_tid = t->tid;
    uint64_t chance = t->chance;
    *p = *old;
    *t = *parent;
    t->tid = new_tid;
    t->pid = p->pid = pid;
    t->chance = chance;
    t->is_main = true;
    p->main_tid = new_tid;
    memcpy(ap_space(w, pid, p->space), ap_space(w, parent->pid, old->space),
           old->used);
    memcpy(ap_space(w, pid, p->space ^ 1), ap_space(w, pid, p->space),
           p->frozen);
    w->h->nprocesses++;
    w->h->changes++;
    return pid;
}
