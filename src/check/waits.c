/* Who waits for whom, now: circles of threads, and waits that nobody who
 * lives can end.
 *
 * A thread lives if it can run, sleeps, waits with a timeout or for input, or
 * waits for something that a living thread could give it: the least set that
 * is closed under this. Whoever is not in it waits for ever. */
#include <stdio.h>
#include <string.h>

#include "apiary/check.h"

typedef struct graph {
    const ap_world *w;
    ap_arena *arena;
    int nthreads;
    bool *is_alive;      /* by thread */
} graph;

/* ---- circles ------------------------------------------------------------ */

/* Whom tid waits for, for as long as it takes; -1: nobody in particular. */
static ap_tid waits_for(const ap_world *w, ap_tid tid)
{
    ap_thread_view v;
    if (tid < 0 || ap_world_state(w, tid) != AP_TS_WAIT
        || !ap_view_thread(w, tid, &v) || v.deadline_ns >= 0)
        return -1;
    return v.wait_for;
}

/* The circle through `first`; 0 where the chain from it does not come back. */
static int circle_from(const ap_world *w, ap_tid first, ap_tid *tids, int most)
{
    int n = 0, threads = ap_world_threads(w);
    ap_tid tid = first;
    do {
        if (n < most)
            tids[n] = tid;
        n++;
        tid = waits_for(w, tid);
    } while (tid >= 0 && tid != first && n <= threads);
    return tid == first ? (n < most ? n : most) : 0;
}

int ap_check_cycle(const ap_world *w, ap_tid *tids, int most)
{
    int threads = ap_world_threads(w);
    for (ap_tid tid = 0; tid < threads; tid++) {
        int n = circle_from(w, tid, tids, most);
        if (n > 0)
            return n;
    }
    return 0;
}

/* ---- who lives ---------------------------------------------------------- */

static bool is_over(const graph *g, ap_tid tid)
{
    ap_state s = ap_world_state(g->w, tid);
    return s == AP_TS_DONE || s == AP_TS_DEAD || s == AP_TS_FREE;
}

static bool another_lives(const graph *g, const ap_thread_view *v)
{
    for (ap_tid tid = 0; tid < g->nthreads; tid++)
        if (g->is_alive[tid] && tid != v->tid
            && ap_world_process_of(g->w, tid) == v->pid)
            return true;
    return false;
}

/* The end of all threads but the daemons: each of them must live. */
static bool all_others_live(const graph *g, const ap_thread_view *v)
{
    for (ap_tid tid = 0; tid < g->nthreads; tid++) {
        ap_thread_view other;
        if (tid == v->tid || g->is_alive[tid] || is_over(g, tid)
            || ap_world_process_of(g->w, tid) != v->pid)
            continue;
        if (ap_view_thread(g->w, tid, &other) && !other.is_daemon)
            return false;
    }
    return true;
}

/* A Lock may be released by any thread, which is how some programs signal: so
 * one that is held by the waiter itself, or by a thread that has ended, is
 * not given up while somebody lives. An RLock is its owner's alone. */
static bool lock_may_open(const graph *g, const ap_thread_view *v)
{
    ap_sync_view s;
    if (v->wait_for < 0 || g->is_alive[v->wait_for])
        return true;
    bool is_owners = ap_view_sync_of(g->w, v->pid, v->wait_obj, &s)
        && s.role == AP_ROLE_RLOCK;
    bool is_left = v->wait_for == v->tid || is_over(g, v->wait_for);
    return is_left && !is_owners && another_lives(g, v);
}

static bool can_be_woken(const graph *g, const ap_thread_view *v)
{
    if (v->deadline_ns >= 0 || v->wait == AP_WAIT_IO)
        return true;
    switch (v->wait) {
    case AP_WAIT_LOCK:
        return lock_may_open(g, v);
    case AP_WAIT_JOIN:
        return v->wait_for < 0 || g->is_alive[v->wait_for]
            || is_over(g, v->wait_for);
    case AP_WAIT_SHUTDOWN:
        return all_others_live(g, v);
    default:
        return another_lives(g, v);
    }
}

static bool lives_now(const graph *g, ap_tid tid)
{
    ap_thread_view v;
    ap_state s = ap_world_state(g->w, tid);
    if (s != AP_TS_WAIT)
        return s == AP_TS_READY || s == AP_TS_SLEEP;
    return ap_view_thread(g->w, tid, &v) && can_be_woken(g, &v);
}

