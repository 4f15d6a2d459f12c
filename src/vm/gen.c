/* Generators: a frame that is put on top when it is resumed and taken off
 * when it yields. It lives in the heap like all frames, so nothing is copied.
 *
 * While it rests its HANDLED word is the exception that it handles itself;
 * while it runs, the one that its resumer handles. */
#include "calls_i.h"

static ap_word frame_of(const ap_ctx *c, ap_word gen)
{
    return ap_get(c, gen, AP_GEN_FRAME);
}

static void swap_handled(ap_ctx *c, ap_word frame, bool resumes)
{
    ap_slot *handled = &c->thread->handled;
    ap_word outer = ap_load(handled), kept = ap_get(c, frame, AP_FRAME_HANDLED);
    if (resumes) {
        if (kept)
            ap_store(handled, kept);
        ap_set(c, frame, AP_FRAME_HANDLED, outer);
    } else {
        ap_store(handled, kept);
        ap_set(c, frame, AP_FRAME_HANDLED, outer == kept ? AP_NULL : outer);
    }
}

static void put_on_top(ap_ctx *c, ap_word gen, ap_word prev)
{
    ap_word frame = frame_of(c, gen);
    ap_set(c, frame, AP_FRAME_PREV, prev);
    ap_set(c, gen, AP_GEN_STATE, AP_GEN_RUNNING);
    swap_handled(c, frame, true);
    c->thread->depth++;
    ap_store(&c->thread->top, frame);
}

static ap_ret may_resume(ap_ctx *c, ap_word gen)
{
    if (ap_get(c, gen, AP_GEN_STATE) == AP_GEN_RUNNING)
        return ap_raise(c, AP_X_ValueError, "generator already executing");
    if (c->thread->depth >= (uint32_t)ap_recursion_limit(c))
        return ap_raise(c, AP_X_RecursionError,
                        "maximum recursion depth exceeded");
    return AP_OK;
}

ap_ret ap_gen_resume(ap_ctx *c, ap_word gen, ap_word sent, ap_word prev)
{
    ap_ret r = may_resume(c, gen);
    if (r != AP_OK)
        return r;
    ap_word frame = frame_of(c, gen);
    uint32_t sp = ap_frame_sp(c, frame);
    ap_set(c, frame, AP_FRAME_FAST + (int)sp, sent);
    ap_frame_set_sp(c, frame, sp + 1, ap_frame_flags(c, frame));
    put_on_top(c, gen, prev);
    return AP_CALLED;
}

void ap_gen_left(ap_ctx *c, ap_word frame, int state)
{
    ap_word gen = ap_get(c, frame, AP_FRAME_GEN);
    swap_handled(c, frame, false);
    c->thread->depth--;
    ap_set(c, frame, AP_FRAME_PREV, AP_NULL);
    ap_set(c, gen, AP_GEN_STATE, (uint64_t)state);
    if (state == AP_GEN_DONE)
        ap_set(c, gen, AP_GEN_FRAME, AP_NULL);
}

ap_ret ap_gen_next(ap_ctx *c, ap_word gen, ap_word *out)
{
    return ap_gen_send(c, gen, AP_NONE, out);
}

/* As ap_gen_next; what it returned at its end goes to the StopIteration that
 * the caller raises: c->answers' last word (ap_gen_result). */
ap_ret ap_gen_send(ap_ctx *c, ap_word gen, ap_word sent, ap_word *out)
{
    ap_ret r;
    ap_word retry;
    bool exhausted = false;
    if (ap_answer_take(c, out, &r, &exhausted)) {
        if (exhausted)
            *out = AP_NULL;
        return r;
    }
    if (ap_get(c, gen, AP_GEN_STATE) == AP_GEN_DONE) {
        *out = AP_NULL;
        return AP_OK;
    }
    r = may_resume(c, gen);
    if (r == AP_OK)
        r = ap_answers_keep(c, &retry);
    return r == AP_OK ? ap_gen_resume(c, gen, sent, retry) : r;
}

/* ---- throw and close ----------------------------------------------------- */

/* The iterator that a resting generator's `yield from` stands at, if that is
 * a generator; AP_NULL. */
