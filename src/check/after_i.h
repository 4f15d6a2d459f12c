/* The inside of what stands beside the exhaustive search.
 *
 *     bounded.c    before it: bugs that are near, in programs that are big
 *     directed.c   before and after it: locks that are taken in a circle
 *     shortest.c   after it: the cheapest way to each kind of finding
 *     no_return.c  along that way: from where on nothing ends well
 *     need.c       what shows without any preemption, too (by turns.c)
 *     policies.c   which findings other GIL policies have, too
 *
 * Words used here, beside those of check_i.h
 *   way    the threads of a path's transitions, one after another; together
 *          with a start that is the whole path
 *   fate   whether a state can still come to an end of some kind */
#ifndef AP_AFTER_I_H
#define AP_AFTER_I_H

#include "check_i.h"

/* ---- way.c ---------------------------------------------------------- */

/* A walk that knows how it came where it is. */
typedef struct ap_trail {
    ap_walk *walk;
    ap_place start;
    ap_vec segs;           /* ap_seg, from the start */
    ap_vec ends;           /* size_t: segs at the end of each transition;
                              [0] those before the first */
    ap_vec way;            /* ap_tid a transition */
} ap_trail;

ap_trail *ap_trail_new(const ap_check *c, ap_error *e);
void ap_trail_free(ap_trail *t);
void ap_trail_restart(ap_trail *t);
void ap_trail_go(ap_trail *t, ap_tid tid);
/* Back to where it was after n transitions: `there` is that state. */
void ap_trail_back(ap_trail *t, size_t n, const ap_place *there);
/* From the start along a way. */
void ap_trail_follow(ap_trail *t, const ap_tid *way, size_t n);
/* From the start along a schedule; late and quiet steps may stand anywhere in
 * it. False: it cannot be followed. */
bool ap_trail_follow_schedule(ap_trail *t, const char *schedule);
/* The place in the trail's schedule of the visible step of transition i. */
uint64_t ap_trail_step(const ap_trail *t, size_t i);

/* ---- fate.c --------------------------------------------------------- */

typedef enum ap_fate {
    AP_FATE_UNKNOWN,       /* the search for it was given up */
    AP_FATE_OPEN,          /* it can come to such an end */
    AP_FATE_LOST,          /* it cannot */
    AP_FATE_PAUSED         /* the deadline has come: ask again */
} ap_fate;

typedef struct ap_fates ap_fates;
/* `is_good` is asked of ends only; `most` transitions in all. What was found
 * out about a state is kept. */
ap_fates *ap_fates_new(ap_check *c, bool (*is_good)(const ap_walk *k),
                       uint64_t most);
void ap_fates_free(ap_fates *f);
/* Of the state that the walk is in, and is in again afterwards; until then
 * the walk is left alone. Deadline: monotonic ns, -1: none. */
ap_fate ap_fates_ask(ap_fates *f, ap_walk *k, int64_t deadline_ns);
size_t ap_fates_bytes(const ap_fates *f);

/* Has it ended, whichever way? As it should? */
bool ap_end_any(const ap_walk *k);
bool ap_end_good(const ap_walk *k);

/* ---- marks.c -------------------------------------------------------- */

/* A number a state; 0 is none. */
typedef struct ap_marks {
    ap_table states;
    ap_vec values;         /* uint32_t, by the state's number */
} ap_marks;

void ap_marks_init(ap_marks *m);
void ap_marks_clear(ap_marks *m);
/* The mark of a state, 0 where it is new. Valid until the next call. */
uint32_t *ap_mark_of(ap_marks *m, ap_hash state);
size_t ap_marks_bytes(const ap_marks *m);

/* ---- the phases ----------------------------------------------------- */

extern const ap_phase ap_phase_one_run, ap_phase_greedy, ap_phase_bounded,
    ap_phase_chance, ap_phase_shortest, ap_phase_no_return, ap_phase_need,
    ap_phase_policies, ap_phase_directed, ap_phase_settle;

#endif
