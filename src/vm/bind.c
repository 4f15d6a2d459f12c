/* Binding arguments: to the parameters of Python functions, with CPython's
 * messages, and to those of native ones. */
#include "calls_i.h"

#include <stdio.h>
#include <string.h>

static const char *text(const ap_ctx *c, ap_word w)
{
    return ap_str_bytes(c, w, NULL);
}

/* ---- Python functions: what can be wrong --------------------------- */

typedef struct binding {
    ap_ctx *c;
    ap_word func, frame;
    const ap_code *code;
    const ap_word *a;
    int n;           /* positional ones */
    ap_word kwnames; /* names of a[n…], or AP_NULL */
    int nkw;
} binding;

static const char *qualname(const binding *b)
{
    return text(b->c, ap_get(b->c, b->func, AP_FUNC_QUALNAME));
}

static ap_slot *local(const binding *b, int i)
{
    return ap_body(b->c, b->frame) + AP_FRAME_FAST + i;
}

static int ndefaults(const binding *b)
{
    ap_word d = ap_get(b->c, b->func, AP_FUNC_DEFAULTS);
    return d ? ap_tuple_len(b->c, d) : 0;
}

/* "'x', 'y', and 'z'" */
static void list_names(const binding *b, const int *slots, int n, ap_str *out)
{
    for (int i = 0; i < n; i++) {
        const char *between = i == 0 ? ""
            : i < n - 1              ? ", "
            : n == 2                 ? " and "
                                     : ", and ";
        ap_str_printf(out, "%s'%s'", between, b->code->plus[slots[i]]);
    }
}

static ap_ret missing(const binding *b, const int *slots, int n,
                      const char *kind)
{
    ap_str names = {0};
    list_names(b, slots, n, &names);
    ap_ret r = ap_raise(b->c, AP_X_TypeError,
                        "%s() missing %d required %s argument%s: %s",
                        qualname(b), n, kind, n == 1 ? "" : "s",
                        ap_str_c(&names));
    ap_str_clear(&names);
    return r;
}

static int kwonly_given(const binding *b)
{
    int given = 0;
    for (int i = 0; i < b->code->kwonly; i++)
        given += ap_load(local(b, b->code->argcount + i)) != AP_NULL;
    return given;
}

static ap_ret too_many(const binding *b)
{
    int most = b->code->argcount, least = most - ndefaults(b);
    int kw = kwonly_given(b);
    ap_str s = {0};
    if (least < most)
        ap_str_printf(&s, "from %d to %d positional arguments", least, most);
    else
        ap_str_printf(&s, "%d positional argument%s", most,
                      most == 1 ? "" : "s");
    ap_str_printf(&s, " but %d", b->n);
    if (kw)
        ap_str_printf(&s,
                      " positional argument%s (and %d keyword-only "
                      "argument%s)",
                      b->n == 1 ? "" : "s", kw, kw == 1 ? "" : "s");
    ap_ret r = ap_raise(b->c, AP_X_TypeError, "%s() takes %s %s given",
                        qualname(b), ap_str_c(&s),
                        b->n == 1 && !kw ? "was" : "were");
    ap_str_clear(&s);
    return r;
}

/* ---- Python functions: binding ------------------------------------- */

static int slot_named(const binding *b, ap_word name)
{
    int all = b->code->argcount + b->code->kwonly;
    for (int i = b->code->posonly; i < all; i++)
        if (ap_str_is(b->c, name, b->code->plus[i]))
            return i;
    return -1;
}

/* Those of the keywords that name positional-only parameters: "a, b". */
static void misnamed(const binding *b, ap_str *names)
{
    for (int i = 0; i < b->code->posonly; i++)
        for (int k = 0; k < b->nkw; k++)
            if (ap_str_is(b->c, ap_tuple_at(b->c, b->kwnames, k),
                          b->code->plus[i]))
                ap_str_printf(names, "%s%s", names->len ? ", " : "",
                              b->code->plus[i]);
}

static ap_ret unexpected(const binding *b, ap_word name)
{
    ap_str names = {0};
    misnamed(b, &names);
    if (names.len) {
        ap_ret r = ap_raise(b->c, AP_X_TypeError,
                            "%s() got some positional-only arguments passed "
                            "as keyword arguments: '%s'",
                            qualname(b), names.s);
        ap_str_clear(&names);
        return r;
    }
    return ap_raise(b->c, AP_X_TypeError,
                    "%s() got an unexpected keyword argument '%s'",
                    qualname(b), text(b->c, name));
}