static ap_word delegate(const ap_ctx *c, ap_word gen)
{
    ap_word frame = frame_of(c, gen);
    const ap_code *code = ap_code_at(c->world, ap_frame_code(c, frame))->code;
    uint32_t pc = ap_frame_pc(c, frame);
    if (ap_get(c, gen, AP_GEN_STATE) != AP_GEN_SUSPENDED || pc < 2
        || ap_instr_op(code->instrs[pc - 2]) != AP_OP_SEND)
        return AP_NULL;
    int top = AP_FRAME_FAST + (int)ap_frame_sp(c, frame) - 1;
    ap_word inner = ap_get(c, frame, top);
    return ap_kind_of(c, inner) == AP_KIND_GENERATOR ? inner : AP_NULL;
}

/* Puts gen and the generators that it delegates to on top, the innermost
 * last, each standing at the instruction that the exception hits. */
static void stand_at_yield(ap_ctx *c, ap_word gen, ap_word prev)
{
    for (ap_word inner; gen; gen = inner, prev = ap_load(&c->thread->top)) {
        inner = delegate(c, gen);
        ap_word frame = frame_of(c, gen);
        put_on_top(c, gen, prev);
        ap_frame_set_at(c, frame, ap_frame_code(c, frame),
                        ap_frame_pc(c, frame) - 1);
    }
}

ap_ret ap_gen_throw(ap_ctx *c, ap_word gen, ap_word exc, ap_word *out)
{
    ap_ret r;
    ap_word retry;
    bool exhausted = false;
    if (ap_answer_take(c, out, &r, &exhausted)) {
        if (exhausted)
            *out = AP_NULL;
        return r;
    }
    r = may_resume(c, gen);
    if (r != AP_OK)
        return r;
    uint64_t state = ap_get(c, gen, AP_GEN_STATE);
    if (state == AP_GEN_DONE || state == AP_GEN_FRESH) {
        ap_set(c, gen, AP_GEN_STATE, AP_GEN_DONE);
        ap_set(c, gen, AP_GEN_FRAME, AP_NULL);
        return ap_set_raised(c, exc);
    }
    r = ap_answers_keep(c, &retry);
    if (r != AP_OK)
        return r;
    stand_at_yield(c, gen, retry);
    ap_set_raised(c, exc);
    c->thread->unwinding = AP_UNWIND_TRACE;
    return AP_CALLED;
}

/* ---- at the end of the program ------------------------------------- */

/* Does it rest inside a try or a with? (The handler around a generator's whole
 * body, which minds StopIteration, is none of them.) */
static bool has_work_left(const ap_ctx *c, ap_word gen)
{
    if (ap_get(c, gen, AP_GEN_STATE) != AP_GEN_SUSPENDED)
        return false;
    ap_word frame = frame_of(c, gen);
    const ap_code *code = ap_code_at(c->world, ap_frame_code(c, frame))->code;
    uint32_t pc = ap_frame_pc(c, frame);
    const ap_handler *h = ap_code_handler(code, pc ? pc - 1 : 0);
    return h && ap_instr_op(code->instrs[h->target])
        != AP_OP_CALL_INTRINSIC_1;
}

ap_word ap_gen_unfinished(const ap_ctx *c)
{
    const ap_process *p = c->process;
    for (uint64_t at = p->frozen; at < p->used;
         at += (uint64_t)ap_head_of(c, at)->units * 8)
        if (ap_head_of(c, at)->kind == AP_KIND_GENERATOR
            && has_work_left(c, at))
            return at;
    return AP_NULL;
}

static ap_ret gen_close(ap_ctx *c, ap_word *a, int n, ap_word *out);

ap_ret ap_gen_close(ap_ctx *c, ap_word gen)
{
    ap_word none;
    ap_ret r = gen_close(c, &gen, 1, &none);
    if (r == AP_RAISE) { /* it gets no second chance */
        ap_set(c, gen, AP_GEN_STATE, AP_GEN_DONE);
        ap_set(c, gen, AP_GEN_FRAME, AP_NULL);
    }
    return r;
}

/* ---- methods ------------------------------------------------------- */

