/* The opcodes of exceptions and of `with`. */
#include "calls_i.h"
#include "exec_i.h"

/* ---- raise --------------------------------------------------------- */

static ap_ret raise_again(ap_ctx *c)
{
    ap_word handled = ap_load(&c->thread->handled);
    if (!handled)
        return ap_raise(c, AP_X_RuntimeError,
                        "No active exception to reraise");
    ap_store(&c->thread->raised, handled);
    c->thread->unwinding = AP_UNWIND_SEARCH;
    return AP_RAISE;
}

static ap_ret cause_of(ap_ctx *c, ap_word *cause)
{
    if (ap_kind_of(c, *cause) == AP_KIND_CLASS)
        AP_TRY(ap_sub(c, *cause, NULL, 0, AP_NULL, cause));
    if (*cause != AP_NONE && ap_kind_of(c, *cause) != AP_KIND_EXC)
        return ap_raise(c, AP_X_TypeError,
                        "exception causes must derive from BaseException");
    return AP_OK;
}

static bool is_exception_class(const ap_ctx *c, ap_word w)
{
    return ap_kind_of(c, w) == AP_KIND_CLASS
        && (ap_get(c, w, AP_CLASS_FLAGS) & AP_CF_EXCEPTION);
}

ap_ret ap_do_raise(ap_ctx *c, ap_word exc, ap_word cause)
{
    if (!exc)
        return raise_again(c);
    if (is_exception_class(c, exc))
        AP_TRY(ap_sub(c, exc, NULL, 0, AP_NULL, &exc));
    if (ap_kind_of(c, exc) != AP_KIND_EXC)
        return ap_raise(c, AP_X_TypeError,
                        "exceptions must derive from BaseException");
    if (cause) {
        AP_TRY(cause_of(c, &cause));
        ap_set(c, exc, AP_EXC_CAUSE, cause);
        ap_set(c, exc, AP_EXC_FLAGS, 1);
    }
    return ap_set_raised(c, exc);
}

/* ---- except -------------------------------------------------------- */

ap_ret ap_check_match(ap_ctx *c, ap_word exc, ap_word classes, bool *out)
{
    bool is_tuple = ap_is_tuple(c, classes);
    int n = is_tuple ? ap_tuple_len(c, classes) : 1;
    *out = false;
    for (int i = 0; i < n; i++) {
        ap_word class_ = is_tuple ? ap_tuple_at(c, classes, i) : classes;
        if (!is_exception_class(c, class_))
            return ap_raise(c, AP_X_TypeError,
                            "catching classes that do not inherit from "
                            "BaseException is not allowed");
        *out = *out || ap_exc_matches(c, exc, class_);
    }
    return AP_OK;
}

static bool is_generator(const ap_ctx *c, ap_word frame)
{
    return ap_frame_flags(c, frame) & AP_FF_GENERATOR;
}

/* In a generator that handles nothing itself: AP_NULL, not what its resumer
 * handles. */
ap_word ap_handled_before(const ap_ctx *c, ap_word frame)
{
    ap_word handled = ap_load(&c->thread->handled);
    if (is_generator(c, frame)
        && handled == ap_get(c, frame, AP_FRAME_HANDLED))
        return AP_NULL;
    return handled;
}

void ap_handled_back(ap_ctx *c, ap_word frame, ap_word before)
{
    if (before == AP_NONE)
        before = is_generator(c, frame) ? ap_get(c, frame, AP_FRAME_HANDLED)
                                        : AP_NULL;
    ap_store(&c->thread->handled, before);
}

/* ---- helpers that the compiler calls ------------------------------- */

static ap_ret no_stop_iteration(ap_ctx *c, ap_word exc, ap_word *out)
{
    *out = exc;
    if (!ap_exc_matches(c, exc, ap_exception_class(c, AP_X_StopIteration)))
        return AP_OK;
    ap_word text, args;
    AP_TRY(ap_str_fmt(c, &text, "generator raised StopIteration"));
    AP_TRY(ap_tuple_new(c, &text, 1, &args));
    AP_TRY(ap_exc_new(c, ap_exception_class(c, AP_X_RuntimeError), args, out));
    ap_set(c, *out, AP_EXC_CAUSE, exc);
    ap_set(c, *out, AP_EXC_CONTEXT, exc);
    ap_set(c, *out, AP_EXC_FLAGS, 1);
    return AP_OK;
}

ap_ret ap_intrinsic(ap_ctx *c, uint32_t which, ap_word w, ap_word *out)
{
    switch (which) {
    case AP_INTRINSIC_STOPITERATION_ERROR:
        return no_stop_iteration(c, w, out);
    case AP_INTRINSIC_UNARY_POSITIVE:
        return ap_unary(c, AP_OP_CALL_INTRINSIC_1, w, out);
    case AP_INTRINSIC_LIST_TO_TUPLE: {
        int64_t n;
        const ap_slot *items = ap_items(c, w, &n);
        AP_TRY(ap_tuple_room(c, AP_NULL, n, out));
        for (int64_t i = 0; i < n; i++)
            ap_tuple_put(c, *out, i, ap_load(items + i));
        return AP_OK;
    }
    default:
        ap_bug(__FILE__, __LINE__, "intrinsic %u", which);
    }
}

/* ---- with ---------------------------------------------------------- */

static ap_ret no_manager(ap_ctx *c, ap_word manager, const char *more)
{
    return ap_raise(c, AP_X_TypeError,
                    "'%s' object does not support the context manager "
                    "protocol%s",
                    ap_type_name(c, manager), more);
}

/* C methods are called directly: one that blocks finds its own wait. */
static ap_ret call_hook(ap_ctx *c, ap_word hook, const ap_word *a, int n,
                        ap_word *out)
{
    if (ap_kind_of(c, hook) == AP_KIND_CFUNC)
        return ap_call(c, hook, a, n, AP_NULL, out);
    return ap_sub(c, hook, a, n, AP_NULL, out);
}

ap_ret ap_enter_with(ap_ctx *c, ap_word manager, ap_word *leave, ap_word *out)
{
    ap_word class_ = ap_class_of(c, manager), func, self;
    ap_word enter = ap_type_lookup(c, class_, c->world->hot.enter);
    if (!enter)
        return no_manager(c, manager, "");
    if (!ap_type_lookup(c, class_, c->world->hot.exit))
        return no_manager(c, manager, " (missed __exit__ method)");
    AP_TRY(ap_getattr(c, manager, c->world->hot.exit, leave));
    AP_TRY(ap_getattr_method(c, manager, c->world->hot.enter, &func, &self));
    return call_hook(c, func, &self, self != AP_NULL, out);
}

ap_ret ap_exit_with(ap_ctx *c, ap_word leave, ap_word exc, ap_word *out)
{
    ap_word trace = ap_get(c, exc, AP_EXC_TRACE);
    ap_word args[] = {ap_class_of(c, exc), exc, trace ? trace : AP_NONE};
    return call_hook(c, leave, args, 3, out);
}