static ap_ret bind_keywords(const binding *b, ap_word extra)
{
    ap_ctx *c = b->c;
    for (int i = 0; i < b->nkw; i++) {
        ap_word name = ap_tuple_at(c, b->kwnames, i), value = b->a[b->n + i];
        int slot = slot_named(b, name);
        if (slot < 0 && extra) {
            ap_ret r = ap_dict_set_str(c, extra, name, value);
            if (r != AP_OK)
                return r;
            continue;
        }
        if (slot < 0)
            return unexpected(b, name);
        if (ap_load(local(b, slot)))
            return ap_raise(c, AP_X_TypeError,
                            "%s() got multiple values for argument '%s'",
                            qualname(b), text(c, name));
        ap_store(local(b, slot), value);
    }
    return AP_OK;
}

static ap_ret fill_positional(const binding *b)
{
    int most = b->code->argcount, first = most - ndefaults(b);
    ap_word defaults = ap_get(b->c, b->func, AP_FUNC_DEFAULTS);
    int absent[256], n = 0;
    for (int i = 0; i < most; i++) {
        if (ap_load(local(b, i)))
            continue;
        if (i >= first)
            ap_store(local(b, i), ap_tuple_at(b->c, defaults, i - first));
        else if (n < 256)
            absent[n++] = i;
    }
    return n ? missing(b, absent, n, "positional") : AP_OK;
}

static ap_ret fill_kwonly(const binding *b)
{
    ap_word defaults = ap_get(b->c, b->func, AP_FUNC_KWDEFAULTS);
    int absent[256], n = 0;
    for (int k = 0; k < b->code->kwonly; k++) {
        int i = b->code->argcount + k;
        if (ap_load(local(b, i)))
            continue;
        ap_word name = ap_interned(b->c, b->code->plus[i]);
        ap_word v = defaults ? ap_dict_peek(b->c, defaults, name) : AP_NULL;
        if (v)
            ap_store(local(b, i), v);
        else if (n < 256)
            absent[n++] = i;
    }
    return n ? missing(b, absent, n, "keyword-only") : AP_OK;
}

/* *args and **kwargs: made and put into their slots. */
static ap_ret bind_rest(const binding *b, ap_word *extra)
{
    ap_ctx *c = b->c;
    int most = b->code->argcount, slot = most + b->code->kwonly;
    ap_word rest;
    ap_ret r = AP_OK;
    if (b->code->flags & AP_CO_VARARGS) {
        bool more = b->n > most;
        r = ap_tuple_new(c, b->a + (more ? most : 0), more ? b->n - most : 0,
                         &rest);
        if (r != AP_OK)
            return r;
        ap_store(local(b, slot++), rest);
    }
    *extra = AP_NULL;
    if (b->code->flags & AP_CO_VARKEYWORDS) {
        r = ap_dict_new(c, extra);
        if (r != AP_OK)
            return r;
        ap_store(local(b, slot), *extra);
    }
    return r;
}

static ap_ret bind_all(const binding *b)
{
    int most = b->code->argcount;
    ap_word extra;
    for (int i = 0; i < b->n && i < most; i++)
        ap_store(local(b, i), b->a[i]);
    ap_ret r = bind_rest(b, &extra);
    if (r == AP_OK)
        r = bind_keywords(b, extra);
    if (r != AP_OK)
        return r;
    if (b->n > most && !(b->code->flags & AP_CO_VARARGS))
        return too_many(b);
    r = fill_positional(b);
    return r == AP_OK ? fill_kwonly(b) : r;
}