/* -> how many wait for ever. */
static int find_living(graph *g)
{
    int stuck = 0;
    for (bool grew = true; grew;) {
        grew = false;
        for (ap_tid tid = 0; tid < g->nthreads; tid++)
            if (!g->is_alive[tid] && lives_now(g, tid))
                grew = g->is_alive[tid] = true;
    }
    for (ap_tid tid = 0; tid < g->nthreads; tid++)
        stuck += !g->is_alive[tid] && !is_over(g, tid);
    return stuck;
}

/* ---- one that waits ----------------------------------------------------- */

static const char *keep(const graph *g, ap_str *text)
{
    const char *kept = ap_arena_strndup(g->arena, ap_str_c(text), text->len);
    ap_str_clear(text);
    return kept;
}

static const char *label_of(const graph *g, int pid, ap_word v)
{
    ap_str text = {0};
    ap_view_label(g->w, pid, v, &text);
    return keep(g, &text);
}

static const char *name_of(const graph *g, ap_tid tid)
{
    ap_thread_view v;
    if (!ap_view_thread(g->w, tid, &v))
        return "?";
    return ap_arena_strndup(g->arena, v.name, strlen(v.name));
}

/* Waits inside of queue's Python code are told by what the caller wants. */
static const struct {
    const char *qualname, *before, *after;
} queue_waits[] = {{"Queue._wait_for_item", "an item of ", ""},
                   {"Queue._wait_for_room", "room in ", ""},
                   {"SimpleQueue.get", "an item of ", ""},
                   {"Queue.join", "all tasks of ", " to be done"}};

static bool put_queue_wait(const graph *g, const ap_thread_view *v,
                           ap_str *out)
{
    ap_frame_view f;
    for (int d = 0; ap_view_frame(g->w, v->tid, d, &f) && f.in_library; d++)
        for (size_t i = 0; i < sizeof queue_waits / sizeof *queue_waits; i++) {
            if (strcmp(f.code->qualname, queue_waits[i].qualname) != 0)
                continue;
            ap_str_put(out, queue_waits[i].before);
            ap_view_label(g->w, v->pid, ap_view_local(g->w, v->tid, d, 0),
                          out);
            ap_str_put(out, queue_waits[i].after);
            return true;
        }
    return false;
}

/* Around the label of what is waited for. */
static const struct {
    const char *before, *after;
} wait_words[] = {[AP_WAIT_LOCK] = {"", ""},
                  [AP_WAIT_CONDITION] = {"a notify of ", ""},
                  [AP_WAIT_SEMAPHORE] = {"a unit of ", ""},
                  [AP_WAIT_EVENT] = {"", " to be set"},
                  [AP_WAIT_BARRIER] = {"the others at ", ""}};

static const char *waited_for(const graph *g, const ap_thread_view *v)
{
    ap_str text = {0};
    if (v->wait == AP_WAIT_JOIN && v->wait_for >= 0)
        ap_str_printf(&text, "%s to end", name_of(g, v->wait_for));
    else if (v->wait == AP_WAIT_SHUTDOWN)
        ap_str_put(&text, "all threads to end");
    else if (v->wait >= AP_WAIT_LOCK && v->wait <= AP_WAIT_BARRIER
             && !put_queue_wait(g, v, &text)) {
        ap_str_put(&text, wait_words[v->wait].before);
        ap_view_label(g->w, v->pid, v->wait_obj, &text);
        ap_str_put(&text, wait_words[v->wait].after);
    }
    return keep(g, &text);
}

/* The locks that tid holds, oldest object first. */
static void find_holds(const graph *g, const ap_thread_view *v, ap_waiter *to)
{
    ap_sync_view s;
    int n = 0, most = 0;
    const char **holds = NULL;
    for (int i = 0; ap_view_sync(g->w, v->pid, i, &s); i++) {
        bool is_lock = s.role == AP_ROLE_LOCK || s.role == AP_ROLE_RLOCK;
        if (!is_lock || s.owner != v->tid || s.count <= 0)
            continue;
        if (n == most) {
            const char **bigger = ap_arena_alloc(
                g->arena, (size_t)(most = most * 2 + 4) * sizeof *bigger);
            if (n)
                memcpy(bigger, holds, (size_t)n * sizeof *holds);
            holds = bigger;
        }
        holds[n++] = label_of(g, v->pid, s.obj);
    }
    to->holds = holds;
    to->nholds = n;
}

