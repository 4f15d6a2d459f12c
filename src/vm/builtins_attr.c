/* Builtin functions about classes, attributes and namespaces. */
#include <string.h>

#include "types_i.h"
#include "calls_i.h"

/* ---- classes ------------------------------------------------------- */

bool ap_is_callable(const ap_ctx *c, ap_word w)
{
    switch (ap_kind_of(c, w)) {
    case AP_KIND_FUNC:
    case AP_KIND_CFUNC:
    case AP_KIND_METHOD:
    case AP_KIND_STATICMETHOD:
    case AP_KIND_CLASS: return true;
    default: {
        ap_word method = ap_override(c, w, "__call__");
        return method && method != AP_NONE;
    }
    }
}

typedef bool ap_class_test(const ap_ctx *c, ap_word w, ap_word class_);

/* Passes for a class, or for one of a tuple of classes (of tuples …). */
static ap_ret passes(ap_ctx *c, ap_word w, ap_word classes, ap_class_test *test,
                     const char *complaint, bool *out)
{
    *out = false;
    if (ap_is_kind(c, classes, AP_KIND_CLASS)) {
        *out = test(c, w, classes);
        return AP_OK;
    }
    if (!ap_is_tuple(c, classes))
        return ap_raise(c, AP_X_TypeError, "%s", complaint);
    AP_TRY(ap_enter(c, ""));
    ap_ret r = AP_OK;
    for (int i = 0; r == AP_OK && !*out && i < ap_tuple_len(c, classes); i++)
        r = passes(c, w, ap_tuple_at(c, classes, i), test, complaint, out);
    ap_leave(c);
    return r;
}

ap_ret ap_builtin_isinstance(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool is;
    (void)n;
    AP_TRY(passes(c, a[0], a[1], ap_isinstance,
                  "isinstance() arg 2 must be a type, a tuple of types, or a "
                  "union",
                  &is));
    *out = ap_from_bool(is);
    return AP_OK;
}

ap_ret ap_builtin_issubclass(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool is;
    (void)n;
    if (!ap_is_kind(c, a[0], AP_KIND_CLASS))
        return ap_raise(c, AP_X_TypeError,
                        "issubclass() arg 1 must be a class");
    AP_TRY(passes(c, a[0], a[1], ap_issubclass,
                  "issubclass() arg 2 must be a class, a tuple of classes, or "
                  "a union",
                  &is));
    *out = ap_from_bool(is);
    return AP_OK;
}

ap_ret ap_builtin_callable(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_from_bool(ap_is_callable(c, a[0]));
    return AP_OK;
}

/* ---- attributes ---------------------------------------------------- */

static ap_ret needs_name(ap_ctx *c, ap_word w)
{
    if (ap_is_str(c, w))
        return AP_OK;
    return ap_raise(c, AP_X_TypeError,
                    "attribute name must be string, not '%s'",
                    ap_type_name(c, w));
}

/* AP_OK with *out AP_NULL where there is no such attribute. */
static ap_ret get_if_there(ap_ctx *c, ap_word obj, ap_word name, ap_word *out)
{
    AP_TRY(needs_name(c, name));
    ap_ret r = ap_getattr(c, obj, name, out);
    if (r == AP_RAISE && ap_raised_is(c, AP_X_AttributeError)) {
        ap_clear(c);
        *out = AP_NULL;
        return AP_OK;
    }
    return r;
}

ap_ret ap_builtin_getattr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    AP_TRY(needs_name(c, a[1]));
    if (n < 3)
        return ap_getattr(c, a[0], a[1], out);
    AP_TRY(get_if_there(c, a[0], a[1], out));
    if (!*out)
        *out = a[2];
    return AP_OK;
}

ap_ret ap_builtin_hasattr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    AP_TRY(get_if_there(c, a[0], a[1], out));
    *out = ap_from_bool(*out != AP_NULL);
    return AP_OK;
}