ap_ret ap_call_python(ap_ctx *c, ap_word func, const ap_word *a, int n,
                      ap_word kwnames)
{
    ap_thread *t = c->thread;
    if (t->depth >= (uint32_t)ap_recursion_limit(c))
        return ap_raise(c, AP_X_RecursionError,
                        "maximum recursion depth exceeded");
    uint32_t index = (uint32_t)ap_get(c, func, AP_FUNC_CODE);
    const ap_code *code = ap_code_at(c->world, index)->code;
    ap_word frame;
    ap_ret r = ap_frame_new(c, index, &frame);
    if (r != AP_OK)
        return r;
    ap_set(c, frame, AP_FRAME_FUNC, func);
    ap_set(c, frame, AP_FRAME_GLOBALS, ap_get(c, func, AP_FUNC_GLOBALS));
    ap_set(c, frame, AP_FRAME_PREV, c->frame);
    bool simple = !kwnames && n == code->argcount && !code->kwonly
        && !(code->flags & (AP_CO_VARARGS | AP_CO_VARKEYWORDS));
    if (simple) {
        ap_slot *fast = ap_body(c, frame) + AP_FRAME_FAST;
        for (int i = 0; i < n; i++)
            ap_store(fast + i, a[i]);
    } else {
        int nkw = kwnames ? ap_tuple_len(c, kwnames) : 0;
        binding b = {c, func, frame, code, a, n - nkw, kwnames, nkw};
        r = bind_all(&b);
        if (r != AP_OK) {
            ap_frame_free(c, frame);
            return r;
        }
    }
    t->depth++;
    ap_store(&t->top, frame);
    ap_tell(c, AP_EV_CALL, AP_NULL, -1, func);
    return AP_CALLED;
}

/* ---- native functions ---------------------------------------------- */

/* "list.append" for a method, "len" for a builtin, "math.sqrt" for a
 * function of a module. */
static void native_name(const ap_native *nat, char *out, size_t n)
{
    const char *in = nat->owner ? nat->owner : nat->module;
    snprintf(out, n, "%s%s%s", in ? in : "", in ? "." : "", nat->fn->name);
}

static bool has_self(const ap_native *nat)
{
    return nat->owner && !(nat->fn->flags & AP_FN_STATIC);
}

/* A class is called by its own name, not by that of its __new__. */
static const char *shown_name(const ap_native *nat)
{
    const char *name = nat->fn->name;
    bool makes = strcmp(name, "__new__") == 0 || strcmp(name, "__init__") == 0;
    return makes && nat->owner ? nat->owner : name;
}

static ap_ret wrong_count(ap_ctx *c, const ap_native *nat, int n)
{
    char name[96];
    native_name(nat, name, sizeof name);
    int self = has_self(nat);
    int min = nat->fn->min - self, max = nat->fn->max - self;
    n -= self;
    if (max == 0)
        return ap_raise(c, AP_X_TypeError, "%s() takes no arguments (%d given)",
                        name, n);
    if (min == max && min == 1)
        return ap_raise(c, AP_X_TypeError,
                        "%s() takes exactly one argument (%d given)", name, n);
    int bound = n < min ? min : max;
    if (nat->fn->flags & AP_FN_TAKES)
        return ap_raise(c, AP_X_TypeError,
                        "%s() takes at %s %d argument%s (%d given)",
                        nat->fn->name, n < min ? "least" : "most", bound,
                        bound == 1 ? "" : "s", n);
    return ap_raise(c, AP_X_TypeError,
                    "%s expected %s%d argument%s, got %d", shown_name(nat),
                    min == max ? "" : n < min ? "at least " : "at most ",
                    bound, bound == 1 ? "" : "s", n);
}

static int param_named(const ap_ctx *c, const ap_native *nat, ap_word name)
{
    for (int i = 0; i < nat->nparams; i++)
        if (ap_str_equal(c, nat->names[i], name))
            return i;
    return -1;
}

static ap_ret bad_keyword(ap_ctx *c, const ap_native *nat, ap_word name)
{
    char full[96];
    native_name(nat, full, sizeof full);
    if (nat->owner && strcmp(nat->fn->name, "__init__") == 0)
        return ap_raise(c, AP_X_TypeError,
                        "%s() got an unexpected keyword argument '%s'", full,
                        text(c, name));
    return ap_raise(c, AP_X_TypeError,
                    "'%s' is an invalid keyword argument for %s()",
                    text(c, name),
                    nat->fn->flags & AP_FN_EXPECTS ? "sort" : shown_name(nat));
}

static ap_ret expected_positional(ap_ctx *c, const ap_native *nat, int n)
{
    int self = has_self(nat), most = nat->npositional - self;
    return ap_raise(c, AP_X_TypeError, "%s expected %d argument%s, got %d",
                    shown_name(nat), most, most == 1 ? "" : "s", n - self);
}

