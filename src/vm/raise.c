/* Exceptions: made, chained, raised, unwound.
 *
 * An exception on its way lies in thread->raised. Unwinding is a loop over
 * frames that can stop after any turn when there is no room for a traceback
 * entry: thread->unwinding says where it goes on. While it is on, the top
 * frame's pc stands at the instruction that failed. */
#include "calls_i.h"

#include <stdio.h>

/* ---- making ------------------------------------------------------------- */

ap_ret ap_exc_new(ap_ctx *c, ap_word class_, ap_word args, ap_word *out)
{
    ap_ret r = ap_new(c, AP_KIND_EXC, class_, AP_EXC_WORDS, out);
    if (r == AP_OK)
        ap_set(c, *out, AP_EXC_ARGS, args);
    return r;
}

/* The exception that is being handled becomes the context; a chain that
 * would close into a ring is cut, as CPython does. */
static void set_context(ap_ctx *c, ap_word exc)
{
    ap_word handled = ap_load(&c->thread->handled);
    if (!handled || handled == exc)
        return;
    for (ap_word e = handled, next; e; e = next) {
        next = ap_get(c, e, AP_EXC_CONTEXT);
        if (next == exc) {
            ap_set(c, e, AP_EXC_CONTEXT, AP_NULL);
            break;
        }
    }
    ap_set(c, exc, AP_EXC_CONTEXT, handled);
}

ap_ret ap_set_raised(ap_ctx *c, ap_word exc)
{
    set_context(c, exc);
    ap_store(&c->thread->raised, exc);
    return AP_RAISE;
}

ap_ret ap_raise_arg(ap_ctx *c, ap_exception x, ap_word arg)
{
    ap_word args, exc;
    ap_ret r = ap_tuple_new(c, &arg, arg != AP_NULL, &args);
    if (r == AP_OK)
        r = ap_exc_new(c, ap_exception_class(c, x), args, &exc);
    return r == AP_OK ? ap_set_raised(c, exc) : r;
}

ap_ret ap_raise(ap_ctx *c, ap_exception x, const char *fmt, ...)
{
    char text[1024];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    ap_word message = AP_NULL;
    size_t len = n < (int)sizeof text ? (size_t)n : sizeof text - 1;
    while (len > 0 && len == sizeof text - 1 && (text[len] & 0xc0) == 0x80)
        len--;
    if (len) {
        ap_ret r = ap_str_new(c, text, len, &message);
        if (r != AP_OK)
            return r;
    }
    return ap_raise_arg(c, x, message);
}

static bool is_exception_class(const ap_ctx *c, ap_word w)
{
    return ap_kind_of(c, w) == AP_KIND_CLASS
        && (ap_get(c, w, AP_CLASS_FLAGS) & AP_CF_EXCEPTION);
}

ap_ret ap_raise_obj(ap_ctx *c, ap_word w)
{
    if (is_exception_class(c, w)) {
        ap_ret r = ap_sub(c, w, NULL, 0, AP_NULL, &w);
        if (r != AP_OK)
            return r;
    }
    if (ap_kind_of(c, w) != AP_KIND_EXC)
        return ap_raise(c, AP_X_TypeError,
                        "exceptions must derive from BaseException");
    return ap_set_raised(c, w);
}

ap_ret ap_raise_memory(ap_ctx *c)
{
    c->urgent = true;
    ap_ret r = ap_raise_arg(c, AP_X_MemoryError, AP_NULL);
    AP_ASSERT(r == AP_RAISE);
    c->process->grace = AP_GRACE;
    return r;
}

bool ap_exc_matches(const ap_ctx *c, ap_word exc, ap_word class_)
{
    return ap_issubclass(c, ap_class_of(c, exc), class_);
}

bool ap_raised_is(const ap_ctx *c, ap_exception x)
{
    ap_word exc = ap_load(&c->thread->raised);
    return exc && ap_exc_matches(c, exc, ap_exception_class(c, x));
}

void ap_clear(ap_ctx *c)
{
    ap_store(&c->thread->raised, AP_NULL);
}

/* ---- unwinding ----------------------------------------------------- */

/* Notes in the traceback that the exception passed through this frame. Where
 * even the reserve is used up after a collection, the note is left out. */