/* Where it stands in the program's own code. */
static uint32_t line_of(const graph *g, ap_tid tid)
{
    ap_frame_view f;
    for (int d = 0; ap_view_frame(g->w, tid, d, &f); d++)
        if (!f.in_library)
            return f.line;
    return 0;
}

static ap_waiter waiter_of(const graph *g, ap_tid tid)
{
    ap_thread_view v;
    ap_waiter x = {.thread = name_of(g, tid), .tid = tid, .waits = ""};
    if (!ap_view_thread(g->w, tid, &v))
        return x;
    x.waits = waited_for(g, &v);
    x.line = line_of(g, tid);
    find_holds(g, &v, &x);
    return x;
}

/* ---- in words ----------------------------------------------------------- */

/* In a circle: what the one before waits for, if tid holds it. */
static void put_hold(const graph *g, ap_tid before, ap_str *out)
{
    ap_thread_view v;
    if (ap_view_thread(g->w, before, &v) && v.wait == AP_WAIT_LOCK)
        ap_str_printf(out, " holds %s and",
                      label_of(g, v.pid, v.wait_obj));
}

/* ", which A held when it ended" */
static void put_lost_owner(const graph *g, ap_tid tid, ap_str *out)
{
    ap_thread_view v;
    if (!ap_view_thread(g->w, tid, &v) || v.wait != AP_WAIT_LOCK
        || v.wait_for < 0)
        return;
    if (v.wait_for == tid)
        ap_str_put(out, ", which it holds itself");
    else if (is_over(g, v.wait_for))
        ap_str_printf(out, ", which %s held when it ended",
                      name_of(g, v.wait_for));
}

static const char *in_words(const graph *g, const ap_deadlock *d)
{
    ap_str text = {0};
    for (int i = 0; i < d->nwaiters; i++) {
        const ap_waiter *x = &d->waiters[i];
        ap_str_printf(&text, "%s%s", i ? "; " : "", x->thread);
        if (d->is_cycle && d->nwaiters > 1)
            put_hold(g, d->waiters[(i + d->nwaiters - 1) % d->nwaiters].tid,
                     &text);
        ap_str_printf(&text, " waits for %s", x->waits);
        put_lost_owner(g, x->tid, &text);
    }
    return keep(g, &text);
}

/* ---- the whole ---------------------------------------------------------- */

/* Who waits for others to end says least: they come last. */
static bool only_waits_for_ends(const graph *g, ap_tid tid)
{
    ap_thread_view v;
    return ap_view_thread(g->w, tid, &v)
        && (v.wait == AP_WAIT_JOIN || v.wait == AP_WAIT_SHUTDOWN);
}

static int stuck_ones(const graph *g, ap_tid *tids)
{
    int n = 0;
    for (int turn = 0; turn < 2; turn++)
        for (ap_tid tid = 0; tid < g->nthreads; tid++)
            if (!g->is_alive[tid] && !is_over(g, tid)
                && only_waits_for_ends(g, tid) == (turn == 1))
                tids[n++] = tid;
    return n;
}

/* A circle of stuck threads (one that can still open is none). */
static int stuck_circle(const graph *g, ap_tid *tids)
{
    for (ap_tid tid = 0; tid < g->nthreads; tid++) {
        if (g->is_alive[tid] || is_over(g, tid))
            continue;
        int n = circle_from(g->w, tid, tids, g->nthreads);
        if (n > 0)
            return n;
    }
    return 0;
}

bool ap_check_deadlock(const ap_world *w, ap_arena *a, ap_deadlock *d)
{
    graph g = {.w = w, .arena = a, .nthreads = ap_world_threads(w)};
    size_t n = (size_t)g.nthreads;
    g.is_alive = ap_alloc(n);
    int stuck = find_living(&g);
    if (stuck) {
        ap_tid *tids = ap_alloc(n * sizeof *tids);
        d->nwaiters = stuck_circle(&g, tids);
        d->is_cycle = d->nwaiters > 0;
        if (!d->is_cycle)
            d->nwaiters = stuck_ones(&g, tids);
        ap_waiter *all =
            ap_arena_alloc(a, (size_t)d->nwaiters * sizeof *all);
        for (int i = 0; i < d->nwaiters; i++)
            all[i] = waiter_of(&g, tids[i]);
        d->waiters = all;
        d->is_part = false;
        for (ap_tid tid = 0; tid < g.nthreads; tid++)
            d->is_part |= g.is_alive[tid];
        d->words = in_words(&g, d);
        ap_free(tids);
    }
    ap_free(g.is_alive);
    return stuck > 0;
}
