/* Paths to schedules.
 *
 * A search makes quiet steps as early as it can; under a GIL a switch may be
 * legal only before them. A schedule therefore makes late steps when their
 * thread has its next turn: they commute with everything in between. */
#include "walk_i.h"

/* Steps that are still to come. */
typedef struct pending {
    uint32_t n;
    uint32_t lead;         /* of them, up to the last that could be seen */
} pending;

typedef struct writer {
    ap_str *out;
    ap_cost *cost;
    ap_vec late;           /* pending, a tid */
    ap_tid tid;            /* of the entry being counted */
    uint64_t n;
    bool goes_on;          /* the thread before could have gone on */
} writer;

static pending *late_of(writer *w, ap_tid tid)
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

static void add(writer *w, const ap_seg *seg)
{
    pending *late = late_of(w, seg->tid);
    if (seg->is_late) {
        late->n += seg->n;
        if (seg->is_lead)
            late->lead = late->n;
    } else {
        turn(w, seg->tid, (uint64_t)late->n + seg->n);
        *late = (pending){0};
    }
    if (seg->tid == w->tid)
        w->goes_on = seg->goes_on;
}

/* Then it must be followed in a world where time stands still. */
static bool knows_time(const ap_seg *segs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (segs[i].is_timed)
            return true;
    return false;
}

void ap_path_schedule(const ap_seg *segs, size_t n, const ap_tid *stand,
                      bool has_gil, ap_str *out, ap_cost *cost)
{
    writer w = {.out = out, .cost = cost, .tid = -1};
    *cost = (ap_cost){0};
    ap_vec_init(&w.late, sizeof(pending));
    if (out && knows_time(segs, n))
        ap_str_put(out, "~");
    for (size_t i = 0; i < n; i++)
        add(&w, &segs[i]);
    for (; stand && *stand >= 0; stand++) {
        pending *late = late_of(&w, *stand);
        uint32_t more = has_gil ? late->lead : late->n;
        if (more) {
            turn(&w, *stand, more);
            w.goes_on = true;
        }
        late->n -= more;
    }
    if (w.tid >= 0)
        turn(&w, w.tid, late_of(&w, w.tid)->n);
    flush(&w);
    ap_vec_clear(&w.late);
}
