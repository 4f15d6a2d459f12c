/* The hard build: what must hold after every step is checked after every
 * step. */
#include "state_i.h"

#ifdef AP_HARD

static bool same(ap_hash a, ap_hash b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

/* Every step of what is small and short; of the rest as many as time allows:
 * a check costs as much as the heap is large. */
static bool is_due(const ap_world *w, int pid)
{
    enum { SMALL = 64 << 10, SHORT = 20000, SELDOM = 97 };
    bool small = ap_world_heap_used(w, pid) < SMALL && w->h->steps < SHORT;
    return w->is_set_up && (small || w->h->steps % SELDOM == 0);
}

void ap_hard_check(ap_world *w, int pid)
{
    enum { EVERY = 7 };
    if (!is_due(w, pid))
        return;
    ap_snapshot s = {0};
    ap_hash before = ap_world_hash(w);
    ap_world_save(w, &s);
    ap_world_load(w, &s);
    AP_ASSERT(same(before, ap_world_hash(w)));
    ap_snapshot_free(&s);
    if (w->h->steps % EVERY == 0 && !w->processes[pid].is_over) {
        ap_world_collect(w, pid);
        AP_ASSERT(same(before, ap_world_hash(w)));
    }
}

#else

/* ISO C wants something here. */
typedef int ap_not_hard;

#endif
