/* A place is a state and the thread that went last: what the next transition
 * costs depends on both. The heap may hold a place more than once; what is
 * taken out after the first time costs more and is left alone. */
#include "cheapest.h"

#include <stdlib.h>

enum { THREADS = CHEAPEST_THREADS };

typedef struct place {
    enum_cost cost;
    uint32_t node;
    ap_tid last;
} place;

typedef struct dijkstra {
    ap_vec heap;               /* of place */
    const ap_vec *ready;
    const edge *edges;         /* by `from` */
    uint32_t *first;           /* of each state's edges; one more at the end */
    enum_cost *costs;          /* by place; ENUM_NO_COST: not yet */
} dijkstra;

/* ---- the heap ---------------------------------------------------------- */

static place *at(const dijkstra *d, size_t i)
{
    return ap_vec_at(&d->heap, i);
}

static void swap(place *a, place *b)
{
    place c = *a;
    *a = *b;
    *b = c;
}

static void put(dijkstra *d, place p)
{
    size_t i = d->heap.len;
    ap_vec_push(&d->heap, &p);
    for (; i && at(d, i)->cost < at(d, (i - 1) / 2)->cost; i = (i - 1) / 2)
        swap(at(d, i), at(d, (i - 1) / 2));
}

static place take(dijkstra *d)
{
    place least = *at(d, 0);
    *at(d, 0) = *at(d, d->heap.len - 1);
    ap_vec_pop(&d->heap);
    for (size_t i = 0, k; (k = 2 * i + 1) < d->heap.len; i = k) {
        if (k + 1 < d->heap.len && at(d, k + 1)->cost < at(d, k)->cost)
            k++;
        if (at(d, i)->cost <= at(d, k)->cost)
            break;
        swap(at(d, i), at(d, k));
    }
    return least;
}

/* ---- the graph --------------------------------------------------------- */

static int by_from(const void *a, const void *b)
{
    const edge *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

static void sort_edges(dijkstra *d, const ap_vec *edges, edge *sorted)
{
    for (size_t i = 0; i < edges->len; i++)
        sorted[i] = *(const edge *)ap_vec_at(edges, i);
    qsort(sorted, edges->len, sizeof *sorted, by_from);
    for (size_t i = 0; i < edges->len; i++)
        d->first[sorted[i].from + 1]++;
    for (size_t i = 0; i < d->ready->len; i++)
        d->first[i + 1] += d->first[i];
    d->edges = sorted;
}

static enum_cost after(const dijkstra *d, const place *p, const edge *e)
{
    uint64_t ready = *(uint64_t *)ap_vec_at(d->ready, p->node);
    bool switches = e->tid != p->last;
    bool preempts = switches && ready >> p->last & 1;
    return p->cost + ((uint64_t)preempts << 48) + ((uint64_t)switches << 32)
           + e->steps;
}

static void leave(dijkstra *d, const place *p)
{
    for (uint32_t i = d->first[p->node]; i < d->first[p->node + 1]; i++) {
        const edge *e = &d->edges[i];
        if (d->costs[e->to * THREADS + (uint32_t)e->tid] == ENUM_NO_COST)
            put(d, (place){after(d, p, e), e->to, e->tid});
    }
}

void cheapest(const ap_vec *ready, const ap_vec *edges, uint64_t steps,
              enum_cost *costs)
{
    edge *sorted = ap_alloc((edges->len + 1) * sizeof *sorted);
    dijkstra d = {.ready = ready, .costs = costs};
    d.first = ap_alloc((ready->len + 1) * sizeof *d.first);
    ap_vec_init(&d.heap, sizeof(place));
    sort_edges(&d, edges, sorted);
    for (size_t i = 0; i < ready->len * THREADS; i++)
        costs[i] = ENUM_NO_COST;
    put(&d, (place){steps, 0, 0});
    while (d.heap.len) {
        place p = take(&d);
        enum_cost *cost = &costs[p.node * THREADS + (uint32_t)p.last];
        if (*cost != ENUM_NO_COST)
            continue;
        *cost = p.cost;
        leave(&d, &p);
    }
    ap_vec_clear(&d.heap);
    ap_free(d.first);
    ap_free(sorted);
}
