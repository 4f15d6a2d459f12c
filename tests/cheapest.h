/* cheapest: what it costs to come to each state of a whole graph, found by
 * Dijkstra's algorithm over (state, thread that went last). */
#ifndef CHEAPEST_H
#define CHEAPEST_H

#include "apiary/base.h"
#include "apiary/event.h"
#include "enumerate.h"

/* A transition of a thread, and the steps that it takes. */
typedef struct edge {
    uint32_t from, to;
    ap_tid tid;
    uint32_t steps;
} edge;

enum { CHEAPEST_THREADS = 64 };

/* `ready`: of uint64_t a state, bit a thread that could go on there; `edges`:
 * of edge. The search starts in state 0, behind main, with `steps` made.
 * costs[i * CHEAPEST_THREADS + t] becomes the least of state i behind thread
 * t, ENUM_NO_COST where it is not reached so. */
void cheapest(const ap_vec *ready, const ap_vec *edges, uint64_t steps,
              enum_cost *costs);

#endif
