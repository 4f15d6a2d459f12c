/* Calls: frames made and recycled, anything callable called, classes
 * instantiated, results handed down. */
#include "calls_i.h"

#include "types_i.h"

#include <string.h>

/* ---- frames -------------------------------------------------------- */

/* Chain of dead frames of this size, or NULL where it is too large. */
static uint64_t *free_chain(ap_thread *t, uint32_t units)
{
    uint32_t i = units / 2 - AP_FRAME_LEAST;
    return i < AP_FRAME_CHAINS ? &t->free_frames[i] : NULL;
}

ap_ret ap_frame_new(ap_ctx *c, uint32_t code, ap_word *out)
{
    const ap_code_ref *ref = ap_code_at(c->world, code);
    uint64_t *chain = free_chain(c->thread, ref->frame_units);
    if (chain && *chain) {
        *out = *chain;
        *chain = ap_get(c, *out, AP_FRAME_PREV);
    } else {
        ap_ret r = ap_new(c, AP_KIND_FRAME, AP_NULL,
                          (int64_t)ref->frame_units - 2, out);
        if (r != AP_OK)
            return r;
    }
    uint32_t nplus = (uint32_t)ref->code->nplus;
    ap_slot *body = ap_body(c, *out);
    for (uint32_t i = 0; i < AP_FRAME_FAST + nplus; i++)
        atomic_store_explicit(body + i, 0, memory_order_relaxed);
    ap_frame_set_at(c, *out, code, 0);
    ap_frame_set_sp(c, *out, nplus, 0);
    return AP_OK;
}

void ap_frame_free(ap_ctx *c, ap_word frame)
{
    uint64_t *chain = free_chain(c->thread, ap_head_of(c, frame)->units);
    ap_frame_set_sp(c, frame, 0, 0);
    if (!chain)
        return;
    ap_set(c, frame, AP_FRAME_PREV, *chain);
    *chain = frame;
}

/* ---- results ------------------------------------------------------- */

static void push_word(ap_ctx *c, ap_word frame, ap_word w)
{
    uint32_t sp = ap_frame_sp(c, frame);
    ap_set(c, frame, AP_FRAME_FAST + (int)sp, w);
    ap_frame_set_sp(c, frame, sp + 1, ap_frame_flags(c, frame));
}

/* The generator that FOR_ITER or SEND resumed has returned. */
static void deliver_end(ap_ctx *c, ap_word frame, ap_word value)
{
    const ap_code *code = ap_code_at(c->world, ap_frame_code(c, frame))->code;
    uint32_t pc = ap_frame_pc(c, frame), sp = ap_frame_sp(c, frame);
    uint32_t instr = code->instrs[pc - 1], by = ap_instr_arg(instr);
    if (ap_instr_op(instr) == AP_OP_FOR_ITER) {
        ap_frame_set_sp(c, frame, sp - 1, ap_frame_flags(c, frame));
        ap_frame_set_at(c, frame, code->index, pc + by + 1);
        return;
    }
    AP_ASSERT(ap_instr_op(instr) == AP_OP_SEND);
    push_word(c, frame, value);
    ap_frame_set_at(c, frame, code->index, pc + by);
}

static void deliver_answer(ap_ctx *c, ap_word retry, int answer, ap_word value)
{
    int n = (int)ap_get(c, retry, AP_NFRAME_STATE);
    ap_set(c, retry, AP_NFRAME_A + 2 * n, ap_from_small(answer));
    ap_set(c, retry, AP_NFRAME_A + 2 * n + 1, value);
    ap_set(c, retry, AP_NFRAME_STATE, (uint64_t)n + 1);
}

void ap_deliver(ap_ctx *c, ap_word to, int answer, ap_word value)
{
    if (!to)
        return;
    if (ap_head_of(c, to)->kind == AP_KIND_FRAME) {
        if (answer == AP_ANSWER_EXHAUSTED)
            deliver_end(c, to, value);
        else
            push_word(c, to, value);
        return;
    }
    switch (ap_get(c, to, AP_NFRAME_SORT)) {
    case AP_NF_RETRY:
        deliver_answer(c, to, answer, value);
        break;
    case AP_NF_DRAIN: {
        ap_word list = ap_get(c, to, AP_NFRAME_B);
        ap_word below = ap_get(c, to, AP_NFRAME_PREV);
        uint64_t most = ap_get(c, to, AP_NFRAME_STATE);
        if (answer == AP_ANSWER_VALUE) {
            ap_must(ap_list_append(c, list, value));
            if (!most || (uint64_t)ap_list_len(c, list) < most)
                break;
        }
        ap_store(&c->thread->top, below);
        ap_deliver(c, below, AP_ANSWER_VALUE, list);
        break;
    }
    default:
        break;
    }
}