static ap_ret add_trace(ap_ctx *c, ap_word frame)
{
    ap_word exc = ap_load(&c->thread->raised), trace;
    bool last_try = c->urgent;
    c->urgent = true;
    ap_ret r = ap_new(c, AP_KIND_TRACE, AP_NULL, 2, &trace);
    c->urgent = last_try;
    if (r != AP_OK)
        return last_try ? AP_OK : r;
    ap_set(c, trace, 0, ap_get(c, frame, AP_FRAME_AT));
    ap_set(c, trace, 1, ap_get(c, exc, AP_EXC_TRACE));
    ap_set(c, exc, AP_EXC_TRACE, trace);
    return AP_OK;
}

static void enter_handler(ap_ctx *c, ap_word frame, const ap_handler *h)
{
    ap_thread *t = c->thread;
    const ap_code_ref *ref = ap_code_at(c->world, ap_frame_code(c, frame));
    uint32_t at = ap_frame_pc(c, frame);
    uint32_t sp = (uint32_t)ref->code->nplus + h->depth;
    if (h->lasti)
        ap_set(c, frame, AP_FRAME_FAST + (int)sp++, ap_from_small(at));
    ap_set(c, frame, AP_FRAME_FAST + (int)sp++, ap_load(&t->raised));
    ap_frame_set_sp(c, frame, sp, ap_frame_flags(c, frame));
    ap_frame_set_at(c, frame, ref->code->index, h->target);
    ap_set(c, frame, AP_FRAME_KWNAMES, AP_NULL); /* of a call that failed */
    ap_store(&t->raised, AP_NULL);
    t->unwinding = AP_UNWIND_NONE;
    c->switches = 1 << AP_GIL_39 | 1 << AP_GIL_310;
}

static void step_back(ap_ctx *c, ap_word frame)
{
    ap_frame_set_at(c, frame, ap_frame_code(c, frame),
                    ap_frame_pc(c, frame) - 1);
}

/* Leaves a frame that has no handler. */
static void leave_frame(ap_ctx *c, ap_word frame)
{
    ap_thread *t = c->thread;
    ap_word prev = ap_get(c, frame, AP_FRAME_PREV);
    bool discarded = ap_frame_flags(c, frame) & AP_FF_DISCARD;
    if (ap_frame_flags(c, frame) & AP_FF_GENERATOR) {
        ap_gen_left(c, frame, AP_GEN_DONE);
    } else {
        t->depth--;
        ap_frame_free(c, frame);
    }
    ap_store(&t->top, prev);
    t->unwinding = AP_UNWIND_TRACE;
    if (prev && ap_head_of(c, prev)->kind == AP_KIND_FRAME && !discarded)
        step_back(c, prev);
}

/* The native frame on top gets the exception. -> does unwinding go on? */
static bool unwind_native(ap_ctx *c, ap_word nframe)
{
    ap_thread *t = c->thread;
    switch (ap_get(c, nframe, AP_NFRAME_SORT)) {
    case AP_NF_RETRY: {
        ap_word exc = ap_load(&t->raised);
        ap_store(&t->raised, AP_NULL);
        ap_deliver(c, nframe, AP_ANSWER_RAISED, exc);
        t->unwinding = AP_UNWIND_NONE;
        return false;
    }
    case AP_NF_DRAIN:
        ap_store(&t->top, ap_get(c, nframe, AP_NFRAME_PREV));
        return true;
    case AP_NF_SIGNAL:
        return ap_signal_unwind(c, nframe);
    default:
        t->unwinding = AP_UNWIND_NONE;
        return false;
    }
}

ap_ret ap_unwind(ap_ctx *c)
{
    ap_thread *t = c->thread;
    for (;;) {
        ap_word top = ap_load(&t->top);
        if (!top) {
            t->unwinding = AP_UNWIND_NONE;
            return AP_RAISE;
        }
        if (ap_head_of(c, top)->kind == AP_KIND_NFRAME) {
            if (!unwind_native(c, top))
                return AP_OK;
            continue;
        }
        if (t->unwinding == AP_UNWIND_TRACE) {
            ap_ret r = add_trace(c, top);
            if (r != AP_OK)
                return r;
            t->unwinding = AP_UNWIND_SEARCH;
        }
        const ap_code *code = ap_code_at(c->world, ap_frame_code(c, top))->code;
        const ap_handler *h = ap_code_handler(code, ap_frame_pc(c, top));
        if (h) {
            enter_handler(c, top, h);
            return AP_OK;
        }
        leave_frame(c, top);
    }
}
