/* The runs of a program without any preemption, as a graph.
 *
 * Words used here, beside those of check_i.h
 *   turn    what a thread does from where another one was left until it waits,
 *           sleeps or ends
 *   touch   a place that a turn reads or writes and that is known to race */
#ifndef AP_TURNS_I_H
#define AP_TURNS_I_H

#include "after_i.h"

typedef struct ap_turns ap_turns;
/* Gives up after so many transitions. NULL: the world cannot be made. */
ap_turns *ap_turns_new(ap_check *c, uint64_t most);
void ap_turns_free(ap_turns *t);
/* Goes on until the deadline (monotonic ns, -1: none). True: it is over. */
bool ap_turns_run(ap_turns *t, int64_t deadline_ns);
/* Were all turns made? */
bool ap_turns_are_complete(const ap_turns *t);
/* Is there a state in which two threads may have the next turn, and the i-th
 * race known shows: their turns touch it, and in which order they come makes
 * a difference, or it is what both touch first? */
bool ap_turns_show(const ap_turns *t, int race);

#endif
