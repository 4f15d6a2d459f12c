/* The hard build: what must hold after every step is checked after every
 * step. */
#include "world_i.h"

#ifdef AP_HARD

static bool same(ap_hash a, ap_hash b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

void ap_hard_check(ap_world *w, int pid)
{
    enum { EVERY = 7 };
    if (!w->is_set_up)
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
