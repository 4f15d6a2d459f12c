/* Displays, unpacking, functions made, calls with * and **, frames left. */
#include "calls_i.h"
#include "exec_i.h"

#include <string.h>

/* ---- strings ------------------------------------------------------- */

ap_ret ap_join_strs(ap_ctx *c, const ap_word *strs, int n, ap_word *out)
{
    size_t bytes = 0, runes = 0;
    for (int i = 0; i < n; i++) {
        ap_text t = ap_text_of(c, strs[i]);
        bytes += t.n;
        runes += t.runes;
    }
    if (bytes > UINT32_MAX / 2)
        return ap_raise_arg(c, AP_X_MemoryError, AP_NULL);
    AP_TRY(ap_text_room(c, AP_KIND_STR, bytes, out));
    char *to = (char *)(ap_body(c, *out) + AP_STR_TEXT);
    for (int i = 0; i < n; i++) {
        ap_text t = ap_text_of(c, strs[i]);
        memcpy(to, t.s, t.n);
        to += t.n;
    }
    ap_text_done(c, *out, bytes, runes);
    return AP_OK;
}

ap_ret ap_format_field(ap_ctx *c, ap_word w, uint32_t conversion,
                       ap_word spec, ap_word *out)
{
    enum { STR = 1, REPR, ASCII };
    if (ap_is_small(w) && !spec)
        return ap_int_str(c, w, out);
    if (conversion == STR)
        AP_TRY(ap_to_str(c, w, &w));
    else if (conversion == REPR)
        AP_TRY(ap_repr(c, w, &w));
    else if (conversion == ASCII)
        AP_TRY(ap_ascii(c, w, &w));
    *out = w;
    bool is_plain = ap_is_str(c, w) && !ap_is_user(c, w);
    if (is_plain && (!spec || ap_text_of(c, spec).n == 0))
        return AP_OK;
    if (!spec)
        spec = c->world->hot.empty;
    return ap_format(c, w, spec, out);
}

/* ---- growing a display --------------------------------------------- */

static bool is_iterable(const ap_ctx *c, ap_word w)
{
    switch (ap_kind_of(c, w)) {
    case AP_KIND_LIST: case AP_KIND_TUPLE: case AP_KIND_STR:
    case AP_KIND_BYTES: case AP_KIND_DICT: case AP_KIND_SET:
    case AP_KIND_FROZENSET: case AP_KIND_RANGE: case AP_KIND_VIEW:
    case AP_KIND_ITER: case AP_KIND_GENERATOR:
        return true;
    default:
        break;
    }
    ap_word class_ = ap_class_of(c, w);
    return ap_type_lookup(c, class_, ap_interned(c, "__iter__"))
        || ap_type_lookup(c, class_, ap_interned(c, "__getitem__"));
}

ap_word ap_listed_at(const ap_ctx *c, ap_word seq, int64_t i)
{
    return ap_is_tuple(c, seq) ? ap_tuple_at(c, seq, (int)i)
                               : ap_list_at(c, seq, i);
}

int64_t ap_listed_len(const ap_ctx *c, ap_word seq)
{
    return ap_is_tuple(c, seq) ? ap_tuple_len(c, seq) : ap_list_len(c, seq);
}

ap_ret ap_extend_list(ap_ctx *c, ap_word list, ap_word iterable)
{
    ap_word seq;
    if (!is_iterable(c, iterable))
        return ap_raise(c, AP_X_TypeError,
                        "Value after * must be an iterable, not %s",
                        ap_type_name(c, iterable));
    AP_TRY(ap_sub_list(c, iterable, &seq));
    int64_t n = ap_listed_len(c, seq);
    AP_TRY(ap_list_reserve(c, list, ap_list_len(c, list) + n));
    for (int64_t i = 0; i < n; i++)
        AP_TRY(ap_list_append(c, list, ap_listed_at(c, seq, i)));
    return AP_OK;
}