static ap_ret bind_native_keywords(ap_ctx *c, const ap_native *nat,
                                   const ap_word *values, ap_word kwnames,
                                   ap_word *bound, ap_word extra)
{
    for (int i = 0; i < ap_tuple_len(c, kwnames); i++) {
        ap_word name = ap_tuple_at(c, kwnames, i);
        int at = param_named(c, nat, name);
        if (at < 0 && !extra)
            return bad_keyword(c, nat, name);
        if (at >= 0 && bound[at])
            return ap_raise(c, AP_X_TypeError,
                            "%s() got multiple values for argument '%s'",
                            nat->fn->name, text(c, name));
        if (at >= 0) {
            bound[at] = values[i];
            continue;
        }
        ap_ret r = ap_dict_set_str(c, extra, name, values[i]);
        if (r != AP_OK)
            return r;
    }
    return AP_OK;
}

static ap_ret too_many_native(ap_ctx *c, const ap_native *nat, int n)
{
    int self = has_self(nat), most = nat->npositional;
    if (nat->fn->flags & AP_FN_EXPECTS)
        return expected_positional(c, nat, n);
    if (nat->owner && strcmp(nat->fn->name, "__init__") == 0)
        return ap_raise(c, AP_X_TypeError,
                        "%s.__init__() takes from %d to %d positional "
                        "arguments but %d were given",
                        nat->owner, nat->nrequired, most, n);
    if (most == self)
        return ap_raise(c, AP_X_TypeError,
                        "%s() takes no positional arguments", shown_name(nat));
    return ap_raise(c, AP_X_TypeError,
                    "%s() takes at most %d argument%s (%d given)",
                    shown_name(nat), most - self, most - self == 1 ? "" : "s",
                    n - self);
}

static ap_ret missing_native(ap_ctx *c, const ap_native *nat, int at)
{
    char full[96];
    native_name(nat, full, sizeof full);
    if (nat->fn->flags & AP_FN_EXPECTS)
        return expected_positional(c, nat, at);
    if (nat->owner && strcmp(nat->fn->name, "__init__") == 0)
        return ap_raise(c, AP_X_TypeError,
                        "%s() missing 1 required positional argument: '%s'",
                        full, text(c, nat->names[at]));
    return ap_raise(c, AP_X_TypeError,
                    "%s() missing required argument '%s' (pos %d)",
                    nat->fn->name, text(c, nat->names[at]),
                    at + 1 - has_self(nat));
}

static ap_ret bind_native(ap_ctx *c, const ap_native *nat, const ap_word *a,
                          int n, ap_word kwnames, ap_word *bound)
{
    int nkw = kwnames ? ap_tuple_len(c, kwnames) : 0, at = nat->nparams;
    int npos = n - nkw, most = nat->npositional;
    ap_word extra = AP_NULL;
    ap_ret r = AP_OK;
    memset(bound, 0, sizeof *bound * (size_t)(nat->nparams + 2));
    for (int i = 0; i < npos && i < most; i++)
        bound[i] = a[i];
    if (npos > most && !nat->has_star)
        return too_many_native(c, nat, npos);
    if (nat->has_star)
        r = ap_tuple_new(c, a + (npos > most ? most : 0),
                         npos > most ? npos - most : 0, &bound[at++]);
    if (r == AP_OK && nat->has_kw) {
        r = ap_dict_new(c, &extra);
        bound[at] = extra;
    }
    if (r == AP_OK && nkw)
        r = bind_native_keywords(c, nat, a + npos, kwnames, bound, extra);
    for (int i = 0; r == AP_OK && i < nat->nrequired; i++)
        if (!bound[i] && nat->fn->params)
            return missing_native(c, nat, i);
    return r;
}

ap_ret ap_call_native(ap_ctx *c, const ap_native *nat, const ap_word *a, int n,
                      ap_word kwnames, ap_word *out)
{
    if (nat->fn->flags & AP_FN_UNCHECKED)
        c->switches &= (uint8_t) ~(1 << AP_GIL_312);
    if (nat->has_params) {
        ap_word bound[26];
        ap_ret r = bind_native(c, nat, a, n, kwnames, bound);
        int words = nat->nparams + nat->has_star + nat->has_kw;
        return r == AP_OK ? nat->fn->fn(c, bound, words, out) : r;
    }
    if (kwnames && ap_tuple_len(c, kwnames)) {
        char name[96];
        native_name(nat, name, sizeof name);
        bool makes = shown_name(nat) != nat->fn->name;
        return ap_raise(c, AP_X_TypeError, "%s() takes no keyword arguments",
                        makes ? shown_name(nat) : name);
    }
    if (n < nat->fn->min || (nat->fn->max >= 0 && n > nat->fn->max))
        return wrong_count(c, nat, n);
    return nat->fn->fn(c, (ap_word *)(uintptr_t)a, n, out);
}
