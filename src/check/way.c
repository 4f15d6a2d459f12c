/* Trails: walks that remember the path from the start, and follow ways and
 * schedules along it.
 *
 * A schedule counts single steps, a walk makes transitions, and quiet steps
 * may come later in the schedule than the walk makes them. So along a
 * schedule each thread owes: steps that the walk has made already and the
 * schedule still has to name. */
#include "after_i.h"

#include <stdlib.h>
#include <string.h>

/* ---- walking ----------------------------------------------------------- */

static void note_transition(ap_trail *t)
{
    const ap_seg *segs = t->walk->segs.data;
    for (size_t i = 0; i < t->walk->segs.len; i++)
        ap_vec_push(&t->segs, &segs[i]);
    ap_vec_push(&t->ends, &t->segs.len);
}

ap_trail *ap_trail_new(const ap_check *c, ap_error *e)
{
    ap_walk *k = ap_walk_new(c->im, &c->o, c->texts, e);
    if (!k)
        return NULL;
    ap_trail *t = ap_alloc(sizeof *t);
    t->walk = k;
    ap_vec_init(&t->segs, sizeof(ap_seg));
    ap_vec_init(&t->ends, sizeof(size_t));
    ap_vec_init(&t->way, sizeof(ap_tid));
    if (c->is_settled)
        ap_world_settle(k->w);
    ap_walk_save(k, &t->start);
    note_transition(t);
    return t;
}

void ap_trail_free(ap_trail *t)
{
    if (!t)
        return;
    ap_walk_free(t->walk);
    ap_place_clear(&t->start);
    ap_vec_clear(&t->segs);
    ap_vec_clear(&t->ends);
    ap_vec_clear(&t->way);
    ap_free(t);
}

void ap_trail_back(ap_trail *t, size_t n, const ap_place *there)
{
    ap_walk_load(t->walk, there);
    t->segs.len = *(size_t *)ap_vec_at(&t->ends, n);
    t->ends.len = n + 1;
    t->way.len = n;
}

void ap_trail_restart(ap_trail *t)
{
    ap_trail_back(t, 0, &t->start);
}

void ap_trail_go(ap_trail *t, ap_tid tid)
{
    ap_walk_go(t->walk, tid);
    note_transition(t);
    ap_vec_push(&t->way, &tid);
}

void ap_trail_follow(ap_trail *t, const ap_tid *way, size_t n)
{
    ap_trail_restart(t);
    for (size_t i = 0; i < n; i++)
        ap_trail_go(t, way[i]);
}

/* ---- schedules --------------------------------------------------------- */

static int64_t *owed_by(ap_vec *owed, ap_tid tid)
{
    while (owed->len <= (size_t)tid)
        ap_vec_push(owed, NULL);
    return ap_vec_at(owed, (size_t)tid);
}

/* The steps of the segs from `from` on are made. */
static void owe(const ap_trail *t, ap_vec *owed, size_t from)
{
    const ap_seg *segs = t->segs.data;
    for (size_t i = from; i < t->segs.len; i++)
        *owed_by(owed, segs[i].tid) += segs[i].n;
}

/* The next `n` steps of the schedule are of tid. */
static bool follow_entry(ap_trail *t, ap_vec *owed, ap_tid tid, int64_t n)
{
    *owed_by(owed, tid) -= n;
    while (*owed_by(owed, tid) < 0) {
        size_t from = t->segs.len;
        if (!ap_walk_may(t->walk, tid))
            return false;
        ap_trail_go(t, tid);
        owe(t, owed, from);
    }
    return true;
}

bool ap_trail_follow_schedule(ap_trail *t, const char *schedule)
{
    ap_vec owed;
    bool follows = true;
    ap_vec_init(&owed, sizeof(int64_t));
    ap_trail_restart(t);
    owe(t, &owed, 0);
    for (const char *s = schedule + strspn(schedule, "~ "); follows && *s;) {
        char *end;
        long tid = strtol(s, &end, 10);
        long long n = *end == ':' ? strtoll(end + 1, &end, 10) : 0;
        follows = tid >= 0 && tid < AP_MAX_THREADS && n > 0
                  && follow_entry(t, &owed, (ap_tid)tid, n);
        s = *end == ' ' ? end + 1 : end;
    }
    ap_vec_clear(&owed);
    return follows;
}

/* Late steps are counted where their thread has its next turn: what comes
 * before the transition's first step is all that was made in time, and what
 * each thread that had another turn since owed. */
uint64_t ap_trail_step(const ap_trail *t, size_t i)
{
    const ap_seg *segs = t->segs.data;
    size_t end = *(size_t *)ap_vec_at(&t->ends, i);
    ap_tid tid = *(ap_tid *)ap_vec_at(&t->way, i);
    ap_vec late;
    uint64_t steps = 0;
    ap_vec_init(&late, sizeof(int64_t));
    for (size_t k = 0; k < end; k++) {
        int64_t *own = owed_by(&late, segs[k].tid);
        if (segs[k].is_late) {
            *own += segs[k].n;
        } else {
            steps += segs[k].n + (uint64_t)*own;
            *own = 0;
        }
    }
    steps += (uint64_t)*owed_by(&late, tid);
    ap_vec_clear(&late);
    return steps;
}
