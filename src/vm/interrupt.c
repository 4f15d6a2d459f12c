/* Ctrl-C: what becomes of it in the main thread, between two instructions.
 *
 * A program that has no handler gets a KeyboardInterrupt. A handler
 * (AP_KEEP_SIGINT; the module signal puts it there) is called from a SIGNAL
 * frame, which keeps the wait that the thread was in. When the handler has
 * returned the thread waits on, with the same deadline and the same place in
 * the queue; what it raises goes on in the frame below. Where a wait must be
 * put right first (its phase is not 0: a condition's lock is to be taken back)
 * an exception waits, too, as AP_KEEP_PENDING.
 *
 * A wait that was cut short is neither woken nor timed out: its instruction,
 * run again, looks and waits on (ap_wait_again). */
#include "exec_i.h"
#include "calls_i.h"

enum { HANDLER = AP_NFRAME_A, OBJ, KEEP, KIND, PHASE, WOKEN, TIMED_OUT, OTHER,
       NUMBER, DEADLINE, ORDER, WORDS };
enum { TO_CALL, CALLED };

/* ---- the wait that a SIGNAL frame keeps ---------------------------- */

static void put(ap_ctx *c, ap_word frame, int at, int64_t n)
{
    ap_set(c, frame, at, ap_from_small(n));
}

static int64_t number_at(const ap_ctx *c, ap_word frame, int at)
{
    return ap_small(ap_get(c, frame, at));
}

static void keep_wait(ap_ctx *c, ap_word frame)
{
    const ap_wait *w = &c->thread->wait;
    ap_set(c, frame, OBJ, ap_load(&w->obj));
    ap_set(c, frame, KEEP, ap_load(&w->keep));
    put(c, frame, KIND, w->kind);
    put(c, frame, PHASE, w->phase);
    put(c, frame, WOKEN, w->woken);
    put(c, frame, TIMED_OUT, w->timed_out);
    put(c, frame, OTHER, w->other);
    put(c, frame, NUMBER, w->number);
    put(c, frame, DEADLINE, w->deadline_ns);
    put(c, frame, ORDER, (int64_t)w->order);
    ap_wait_done(c);
}

static void put_back(ap_ctx *c, ap_word frame)
{
    ap_wait *w = &c->thread->wait;
    ap_store(&w->obj, ap_get(c, frame, OBJ));
    ap_store(&w->keep, ap_get(c, frame, KEEP));
    w->kind = (uint8_t)number_at(c, frame, KIND);
    w->phase = (uint8_t)number_at(c, frame, PHASE);
    w->woken = number_at(c, frame, WOKEN) != 0;
    w->timed_out = number_at(c, frame, TIMED_OUT) != 0;
    w->other = (ap_tid)number_at(c, frame, OTHER);
    w->number = number_at(c, frame, NUMBER);
    w->deadline_ns = number_at(c, frame, DEADLINE);
    w->order = (uint64_t)number_at(c, frame, ORDER);
}

static ap_word below(const ap_ctx *c, ap_word frame)
{
    ap_word prev = ap_get(c, frame, AP_NFRAME_PREV);
    return prev && ap_head_of(c, prev)->kind == AP_KIND_FRAME
        ? AP_NULL : prev;
}

ap_word ap_interrupted_wait(const ap_ctx *c, const ap_thread *t,
                            ap_wait_kind kind, ap_word obj)
{
    if (!t->is_main || !ap_load(&c->process->keep[AP_KEEP_SIGINT]))
        return AP_NULL;
    for (ap_word f = ap_load(&t->top); f;) {
        bool is_native = ap_head_of(c, f)->kind == AP_KIND_NFRAME;
        if (is_native && ap_get(c, f, AP_NFRAME_SORT) == AP_NF_SIGNAL
            && number_at(c, f, KIND) == (int64_t)kind
            && ap_get(c, f, OBJ) == obj && !number_at(c, f, WOKEN)
            && !number_at(c, f, TIMED_OUT))
            return f;
        f = ap_get(c, f, is_native ? (int)AP_NFRAME_PREV
                                   : (int)AP_FRAME_PREV);
    }
    return AP_NULL;
}

