/* Paths to schedules.
 *
 * A search makes quiet steps as early as it can; under a GIL a switch may be
 * legal only before them. A schedule therefore makes late steps when their
 * thread has its next turn: they commute with everything in between. */
#include "check_i.h"

typedef struct writer {
    ap_str *out;
    ap_cost *cost;
    ap_vec late;           /* uint32_t a tid: steps that are still to come */
    ap_tid tid;            /* of the entry being counted */
    uint64_t n;
    bool goes_on;          /* the thread before could have gone on */
} writer;

static uint32_t *late_of(writer *w, ap_tid tid)
{
    while (w->late.len <= (size_t)tid)
        ap_vec_push(&w->late, NULL);
    return ap_vec_at(&w->late, (size_t)tid);
}

static void flush(writer *w)
{
    if (w->n && w->out)
        ap_str_printf(w->out, "%s%d:%llu", w->out->len ? " " : "", w->tid,
                      (unsigned long long)w->n);
    w->cost->steps += w->n;
    w->n = 0;
}

static void turn(writer *w, ap_tid tid, uint64_t n)
{
    if (tid != w->tid) {
        flush(w);
        if (w->tid >= 0) {
            w->cost->switches++;
            w->cost->preemptions += w->goes_on;
        }
        w->tid = tid;
    }
    w->n += n;
}

int ap_cost_compare(const ap_cost *a, const ap_cost *b)
{
    if (a->preemptions != b->preemptions)
        return a->preemptions < b->preemptions ? -1 : 1;
    if (a->switches != b->switches)
        return a->switches < b->switches ? -1 : 1;
    return a->steps < b->steps ? -1 : a->steps > b->steps;
}

void ap_path_schedule(const ap_seg *segs, size_t n, const ap_tid *stand,
                      ap_str *out, ap_cost *cost)
{
    writer w = {.out = out, .cost = cost, .tid = -1};
    *cost = (ap_cost){0};
    ap_vec_init(&w.late, sizeof(uint32_t));
    for (size_t i = 0; i < n; i++) {
        uint32_t *late = late_of(&w, segs[i].tid);
        if (segs[i].is_late) {
            *late += segs[i].n;
        } else {
            turn(&w, segs[i].tid, (uint64_t)*late + segs[i].n);
            *late = 0;
        }
        if (segs[i].tid == w.tid)
            w.goes_on = segs[i].goes_on;
    }
    if (w.tid >= 0) {
        turn(&w, w.tid, *late_of(&w, w.tid));
        *late_of(&w, w.tid) = 0;
    }
    for (; stand && *stand >= 0; stand++) {
        uint32_t *late = late_of(&w, *stand);
        if (*late) {
            turn(&w, *stand, *late);
            w.goes_on = true;
        }
        *late = 0;
    }
    flush(&w);
    ap_vec_clear(&w.late);
}