/* ---- calls --------------------------------------------------------- */

/* f(first, *a): the arguments with one more in front. */
static ap_ret call_with(ap_ctx *c, ap_word fn, ap_word first, const ap_word *a,
                        int n, ap_word kwnames, ap_word *out)
{
    ap_word few[12], *all = n < 12 ? few
                                   : ap_alloc(((size_t)n + 1) * sizeof *all);
    all[0] = first;
    if (n)
        memcpy(all + 1, a, (size_t)n * sizeof *all);
    ap_ret r = ap_call(c, fn, all, n + 1, kwnames, out);
    if (all != few)
        ap_free(all);
    return r;
}

/* A method called through its class: C.method(obj, …). */
static ap_ret check_self(ap_ctx *c, const ap_native *nat, ap_word owner,
                         const ap_word *a, int n)
{
    if (n == 0)
        return ap_raise(c, AP_X_TypeError,
                        "unbound method %s.%s() needs an argument",
                        nat->owner, nat->fn->name);
    if (ap_class_of(c, a[0]) != owner && !ap_isinstance(c, a[0], owner))
        return ap_raise(c, AP_X_TypeError,
                        "descriptor '%s' for '%s' objects doesn't apply "
                        "to a '%s' object",
                        nat->fn->name, nat->owner, ap_type_name(c, a[0]));
    return AP_OK;
}

static ap_ret call_cfunc(ap_ctx *c, ap_word fn, const ap_word *a, int n,
                         ap_word kwnames, ap_word *out)
{
    const ap_native *nat =
        ap_native_at(c->world, ap_get(c, fn, AP_CFUNC_NUMBER));
    ap_word self = ap_get(c, fn, AP_CFUNC_SELF);
    if (!self) {
        if (nat->is_method)
            AP_TRY(check_self(c, nat, ap_get(c, fn, AP_CFUNC_OWNER), a, n));
        return ap_call_native(c, nat, a, n, kwnames, out);
    }
    ap_word few[12], *all = n < 12 ? few
                                   : ap_alloc(((size_t)n + 1) * sizeof *all);
    all[0] = self;
    if (n)
        memcpy(all + 1, a, (size_t)n * sizeof *all);
    ap_ret r = ap_call_native(c, nat, all, n + 1, kwnames, out);
    if (all != few)
        ap_free(all);
    return r;
}

/* ---- classes ------------------------------------------------------- */

static ap_ret call_init(ap_ctx *c, ap_word obj, ap_word init, const ap_word *a,
                        int n, ap_word kwnames, ap_word *out)
{
    ap_word none;
    *out = obj;
    ap_ret r = call_with(c, init, obj, a, n, kwnames, &none);
    if (r == AP_CALLED && !c->installed) {
        ap_word frame = ap_load(&c->thread->top);
        ap_set(c, frame, AP_FRAME_GEN, obj);
        ap_frame_set_sp(c, frame, ap_frame_sp(c, frame), AP_FF_INIT);
    }
    *out = obj;
    return r;
}

/* The instance, by __new__ of Python or of a native class. */
static ap_ret new_instance(ap_ctx *c, ap_word class_, ap_word new_,
                           bool is_default, const ap_word *a, int n,
                           ap_word kwnames, ap_word *out)
{
    uint64_t layout = ap_get(c, class_, AP_CLASS_LAYOUT);
    if (is_default && layout == AP_KIND_INSTANCE)
        return ap_new(c, AP_KIND_INSTANCE, class_, 0, out);
    if (is_default && (uint32_t)layout == AP_KIND_NATIVE)
        return ap_native_new(c, class_, out);
    if (is_default)
        return ap_raise(c, AP_X_TypeError, "cannot create '%s' instances",
                        ap_str_bytes(c, ap_get(c, class_, AP_CLASS_NAME),
                                     NULL));
    ap_word few[12], *all = n < 12 ? few
                                   : ap_alloc(((size_t)n + 1) * sizeof *all);
    all[0] = class_;
    if (n)
        memcpy(all + 1, a, (size_t)n * sizeof *all);
    ap_ret r;
    if (ap_kind_of(c, new_) == AP_KIND_CFUNC)
        r = ap_call_native(
            c, ap_native_at(c->world, ap_get(c, new_, AP_CFUNC_NUMBER)), all,
            n + 1, kwnames, out);
    else
        r = ap_sub(c, new_, all, n + 1, kwnames, out);
    if (all != few)
        ap_free(all);
    return r;
}

