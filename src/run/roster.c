/* The roster: which threads are READY, made anew only when a thread's state
 * has changed, so that a thread that runs alone costs one comparison a step.
 *
 * It also keeps ready_since: 0 while a thread cannot run; the clock when it
 * became able to. */
#include "run_i.h"

static bool waits_for_input(const ap_run *r, ap_tid tid)
{
    ap_thread_view v;
    return ap_world_state(r->world, tid) == AP_TS_WAIT
           && ap_view_thread(r->world, tid, &v) && v.wait == AP_WAIT_IO;
}

static void note_thread(const ap_run *r, ap_roster *o, ap_tid tid)
{
    int64_t *since = ap_world_ready_since(r->world, tid);
    o->is_ready[tid] = ap_world_state(r->world, tid) == AP_TS_READY;
    if (!o->is_ready[tid]) {
        *since = 0;
        if (r->options.world.has_input && waits_for_input(r, tid))
            o->waits_for_input = true;
        return;
    }
    o->ready[o->nready++] = tid;
    if (*since == 0) {
        int64_t now = ap_world_clock_ns(r->world);
        *since = now > 0 ? now : 1;
    }
}

ap_roster *ap_roster_of(const ap_run *r)
{
    ap_roster *o = r->roster;
    uint64_t now = ap_world_changes(r->world);
    if (o->seen == now)
        return o;
    o->seen = now;
    o->nready = 0;
    o->alone = -1;
    o->waits_for_input = false;
    o->nthreads = ap_world_threads(r->world);
    o->nprocesses = ap_world_processes(r->world);
    AP_ASSERT(o->nthreads <= AP_MAX_THREADS);
    for (ap_tid tid = 0; tid < o->nthreads; tid++)
        note_thread(r, o, tid);
    o->deadline_ns = ap_world_next_deadline(r->world);
    o->is_over = ap_world_is_over(r->world);
    return o;
}