uint64_t ap_interrupted_order(const ap_ctx *c, ap_word frame)
{
    return (uint64_t)number_at(c, frame, ORDER);
}

void ap_interrupted_wake(ap_ctx *c, ap_word frame)
{
    put(c, frame, WOKEN, true);
}

/* ---- a Ctrl-C -------------------------------------------------------- */

static ap_word handler(const ap_ctx *c)
{
    return ap_load(&c->process->keep[AP_KEEP_SIGINT]);
}

bool ap_interrupt_is_due(const ap_ctx *c)
{
    const ap_thread *t = c->thread;
    bool calls = handler(c)
        && !ap_load(&c->process->keep[AP_KEEP_PENDING]);
    return t->is_interrupted && (calls || !t->wait.phase);
}

/* The handler is called by the frame's first step. */
static ap_ret enter_handler(ap_ctx *c)
{
    ap_word frame;
    ap_ret r = ap_new(c, AP_KIND_NFRAME, AP_NULL, WORDS, &frame);
    if (r != AP_OK)
        return r;
    ap_set(c, frame, AP_NFRAME_SORT, AP_NF_SIGNAL);
    ap_set(c, frame, AP_NFRAME_STATE, TO_CALL);
    ap_set(c, frame, AP_NFRAME_PREV, ap_load(&c->thread->top));
    ap_set(c, frame, HANDLER, handler(c));
    keep_wait(c, frame);
    ap_store(&c->thread->top, frame);
    c->thread->is_interrupted = false;
    return AP_OK;
}

ap_ret ap_interrupt(ap_ctx *c)
{
    ap_slot *kept = &c->process->keep[AP_KEEP_PENDING];
    ap_word pending = ap_load(kept);
    if (handler(c) && !pending)
        return enter_handler(c);
    c->thread->is_interrupted = false;
    ap_wait_done(c);
    if (!pending)
        return ap_settle(c, ap_raise_arg(c, AP_X_KeyboardInterrupt, AP_NULL));
    ap_store(kept, AP_NULL);
    ap_store(&c->thread->raised, pending);
    return ap_settle(c, AP_RAISE);
}

/* ---- the SIGNAL frame ------------------------------------------------ */

ap_ret ap_signal_action(ap_ctx *c)
{
    ap_word none, frame = c->frame;
    if (ap_get(c, frame, AP_NFRAME_STATE) == CALLED) {
        put_back(c, frame);
        ap_store(&c->thread->top, ap_get(c, frame, AP_NFRAME_PREV));
        return AP_OK;
    }
    ap_ret r = ap_call(c, ap_get(c, frame, HANDLER), NULL, 0, AP_NULL, &none);
    if (r == AP_OK || r == AP_RAISE || (r == AP_CALLED && !c->installed))
        ap_set(c, frame, AP_NFRAME_STATE, CALLED);
    return r == AP_CALLED && !c->installed ? AP_OK : r;
}

bool ap_signal_unwind(ap_ctx *c, ap_word frame)
{
    ap_thread *t = c->thread;
    ap_word prev = ap_get(c, frame, AP_NFRAME_PREV), native = below(c, frame);
    ap_store(&t->top, prev);
    if (number_at(c, frame, PHASE)) {
        ap_store(&c->process->keep[AP_KEEP_PENDING], ap_load(&t->raised));
        ap_store(&t->raised, AP_NULL);
        t->unwinding = AP_UNWIND_NONE;
        put_back(c, frame);
        t->wait.timed_out = !t->wait.woken;
        t->is_interrupted = true;
        return false;
    }
    if (native && ap_get(c, native, AP_NFRAME_SORT) == AP_NF_RETRY)
        ap_store(&t->top, ap_get(c, native, AP_NFRAME_PREV));
    else if (native)
        ap_base_gives_up(c, native);
    return true;
}
