/* Orders: which of those who may run steps next.
 *
 *   random  any of them, by seed. On several cores one stalls now and then
 *           (1 in 4): then somebody who has stepped in this tick goes again.
 *   rr      each core keeps its thread for a quantum, then takes the next one
 *   pct     the thread of the highest priority; priorities are drawn by seed
 *           and lowered at few change points (Burckhardt, Kothari, Musuvathi,
 *           Nagarakatte: A randomized scheduler with probabilistic guarantees
 *           of finding bugs, ASPLOS 2010). Every so many steps they are all
 *           drawn anew: else a thread that spins until another sets a flag
 *           could spin for ever.
 *   manual  nobody: the person picks
 *   replay  what the schedule names; after its end, rr
 *
 * A choice among one draws nothing, so that a thread that runs alone costs
 * no chance. */
#include "run_i.h"

enum { STALLS_ONE_IN = 4, PCT_EPOCH = 1 << 14 };

/* ---- random ------------------------------------------------------------ */

/* Moves the fresh ones of the tick to the front of `to`. -> how many. */
static int fresh_first(const ap_run *r, const ap_mind *m, const ap_tid *from,
                       int n, ap_tid *to)
{
    int nfresh = 0, nold = n;
    for (int i = 0; i < n; i++)
        if (ap_tick_is_fresh(r, m, from[i]))
            to[nfresh++] = from[i];
    for (int i = n - 1; i >= 0; i--)
        if (!ap_tick_is_fresh(r, m, from[i]))
            to[--nold] = from[i];
    return nfresh;
}

static ap_tid pick_random(const ap_run *r, ap_mind *m, const ap_tid *able,
                          int n)
{
    ap_tid sorted[AP_MAX_THREADS];
    if (n == 1)
        return able[0];
    if (m->is_closed)
        return able[ap_rng_below(&m->chance, (uint32_t)n)];
    int nfresh = fresh_first(r, m, able, n, sorted);
    bool stalls = nfresh == 0
                  || (nfresh < n
                      && ap_rng_below(&m->chance, STALLS_ONE_IN) == 0);
    int from = stalls ? nfresh : 0;
    int among = stalls ? n - nfresh : nfresh;
    return sorted[from
                  + (among == 1 ? 0
                                : (int)ap_rng_below(&m->chance,
                                                    (uint32_t)among))];
}

/* ---- rr ---------------------------------------------------------------- */

/* Does another core still keep tid for its quantum? */
static bool is_kept(const ap_run *r, const ap_mind *m, ap_tid tid, int core)
{
    for (int i = core + 1; i < r->options.cores; i++)
        if (m->turn[i].tid == tid && m->turn[i].left > 0)
            return true;
    return false;
}

/* How far behind `from` tid comes in the circle of all threads. */
static int64_t distance(ap_tid from, ap_tid tid)
{
    return tid > from ? tid - from : (int64_t)tid - from + AP_MAX_THREADS;
}

static ap_tid pick_rr(const ap_run *r, const ap_mind *m, const ap_tid *able,
                      int n)
{
    int core = m->is_closed ? 0 : m->nstepped;
    const ap_turn *turn = &m->turn[core];
    int64_t best = INT64_MAX;
    ap_tid next = able[0];
    if (n == 1)
        return next;
    for (int i = 0; i < n; i++) {
        int64_t d = distance(turn->tid, able[i]);
        if (!ap_tick_is_fresh(r, m, able[i]))
            d += 4 * AP_MAX_THREADS;
        else if (able[i] == turn->tid && turn->left > 0)
            return able[i];
        if (is_kept(r, m, able[i], core))
            d += 2 * AP_MAX_THREADS;
        if (d < best) {
            best = d;
            next = able[i];
        }
    }
    return next;
}

static void step_rr(ap_run *r, ap_tid tid, int core)
{
    ap_turn *turn = &r->mind->turn[core];
    if (turn->tid == tid && turn->left > 0)
        turn->left--;
    else
        *turn = (ap_turn){tid, (uint32_t)r->options.quantum - 1};
}

/* ---- pct --------------------------------------------------------------- */

/* The length of the run is not known beforehand, so the change points are
 * drawn on a logarithmic scale: each falls uniformly into the first 2^5 …
 * 2^14 steps. */
static void draw_change_points(ap_run *r)
{
    uint64_t chance = r->options.seed ^ 0x5ca1ab1e;
    for (int i = 0; i < r->options.pct_depth - 1; i++) {
        uint32_t reach = 1u << (5 + ap_rng_below(&chance, 10));
        r->pct_change[i] = ap_rng_below(&chance, reach);
    }
}

static uint64_t priority(const ap_run *r, const ap_mind *m, ap_tid tid)
{
    for (int i = r->options.pct_depth - 2; i >= 0; i--)
        if (m->lowered[i] == tid)
            return (uint64_t)(r->options.pct_depth - 1 - i);
    uint64_t chance = r->options.seed * 0x100000001b3u + (uint64_t)tid
                      + ap_world_steps(r->world) / PCT_EPOCH
                            * AP_MAX_THREADS;
    return ap_rng_next(&chance) | (uint64_t)1 << 63;
}

static ap_tid pick_pct(const ap_run *r, const ap_mind *m, const ap_tid *able,
                       int n)
{
    ap_tid best = -1;
    for (int fresh = 1; fresh >= 0 && best < 0; fresh--)
        for (int i = 0; i < n; i++)
            if (ap_tick_is_fresh(r, m, able[i]) == fresh
                && (best < 0
                    || priority(r, m, able[i]) > priority(r, m, best)))
                best = able[i];
    return best;
}

static void raise_all(ap_mind *m)
{
    for (int i = 0; i < AP_PCT_MOST; i++)
        m->lowered[i] = -1;
}

static void step_pct(ap_run *r, ap_tid tid)
{
    uint64_t step = ap_world_steps(r->world);
    if (step % PCT_EPOCH == 0)
        raise_all(r->mind);
    for (int i = 0; i < r->options.pct_depth - 1; i++)
        if (r->pct_change[i] == step)
            r->mind->lowered[i] = tid;
}

/* ---- all of them ------------------------------------------------------- */

void ap_order_begin(ap_run *r)
{
    ap_mind *m = r->mind;
    m->chance = r->options.seed;
    m->is_closed = true;
    raise_all(m);
    for (int i = 0; i < AP_MAX_CORES; i++)
        m->turn[i].tid = -1;
    draw_change_points(r);
}

ap_tid ap_order_pick(const ap_run *r, ap_mind *m)
{
    const ap_tid *able;
    int n;
    ap_tid named = ap_schedule_next(r, m);
    if (named >= 0)
        return named;
    if (r->options.order == AP_ORDER_MANUAL
        || (n = ap_policy_able(r, &able)) == 0)
        return -1;
    if (r->options.order == AP_ORDER_RANDOM)
        return pick_random(r, m, able, n);
    if (r->options.order == AP_ORDER_PCT)
        return pick_pct(r, m, able, n);
    return pick_rr(r, m, able, n);
}

void ap_order_stepped(ap_run *r, ap_tid tid, int core)
{
    if (r->options.order == AP_ORDER_RR || r->options.order == AP_ORDER_REPLAY)
        step_rr(r, tid, core);
    else if (r->options.order == AP_ORDER_PCT)
        step_pct(r, tid);
    if (r->options.order == AP_ORDER_REPLAY)
        ap_schedule_advance(r, tid);
}
