/* Many steps at a time, without events: the same bodies in a loop of their
 * own, with computed gotos where the compiler has them. */
#define AP_MANY 1
#include "state_i.h"
#include "exec_i.h"

#ifndef AP_COMPUTED_GOTO
#    ifdef __GNUC__
#        define AP_COMPUTED_GOTO 1
#    else
#        define AP_COMPUTED_GOTO 0
#    endif
#endif

#if AP_COMPUTED_GOTO
#    pragma GCC diagnostic ignored "-Wpedantic"
#endif

#include "loop.h"

/* Garbage is looked after between slices of this many instructions. */
enum { SLICE = 4096 };

static bool is_plain(const ap_ctx *c)
{
    const ap_thread *t = c->thread;
    ap_word top = ap_load(&t->top);
    return !t->unwinding && !t->is_interrupted && top
        && ap_head_of(c, top)->kind == AP_KIND_FRAME;
}

/* One step of another kind. -> steps done. */
static uint64_t other(ap_ctx *c, ap_ret *r, ap_stepped *how)
{
    *r = ap_run_top(c, how);
    return 1;
}

/* -> steps done. */
static uint64_t slice(ap_ctx *c, ap_loop *l, ap_ret *r, ap_stepped *how)
{
    uint64_t before = l->left;
    c->frame = ap_load(&c->thread->top);
    c->memo = AP_NULL;
    c->nanswers = c->answer_at = 0;
    c->installed = false;
    *r = run_many(c, l);
    uint64_t done = before - l->left;
    if (*r == AP_OK) {
        if (!ap_load(&c->thread->top))
            *how = AP_STEP_ENDED;
        return done;
    }
    *r = ap_settle(c, *r);
    return done + 1;
}

uint64_t ap_step_many(ap_world *w, ap_tid tid, uint64_t most, int policy,
                      const _Atomic(int) *stop, ap_stepped *how)
{
    ap_ctx c = ap_ctx_for(w, tid, NULL);
    uint64_t done = 0;
    ap_loop l = {.stop = policy < AP_GIL_COUNT ? stop : NULL,
                 .policy = policy};
    *how = AP_STEP_RAN;
    while (done < most && *how == AP_STEP_RAN && !l.stopped
           && !c.has_started) {
        ap_ret r;
        if (c.process->used > c.process->collect_at) {
            ap_collect(w, c.process);
            c.heap = ap_space(w, c.process->pid, c.process->space);
        }
        l.left = most - done < SLICE ? most - done : SLICE;
        bool plain = is_plain(&c);
        uint64_t n = plain ? slice(&c, &l, &r, how) : other(&c, &r, how);
        if (r == AP_NOROOM)
            r = ap_run_again(&c, how);
        done += n;
        w->h->steps += n;
        c.thread->steps += n;
        if (r == AP_BLOCK)
            *how = AP_STEP_BLOCKED;
        if (!plain && l.stop && atomic_load(l.stop)
            && (policy == AP_GIL_OFF || (c.switches >> policy & 1)))
            break;
    }
    ap_ctx_end(&c);
    return done;
}