static ap_ret stop_iteration(ap_ctx *c, ap_word value)
{
    return ap_raise_arg(c, AP_X_StopIteration,
                        value == AP_NONE ? AP_NULL : value);
}

static ap_ret result_or_stop(ap_ctx *c, ap_ret r, ap_word *out)
{
    if (r == AP_OK && !*out)
        return stop_iteration(c, ap_gen_result(c));
    return r;
}

ap_word ap_gen_result(const ap_ctx *c)
{
    uint32_t n = c->answer_at;
    bool is_answer = n > 0
        && c->answers[2 * n - 2] == AP_ANSWER_EXHAUSTED;
    return is_answer ? c->answers[2 * n - 1] : AP_NONE;
}

static ap_ret gen_iter(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)n;
    *out = a[0];
    return AP_OK;
}

static ap_ret gen_next(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return result_or_stop(c, ap_gen_send(c, a[0], AP_NONE, out), out);
}

static ap_ret gen_send(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    if (ap_get(c, a[0], AP_GEN_STATE) == AP_GEN_FRESH && a[1] != AP_NONE)
        return ap_raise(c, AP_X_TypeError,
                        "can't send non-None value to a just-started "
                        "generator");
    return result_or_stop(c, ap_gen_send(c, a[0], a[1], out), out);
}

/* throw(exc), throw(class), throw(class, value). */
static ap_ret gen_throw(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word exc = a[1];
    if (n > 2 && a[2] != AP_NONE && ap_kind_of(c, a[2]) == AP_KIND_EXC) {
        exc = a[2];
    } else if (ap_kind_of(c, exc) == AP_KIND_CLASS) {
        bool has_value = n > 2 && a[2] != AP_NONE;
        ap_ret r = ap_sub(c, exc, a + 2, has_value, AP_NULL, &exc);
        if (r != AP_OK)
            return r;
    }
    if (ap_kind_of(c, exc) != AP_KIND_EXC)
        return ap_raise(c, AP_X_TypeError,
                        "exceptions must be classes or instances deriving "
                        "from BaseException, not %s",
                        ap_type_name(c, exc));
    return result_or_stop(c, ap_gen_throw(c, a[0], exc, out), out);
}

static ap_ret gen_close(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word class_ = ap_exception_class(c, AP_X_GeneratorExit), exc;
    uint64_t state = ap_get(c, a[0], AP_GEN_STATE);
    *out = AP_NONE;
    if (state == AP_GEN_DONE && c->answer_at >= c->nanswers)
        return AP_OK;
    ap_ret r = ap_sub(c, class_, NULL, 0, AP_NULL, &exc);
    if (r != AP_OK)
        return r;
    ap_word yielded;
    r = ap_gen_throw(c, a[0], exc, &yielded);
    if (r == AP_OK && yielded)
        return ap_raise(c, AP_X_RuntimeError, "generator ignored "
                                              "GeneratorExit");
    if (r == AP_RAISE
        && (ap_raised_is(c, AP_X_GeneratorExit)
            || ap_raised_is(c, AP_X_StopIteration))) {
        ap_clear(c);
        r = AP_OK;
    }
    return r;
}

static ap_ret gen_name(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_get(c, a[0], AP_GEN_NAME);
    return AP_OK;
}

static ap_ret gen_qualname(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_get(c, a[0], AP_GEN_QUALNAME);
    return AP_OK;
}

static ap_ret gen_running(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_from_bool(ap_get(c, a[0], AP_GEN_STATE) == AP_GEN_RUNNING);
    return AP_OK;
}

const ap_native_fn ap_generator_methods[] = {
    {"__iter__", gen_iter, 1, 1, NULL, 0},
    {"__next__", gen_next, 1, 1, NULL, 0},
    {"send", gen_send, 2, 2, NULL, 0},
    {"throw", gen_throw, 2, 4, NULL, 0},
    {"close", gen_close, 1, 1, NULL, 0},
    {"__name__", gen_name, 1, 1, NULL, AP_FN_GETTER},
    {"__qualname__", gen_qualname, 1, 1, NULL, AP_FN_GETTER},
    {"gi_running", gen_running, 1, 1, NULL, AP_FN_GETTER},
    {0}};