ap_ret ap_extend_set(ap_ctx *c, ap_word set, ap_word iterable)
{
    ap_word made;
    AP_TRY(ap_set_change(c, AP_BIN_OR, set, iterable, &made));
    ap_set_become(c, set, made);
    return AP_OK;
}

/* A mapping as a dict: one with keys() is read item by item. */
static ap_ret mapping_dict(ap_ctx *c, ap_word w, ap_word *out)
{
    *out = w;
    return ap_is_dict(c, w) ? AP_OK : ap_dict_from(c, w, out);
}

static bool is_mapping(const ap_ctx *c, ap_word w)
{
    return ap_is_dict(c, w)
        || ap_type_lookup(c, ap_class_of(c, w), ap_interned(c, "keys"));
}

ap_ret ap_extend_dict(ap_ctx *c, ap_word dict, ap_word mapping)
{
    ap_word from;
    if (!is_mapping(c, mapping))
        return ap_raise(c, AP_X_TypeError, "'%s' object is not a mapping",
                        ap_type_name(c, mapping));
    AP_TRY(mapping_dict(c, mapping, &from));
    return ap_dict_update(c, dict, from);
}

/* "__main__.f()" for messages about a call. */
static void callee(const ap_ctx *c, ap_word func, ap_str *out)
{
    size_t n;
    if (ap_kind_of(c, func) == AP_KIND_METHOD)
        func = ap_get(c, func, 0);
    if (ap_kind_of(c, func) == AP_KIND_FUNC) {
        ap_word module = ap_get(c, func, AP_FUNC_MODULE);
        if (ap_is_str(c, module))
            ap_str_printf(out, "%s.", ap_str_bytes(c, module, &n));
        ap_word name = ap_get(c, func, AP_FUNC_QUALNAME);
        ap_str_printf(out, "%s()", ap_str_bytes(c, name, &n));
        return;
    }
    if (ap_kind_of(c, func) == AP_KIND_CLASS) {
        ap_word module = ap_get(c, func, AP_CLASS_MODULE);
        if (!ap_str_is(c, module, "builtins"))
            ap_str_printf(out, "%s.", ap_str_bytes(c, module, &n));
        ap_word name = ap_get(c, func, AP_CLASS_QUALNAME);
        ap_str_printf(out, "%s()", ap_str_bytes(c, name, &n));
        return;
    }
    if (ap_kind_of(c, func) == AP_KIND_CFUNC) {
        const ap_native *nat =
            ap_native_at(c->world, ap_get(c, func, AP_CFUNC_NUMBER));
        ap_str_printf(out, "%s%s%s()", nat->owner ? nat->owner : "",
                      nat->owner ? "." : "", nat->fn->name);
        return;
    }
    ap_str_printf(out, "%s object", func ? ap_type_name(c, func) : "");
}

static ap_ret complain(ap_ctx *c, ap_word func, const char *what,
                       const char *more)
{
    ap_str name = {0};
    callee(c, func, &name);
    ap_ret r = ap_raise(c, AP_X_TypeError, "%s %s%s", ap_str_c(&name), what,
                        more);
    ap_str_clear(&name);
    return r;
}

ap_ret ap_merge_kwargs(ap_ctx *c, ap_word dict, ap_word mapping, ap_word func)
{
    ap_word from;
    if (!is_mapping(c, mapping))
        return complain(c, func, "argument after ** must be a mapping, not ",
                        ap_type_name(c, mapping));
    AP_TRY(mapping_dict(c, mapping, &from));
    for (int64_t i = 0; i < ap_dict_entries(c, from); i++) {
        ap_word key = ap_dict_key_at(c, from, i);
        if (!key)
            continue;
        if (!ap_is_str(c, key))
            return ap_raise(c, AP_X_TypeError, "keywords must be strings");
        if (ap_dict_peek(c, dict, key)) {
            ap_str what = {0};
            ap_str_printf(&what,
                          "got multiple values for keyword argument '%s'",
                          ap_str_bytes(c, key, NULL));
            ap_ret r = complain(c, func, ap_str_c(&what), "");
            ap_str_clear(&what);
            return r;
        }
    }
    return ap_dict_update(c, dict, from);
}