static ap_ret takes_no_arguments(ap_ctx *c, ap_word class_)
{
    return ap_raise(c, AP_X_TypeError, "%s() takes no arguments",
                    ap_str_bytes(c, ap_get(c, class_, AP_CLASS_NAME), NULL));
}

/* A class whose instances are plain, or native ones of lib. */
static ap_ret call_class(ap_ctx *c, ap_word class_, const ap_word *a, int n,
                         ap_word kwnames, ap_word *out)
{
    if (class_ == ap_class_of_kind(c, AP_KIND_CLASS) && n == 1) {
        *out = ap_class_of(c, a[0]);
        c->switches &= (uint8_t) ~(1 << AP_GIL_312);
        return AP_OK;
    }
    ap_word new_name = c->world->hot.new_, init_name = c->world->hot.init;
    ap_word new_ = ap_type_lookup(c, class_, new_name);
    ap_word init = ap_type_lookup(c, class_, init_name), obj;
    bool default_new = new_ == c->world->hot.object_new;
    bool default_init = init == c->world->hot.object_init;
    if (default_new && default_init && n > 0)
        return takes_no_arguments(c, class_);
    if (ap_kind_of(c, new_) == AP_KIND_STATICMETHOD)
        new_ = ap_get(c, new_, 0);
    /* Where native code goes on after it, the instance must stay the same. */
    bool is_native_init = ap_kind_of(c, init) == AP_KIND_CFUNC;
    bool kept = !default_init && is_native_init
        && c->answer_at < c->nanswers;
    ap_ret r = AP_OK;
    if (!kept)
        r = new_instance(c, class_, new_, default_new, a, n, kwnames, &obj);
    if (r != AP_OK)
        return r;
    *out = kept ? AP_NULL : obj;
    if (default_init)
        return AP_OK;
    if (is_native_init)
        *out = obj = ap_memo(c, kept ? AP_NULL : obj);
    if (!ap_isinstance(c, obj, class_))
        return AP_OK;
    return call_init(c, obj, init, a, n, kwnames, out);
}

/* ---- anything ------------------------------------------------------ */

/* What leads to another call: such a chain can be a ring. */
static ap_ret call_onward(ap_ctx *c, ap_word fn, const ap_word *a, int n,
                          ap_word kwnames, ap_word *out)
{
    switch (ap_kind_of(c, fn)) {
    case AP_KIND_METHOD:
        return call_with(c, ap_get(c, fn, 0), ap_get(c, fn, 1), a, n, kwnames,
                         out);
    case AP_KIND_CLASS:
        return call_class(c, fn, a, n, kwnames, out);
    case AP_KIND_STATICMETHOD:
        return ap_call(c, ap_get(c, fn, 0), a, n, kwnames, out);
    default:
        break;
    }
    ap_word call = ap_type_lookup(c, ap_class_of(c, fn), c->world->hot.call);
    if (!call)
        return ap_raise(c, AP_X_TypeError, "'%s' object is not callable",
                        ap_type_name(c, fn));
    return call_with(c, call, fn, a, n, kwnames, out);
}

ap_ret ap_call(ap_ctx *c, ap_word fn, const ap_word *a, int n,
               ap_word kwnames, ap_word *out)
{
    ap_kind kind = ap_kind_of(c, fn);
    if (kind == AP_KIND_FUNC)
        return ap_call_python(c, fn, a, n, kwnames);
    if (kind == AP_KIND_CFUNC)
        return call_cfunc(c, fn, a, n, kwnames, out);
    AP_TRY(ap_enter(c, ""));
    ap_ret r = call_onward(c, fn, a, n, kwnames, out);
    ap_leave(c);
    return r;
}
