/* Snapshot, restore, fork: copies of used bytes.
 *
 * A snapshot holds, one after another: header, processes, threads, entries
 * and text of the output log, then each process's heap from behind the frozen
 * part, which is the same in every world of one image and set of options. */
#include "state_i.h"

#include <string.h>

size_t ap_fixed_size(const ap_header *h, int i)
{
    switch (i) {
    case 0:
        return sizeof *h;
    case 1:
        return (size_t)h->nprocesses * sizeof(ap_process);
    case 2:
        return (size_t)h->nthreads * sizeof(ap_thread);
    case 3:
        return h->nlog * sizeof(ap_log_entry);
    default:
        return h->log_bytes;
    }
}

size_t ap_heap_size(const ap_process *p)
{
    return p->is_used ? p->used - p->frozen : 0;
}

ap_piece ap_world_piece(const ap_world *w, int i)
{
    void *const fixed[AP_FIXED_PIECES] = {w->h, w->processes, w->threads,
                                          w->log, w->log_text};
    if (i < AP_FIXED_PIECES)
        return (ap_piece){fixed[i], ap_fixed_size(w->h, i)};
    const ap_process *p = &w->processes[i - AP_FIXED_PIECES];
    return (ap_piece){ap_space(w, i - AP_FIXED_PIECES, p->space) + p->frozen,
                      ap_heap_size(p)};
}

int ap_world_pieces(const ap_world *w)
{
    return AP_FIXED_PIECES + w->h->nprocesses;
}

size_t ap_world_bytes(const ap_world *w)
{
    size_t n = 0;
    for (int i = 0; i < ap_world_pieces(w); i++)
        n += ap_world_piece(w, i).n;
    return n;
}

bool ap_world_part(const ap_world *w, int i, size_t *bytes)
{
    if (i >= ap_world_pieces(w))
        return false;
    *bytes = ap_world_piece(w, i).n;
    return true;
}

void ap_world_save(const ap_world *w, ap_snapshot *s)
{
    size_t n = ap_world_bytes(w);
    if (n > s->room) {
        s->room = n + n / 4;
        s->bytes = ap_realloc(s->bytes, s->room);
    }
    s->n = n;
    char *to = s->bytes;
    for (int i = 0; i < ap_world_pieces(w); i++) {
        ap_piece p = ap_world_piece(w, i);
        memcpy(to, p.at, p.n);
        to += p.n;
    }
    AP_ASSERT((size_t)(to - (char *)s->bytes) == n);
}

static void bring_back(ap_world *w, const ap_snapshot *s)
{
    const char *from = s->bytes;
    uint64_t changes = w->h->changes;
    memcpy(w->h, from, sizeof *w->h);
    w->h->changes = changes + 1;
    from += sizeof *w->h;
    for (int i = 1; i < ap_world_pieces(w); i++) {
        ap_piece p = ap_world_piece(w, i);
        memcpy(p.at, from, p.n);
        from += p.n;
    }
    AP_ASSERT((size_t)(from - (const char *)s->bytes) == s->n);
}

void ap_world_load(ap_world *w, const ap_snapshot *s)
{
    bring_back(w, s);
    if (w->follow)
        ap_follow_jumped(w);
}

void ap_world_unmake(ap_world *w, const ap_snapshot *s)
{
    bring_back(w, s);
    ap_canon_unsure(w, w->processes[0].used);
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