/* ---- unpacking ----------------------------------------------------- */

ap_ret ap_unpack(ap_ctx *c, ap_word w, int64_t before, int64_t after,
                 ap_word *out)
{
    if (!is_iterable(c, w))
        return ap_raise(c, AP_X_TypeError,
                        "cannot unpack non-iterable %s object",
                        ap_type_name(c, w));
    AP_TRY(ap_sub_list(c, w, out));
    int64_t n = ap_listed_len(c, *out);
    int64_t least = before + (after > 0 ? after : 0);
    if (n < least)
        return ap_raise(c, AP_X_ValueError,
                        "not enough values to unpack (expected %s%lld, got "
                        "%lld)",
                        after >= 0 ? "at least " : "", (long long)least,
                        (long long)n);
    if (after < 0 && n > before)
        return ap_raise(c, AP_X_ValueError,
                        "too many values to unpack (expected %lld)",
                        (long long)before);
    return AP_OK;
}

ap_ret ap_unpack_rest(ap_ctx *c, ap_word seq, int64_t before, int64_t after,
                      ap_word *out)
{
    int64_t n = ap_listed_len(c, seq);
    AP_TRY(ap_list_new(c, n - before - after, out));
    for (int64_t i = before; i < n - after; i++)
        AP_TRY(ap_list_append(c, *out, ap_listed_at(c, seq, i)));
    return AP_OK;
}

/* ---- functions and generators -------------------------------------- */

/* a: what the flags say, in CPython's order, the code last. */
ap_ret ap_make_function(ap_ctx *c, ap_word frame, const ap_word *a,
                        uint32_t flags, ap_word *out)
{
    enum { DEFAULTS = 1, KWDEFAULTS = 2, ANNOTATIONS = 4, CLOSURE = 8 };
    ap_word globals = ap_get(c, frame, AP_FRAME_GLOBALS);
    AP_TRY(ap_new(c, AP_KIND_FUNC, AP_NULL, AP_FUNC_WORDS, out));
    ap_word f = *out;
    ap_head_of(c, f)->flags |= AP_F_DICT;
    if (flags & DEFAULTS)
        ap_set(c, f, AP_FUNC_DEFAULTS, *a++);
    if (flags & KWDEFAULTS)
        ap_set(c, f, AP_FUNC_KWDEFAULTS, *a++);
    if (flags & ANNOTATIONS)
        a++;
    if (flags & CLOSURE)
        ap_set(c, f, AP_FUNC_CLOSURE, *a++);
    uint64_t index = ap_get(c, *a, 0);
    const ap_code *code = ap_code_at(c->world, (uint32_t)index)->code;
    ap_set(c, f, AP_FUNC_CODE, index);
    ap_set(c, f, AP_FUNC_GLOBALS, globals);
    ap_set(c, f, AP_FUNC_NAME, ap_interned(c, code->name));
    ap_set(c, f, AP_FUNC_QUALNAME, ap_interned(c, code->qualname));
    ap_set(c, f, AP_FUNC_DOC, code->doc ? ap_interned(c, code->doc) : AP_NONE);
    ap_set(c, f, AP_FUNC_MODULE,
           ap_dict_peek(c, globals, c->world->hot.name));
    return AP_OK;
}

ap_ret ap_gen_new(ap_ctx *c, ap_word frame, ap_word *out)
{
    ap_word func = ap_get(c, frame, AP_FRAME_FUNC);
    AP_TRY(ap_new(c, AP_KIND_GENERATOR, AP_NULL, AP_GEN_WORDS, out));
    ap_set(c, *out, AP_GEN_STATE, AP_GEN_FRESH);
    ap_set(c, *out, AP_GEN_FRAME, frame);
    if (func) {
        ap_set(c, *out, AP_GEN_NAME, ap_get(c, func, AP_FUNC_NAME));
        ap_set(c, *out, AP_GEN_QUALNAME, ap_get(c, func, AP_FUNC_QUALNAME));
    }
    ap_set(c, frame, AP_FRAME_GEN, *out);
    ap_frame_set_sp(c, frame, ap_frame_sp(c, frame), AP_FF_GENERATOR);
    return AP_OK;
}