ap_ret ap_builtin_setattr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    AP_TRY(needs_name(c, a[1]));
    return ap_setattr(c, a[0], a[1], a[2]);
}

ap_ret ap_builtin_delattr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    AP_TRY(needs_name(c, a[1]));
    return ap_setattr(c, a[0], a[1], AP_NULL);
}

/* ---- namespaces ---------------------------------------------------- */

/* The Python frame that called. */
static ap_word caller(const ap_ctx *c)
{
    ap_word frame = c->frame;
    while (frame && !ap_is_kind(c, frame, AP_KIND_FRAME))
        frame = ap_frame_prev(c, frame);
    return frame;
}

ap_ret ap_builtin_globals(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    ap_word frame = caller(c);
    *out = frame ? ap_get(c, frame, AP_FRAME_GLOBALS) : AP_NONE;
    return AP_OK;
}

/* A dict of what the function's variables hold now. */
static ap_ret variables_of(ap_ctx *c, ap_word frame, ap_word *out)
{
    const ap_code *code = ap_code_at(c->world, ap_frame_code(c, frame))->code;
    AP_TRY(ap_dict_new(c, out));
    for (int i = 0; i < code->nplus; i++) {
        ap_word w = ap_get(c, frame, AP_FRAME_FAST + i), name;
        if (ap_is_kind(c, w, AP_KIND_CELL)
            && code->plus_kind[i] & (AP_CELL | AP_FREE))
            w = ap_get(c, w, 0);
        if (!w || code->plus_kind[i] & AP_HIDDEN)
            continue;
        AP_TRY(ap_intern(c, code->plus[i], strlen(code->plus[i]), &name));
        AP_TRY(ap_dict_set_str(c, *out, name, w));
    }
    return AP_OK;
}

ap_ret ap_builtin_locals(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    ap_word frame = caller(c);
    *out = frame ? ap_get(c, frame, AP_FRAME_NAMES) : AP_NONE;
    if (frame && !*out)
        return variables_of(c, frame, out);
    return AP_OK;
}

ap_ret ap_builtin_vars(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    if (!n)
        return ap_builtin_locals(c, a, n, out);
    ap_word name;
    AP_TRY(ap_intern(c, "__dict__", 8, &name));
    AP_TRY(get_if_there(c, a[0], name, out));
    if (!*out)
        return ap_raise(c, AP_X_TypeError,
                        "vars() argument must have __dict__ attribute");
    return AP_OK;
}

static ap_ret add_class_names(ap_ctx *c, ap_word all, ap_word class_)
{
    ap_word mro = ap_get(c, class_, AP_CLASS_MRO);
    for (int i = 0; i < ap_tuple_len(c, mro); i++)
        AP_TRY(ap_dict_take_all(
            c, all, ap_get(c, ap_tuple_at(c, mro, i), AP_CLASS_DICT)));
    return AP_OK;
}

static ap_ret names_of(ap_ctx *c, ap_word w, ap_word *out)
{
    ap_word own = AP_NULL;
    AP_TRY(ap_dict_new(c, out));
    if (ap_is_kind(c, w, AP_KIND_MODULE))
        return ap_dict_take_all(c, *out, ap_get(c, w, 1));
    if (ap_is_kind(c, w, AP_KIND_CLASS))
        return add_class_names(c, *out, w);
    AP_TRY(ap_dict_of(c, w, &own));
    if (own)
        AP_TRY(ap_dict_take_all(c, *out, own));
    return add_class_names(c, *out, ap_class_of(c, w));
}

ap_ret ap_builtin_dir(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word names;
    bool found = false;
    if (n)
        AP_TRY(ap_special(c, a[0], "__dir__", NULL, 0, &names, &found));
    if (!found && n)
        AP_TRY(names_of(c, a[0], &names));
    if (!n)
        AP_TRY(ap_builtin_locals(c, a, n, &names));
    AP_TRY(ap_sub_list(c, names, &names));
    return ap_sort(c, names, AP_NULL, false, &names, out);
}