/* SEND to something that is no running generator. */
ap_ret ap_send_value(ap_ctx *c, ap_word to, ap_word sent, ap_word *out,
                     bool *ended)
{
    ap_word send;
    *ended = false;
    if (sent == AP_NONE || ap_kind_of(c, to) == AP_KIND_GENERATOR) {
        AP_TRY(ap_next(c, to, out));
        *ended = !*out;
        if (*ended)
            *out = AP_NONE;
        return AP_OK;
    }
    AP_TRY(ap_attr_get(c, to, "send", &send));
    ap_ret r = ap_sub(c, send, &sent, 1, AP_NULL, out);
    if (r == AP_RAISE && ap_raised_is(c, AP_X_StopIteration)) {
        ap_word args = ap_get(c, ap_load(&c->thread->raised), AP_EXC_ARGS);
        *out = ap_tuple_len(c, args) ? ap_tuple_at(c, args, 0) : AP_NONE;
        *ended = true;
        ap_clear(c);
        r = AP_OK;
    }
    return r;
}

ap_ret ap_return(ap_ctx *c, ap_word frame, ap_word value)
{
    uint32_t flags = ap_frame_flags(c, frame);
    ap_word prev = ap_get(c, frame, AP_FRAME_PREV);
    int answer = AP_ANSWER_VALUE;
    if (flags & AP_FF_INIT) {
        if (value != AP_NONE)
            return ap_raise(c, AP_X_TypeError,
                            "__init__() should return None, not '%s'",
                            ap_type_name(c, value));
        value = ap_get(c, frame, AP_FRAME_GEN);
    }
    ap_tell(c, AP_EV_RETURN, AP_NULL, -1, value);
    if (flags & AP_FF_GENERATOR) {
        ap_gen_left(c, frame, AP_GEN_DONE);
        answer = AP_ANSWER_EXHAUSTED;
    } else {
        c->thread->depth--;
        ap_frame_free(c, frame);
    }
    ap_store(&c->thread->top, prev);
    if (!(flags & AP_FF_DISCARD))
        ap_deliver(c, prev, answer, value);
    return AP_OK;
}

/* ---- f(*args, **kwargs) -------------------------------------------- */

static ap_ret spread_args(ap_ctx *c, ap_word func, ap_word args, ap_word *seq)
{
    if (!is_iterable(c, args))
        return complain(c, func, "argument after * must be an iterable, not ",
                        ap_type_name(c, args));
    return ap_sub_list(c, args, seq);
}

ap_ret ap_call_spread(ap_ctx *c, ap_word func, ap_word args, ap_word kwargs,
                      ap_word *out)
{
    ap_word seq = AP_NULL, kwnames = AP_NULL;
    AP_TRY(spread_args(c, func, args, &seq));
    int64_t n = ap_listed_len(c, seq), nkw = 0;
    int64_t most = kwargs ? ap_dict_len(c, kwargs) : 0;
    ap_word *words = ap_alloc((size_t)(n + 2 * most + 1) * sizeof *words);
    ap_word *keys = words + n + most;
    for (int64_t i = 0; i < n; i++)
        words[i] = ap_listed_at(c, seq, i);
    for (int64_t i = 0; most && i < ap_dict_entries(c, kwargs); i++) {
        ap_word key = ap_dict_key_at(c, kwargs, i);
        if (!key)
            continue;
        keys[nkw] = key;
        words[n + nkw++] = ap_load(ap_dict_value_at(c, kwargs, i));
    }
    ap_ret r = nkw ? ap_tuple_new(c, keys, (int)nkw, &kwnames) : AP_OK;
    if (r == AP_OK)
        r = ap_call(c, func, words, (int)(n + nkw), kwnames, out);
    ap_free(words);
    return r;
}
