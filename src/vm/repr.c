/* repr() and str() of everything.
 *
 * A container that contains itself prints as [...] where it occurs again:
 * the containers being printed form a chain on the host's stack. Nesting is
 * limited (ap_enter). */
#include <string.h>

#include "rune_i.h"
#include "types_i.h"
#include "world_i.h"

typedef struct ap_inside {
    const struct ap_inside *up;
    ap_word w;
} ap_inside;

static ap_ret repr_into(ap_ctx *c, ap_word w, const ap_inside *up, ap_str *b);

static const char *text_at(const ap_ctx *c, ap_word obj, int i)
{
    ap_word w = ap_get(c, obj, i);
    return w && ap_is_str(c, w) ? ap_str_bytes(c, w, NULL) : "?";
}

/* ---- text ---------------------------------------------------------- */

/* Would str.isprintable say yes? The blocks that matter, not all of Unicode. */
bool ap_rune_is_printable(uint32_t r)
{
    static const uint32_t hidden[][2] = {
        {0, 0x1f},        {0x7f, 0xa0},      {0xad, 0xad},
        {0x600, 0x605},   {0x61c, 0x61c},    {0x1680, 0x1680},
        {0x180e, 0x180e}, {0x2000, 0x200f},  {0x2028, 0x202f},
        {0x205f, 0x206f}, {0x3000, 0x3000},  {0xd800, 0xf8ff},
        {0xfeff, 0xfeff}, {0xfff0, 0xfffb},  {0xfffe, 0xffff},
        {0xe0000, 0x10ffff}};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (r >= hidden[i][0] && r <= hidden[i][1])
            return false;
    return true;
}

static void put_escaped(ap_str *out, uint32_t rune, char quote)
{
    if (rune == (unsigned char)quote || rune == '\\')
        ap_str_printf(out, "\\%c", (char)rune);
    else if (rune == '\n' || rune == '\r' || rune == '\t')
        ap_str_put(out, rune == '\n' ? "\\n" : rune == '\r' ? "\\r" : "\\t");
    else if (ap_rune_is_printable(rune))
        ap_str_rune(out, rune);
    else if (rune < 0x100)
        ap_str_printf(out, "\\x%02x", rune);
    else if (rune < 0x10000)
        ap_str_printf(out, "\\u%04x", rune);
    else
        ap_str_printf(out, "\\U%08x", rune);
}

static char quote_for(const char *s, size_t n)
{
    return memchr(s, '\'', n) && !memchr(s, '"', n) ? '"' : '\'';
}

void ap_text_repr(const char *s, size_t n, ap_str *out)
{
    char quote = quote_for(s, n);
    ap_str_putc(out, quote);
    for (size_t i = 0; i < n;) {
        int used;
        uint32_t rune = ap_utf8_decode(s + i, n - i, &used);
        put_escaped(out, rune, quote);
        i += (size_t)used;
    }
    ap_str_putc(out, quote);
}

void ap_bytes_repr(const char *s, size_t n, ap_str *out)
{
    char quote = quote_for(s, n);
    ap_str_putc(out, 'b');
    ap_str_putc(out, quote);
    for (size_t i = 0; i < n; i++) {
        unsigned char byte = (unsigned char)s[i];
        if (byte >= 0x7f)
            ap_str_printf(out, "\\x%02x", byte);
        else
            put_escaped(out, byte, quote);
    }
    ap_str_putc(out, quote);
}

/* ---- containers ---------------------------------------------------- */

static ap_ret put_items(ap_ctx *c, ap_word w, const ap_inside *up, ap_str *b)
{
    int64_t n = 1;
    for (int64_t i = 0; i < n; i++) {
        const ap_slot *items = ap_items(c, w, &n);
        if (i >= n)
            break;
        if (i)
            ap_str_put(b, ", ");
        AP_TRY(repr_into(c, ap_load(items + i), up, b));
    }
    return AP_OK;
}

static ap_ret put_tuple(ap_ctx *c, ap_word w, const ap_inside *up, ap_str *b)
{
    ap_str_putc(b, '(');
    AP_TRY(put_items(c, w, up, b));
    ap_str_put(b, ap_tuple_len(c, w) == 1 ? ",)" : ")");
    return AP_OK;
}

static ap_ret put_list(ap_ctx *c, ap_word w, const ap_inside *up, ap_str *b)
{
    ap_touch_walk(c, w);
    ap_str_putc(b, '[');
    AP_TRY(put_items(c, w, up, b));
    ap_str_putc(b, ']');
    return AP_OK;
}

/* Entries of a dict: keys, values, or "key: value". */
static ap_ret put_entries(ap_ctx *c, ap_word d, const char *between, bool keys,
                          bool values, const ap_inside *up, ap_str *b)
{
    bool any = false;
    ap_touch_walk(c, d);
    for (int64_t i = 0; i < ap_dict_entries(c, d); i++) {
        ap_word key = ap_dict_key_at(c, d, i);
        if (!key)
            continue;
        ap_word value = ap_load(ap_dict_value_at(c, d, i));
        if (any)
            ap_str_put(b, ", ");
        any = true;
        if (keys && values && *between == ',')
            ap_str_putc(b, '(');
        if (keys)
            AP_TRY(repr_into(c, key, up, b));
        if (keys && values)
            ap_str_put(b, between);
        if (values)
            AP_TRY(repr_into(c, value, up, b));
        if (keys && values && *between == ',')
            ap_str_putc(b, ')');
    }
    return AP_OK;
}

static ap_ret put_dict(ap_ctx *c, ap_word w, const ap_inside *up, ap_str *b)
{
    ap_str_putc(b, '{');
    AP_TRY(put_entries(c, w, ": ", true, true, up, b));
    ap_str_putc(b, '}');
    return AP_OK;
}

static ap_ret put_view(ap_ctx *c, ap_word w, const ap_inside *up, ap_str *b)
{
    static const char *const heads[] = {"dict_keys([", "dict_values([",
                                        "dict_items(["};
    uint64_t sort = ap_get(c, w, AP_VIEW_SORT);
    ap_str_put(b, heads[sort]);
    AP_TRY(put_entries(c, ap_get(c, w, AP_VIEW_DICT), ", ",
                       sort != AP_VIEW_VALUES, sort != AP_VIEW_KEYS, up, b));
    ap_str_put(b, "])");
    return AP_OK;
}

static ap_ret put_set(ap_ctx *c, ap_word w, const ap_inside *up, ap_str *b)
{
    bool named = ap_is_user(c, w) || ap_is_kind(c, w, AP_KIND_FROZENSET);
    ap_touch_walk(c, w);
    if (!ap_set_len(c, w)) {
        ap_str_printf(b, "%s()", ap_type_name(c, w));
        return AP_OK;
    }
    if (named)
        ap_str_printf(b, "%s(", ap_type_name(c, w));
    ap_str_putc(b, '{');
    bool any = false;
    for (int64_t i = 0; i < ap_set_slots(c, w); i++) {
        ap_word key = ap_set_key_at(c, w, i, NULL);
        if (!key)
            continue;
        if (any)
            ap_str_put(b, ", ");
        any = true;
        AP_TRY(repr_into(c, key, up, b));
    }
    ap_str_put(b, named ? "})" : "}");
    return AP_OK;
}

static ap_ret put_exception(ap_ctx *c, ap_word w, const ap_inside *up,
                            ap_str *b)
{
    ap_word args = ap_get(c, w, AP_EXC_ARGS);
    ap_str_printf(b, "%s(", ap_type_name(c, w));
    if (args && ap_is_tuple(c, args))
        AP_TRY(put_items(c, args, up, b));
    ap_str_putc(b, ')');
    return AP_OK;
}

static const char *cycle_mark(ap_kind kind)
{
    switch (kind) {
    case AP_KIND_LIST: return "[...]";
    case AP_KIND_TUPLE: return "(...)";
    case AP_KIND_DICT: return "{...}";
    default: return "...";
    }
}

static ap_ret put_container(ap_ctx *c, ap_word w, const ap_inside *up,
                            ap_str *b)
{
    ap_kind kind = ap_kind_of(c, w);
    for (const ap_inside *i = up; i; i = i->up)
        if (i->w == w) {
            ap_str_put(b, cycle_mark(kind));
            return AP_OK;
        }
    ap_inside here = {up, w};
    switch (kind) {
    case AP_KIND_TUPLE: return put_tuple(c, w, &here, b);
    case AP_KIND_LIST: return put_list(c, w, &here, b);
    case AP_KIND_DICT: return put_dict(c, w, &here, b);
    case AP_KIND_VIEW: return put_view(c, w, &here, b);
    case AP_KIND_EXC: return put_exception(c, w, &here, b);
    default: return put_set(c, w, &here, b);
    }
}

/* ---- everything else ----------------------------------------------- */

/* "__main__.A", "int" */
static void put_class_name(ap_ctx *c, ap_word class_, ap_str *b)
{
    const char *module = text_at(c, class_, AP_CLASS_MODULE);
    if (strcmp(module, "builtins") != 0 && strcmp(module, "?") != 0)
        ap_str_printf(b, "%s.", module);
    ap_str_put(b, text_at(c, class_, AP_CLASS_QUALNAME));
}

static void put_default(ap_ctx *c, ap_word w, ap_str *b)
{
    ap_str_putc(b, '<');
    put_class_name(c, ap_class_of(c, w), b);
    ap_str_printf(b, " object at 0x%llx>", (unsigned long long)ap_id_of(c, w));
}

static void put_cfunc(ap_ctx *c, ap_word w, ap_word self, ap_str *b)
{
    const ap_native *nat =
        ap_native_at(c->world, ap_get(c, w, AP_CFUNC_NUMBER));
    const char *name = nat->fn->name;
    if (self && !ap_is_kind(c, self, AP_KIND_MODULE))
        ap_str_printf(b, "<built-in method %s of %s object at 0x%llx>", name,
                      ap_type_name(c, self),
                      (unsigned long long)ap_id_of(c, self));
    else if (!nat->owner)
        ap_str_printf(b, "<built-in function %s>", name);
    else if (name[0] == '_' && name[1] == '_')
        ap_str_printf(b, "<slot wrapper '%s' of '%s' objects>", name,
                      nat->owner);
    else
        ap_str_printf(b, "<method '%s' of '%s' objects>", name, nat->owner);
}

static ap_ret put_method(ap_ctx *c, ap_word w, const ap_inside *up, ap_str *b)
{
    ap_word func = ap_get(c, w, 0), self = ap_get(c, w, 1);
    if (ap_is_kind(c, func, AP_KIND_CFUNC)) {
        put_cfunc(c, func, self, b);
        return AP_OK;
    }
    ap_str_put(b, "<bound method ");
    ap_str_put(b, ap_is_kind(c, func, AP_KIND_FUNC)
                       ? text_at(c, func, AP_FUNC_QUALNAME)
                       : "?");
    ap_str_put(b, " of ");
    AP_TRY(repr_into(c, self, up, b));
    ap_str_putc(b, '>');
    return AP_OK;
}

static ap_ret put_words(ap_ctx *c, ap_word w, const char *head, int n,
                        const ap_inside *up, ap_str *b)
{
    ap_str_put(b, head);
    for (int i = 0; i < n; i++) {
        if (i)
            ap_str_put(b, ", ");
        AP_TRY(repr_into(c, ap_get(c, w, i), up, b));
    }
    ap_str_putc(b, ')');
    return AP_OK;
}

static ap_ret put_super(ap_ctx *c, ap_word w, ap_str *b)
{
    ap_word k = ap_get(c, w, 0), of = ap_get(c, w, 2);
    ap_str_put(b, "<super: <class '");
    put_class_name(c, k, b);
    ap_str_printf(b, "'>, <%s object>>",
                  of ? text_at(c, of, AP_CLASS_NAME) : "NULL");
    return AP_OK;
}

static ap_ret put_other(ap_ctx *c, ap_word w, const ap_inside *up, ap_str *b)
{
    unsigned long long id = (unsigned long long)ap_id_of(c, w);
    switch (ap_kind_of(c, w)) {
    case AP_KIND_RANGE:
        return put_words(
            c, w, "range(",
            ap_get(c, w, AP_RANGE_STEP) == ap_from_small(1) ? 2 : 3, up, b);
    case AP_KIND_SLICE: return put_words(c, w, "slice(", 3, up, b);
    case AP_KIND_METHOD: return put_method(c, w, up, b);
    case AP_KIND_SUPER: return put_super(c, w, b);
    case AP_KIND_FUNC:
        ap_str_printf(b, "<function %s at 0x%llx>",
                      text_at(c, w, AP_FUNC_QUALNAME), id);
        return AP_OK;
    case AP_KIND_CFUNC:
        put_cfunc(c, w, ap_get(c, w, AP_CFUNC_SELF), b);
        return AP_OK;
    case AP_KIND_CLASS:
        if (ap_has_class_method(c, w, "__class_repr__")) {
            ap_word text;
            AP_TRY(ap_class_method(c, w, "__class_repr__", NULL, 0, &text));
            ap_str_put(b, ap_str_bytes(c, text, NULL));
            return AP_OK;
        }
        ap_str_put(b, "<class '");
        put_class_name(c, w, b);
        ap_str_put(b, "'>");
        return AP_OK;
    case AP_KIND_MODULE:
        ap_str_printf(b, "<module '%s' (built-in)>", text_at(c, w, 0));
        return AP_OK;
    case AP_KIND_GENERATOR:
        ap_str_printf(b, "<generator object %s at 0x%llx>",
                      text_at(c, w, AP_GEN_QUALNAME), id);
        return AP_OK;
    case AP_KIND_ITER:
        ap_str_printf(b, "<%s object at 0x%llx>", ap_type_name(c, w), id);
        return AP_OK;
    case AP_KIND_STATICMETHOD:
    case AP_KIND_CLASSMETHOD:
        ap_str_printf(b, "<%s(", ap_type_name(c, w));
        AP_TRY(repr_into(c, ap_get(c, w, 0), up, b));
        ap_str_put(b, ")>");
        return AP_OK;
    default: put_default(c, w, b); return AP_OK;
    }
}

static void put_singleton(ap_word w, ap_str *b)
{
    static const char *const names[] = {
#define X(name, repr) [AP_SINGLETON_##name] = repr,
        AP_SINGLETONS(X)
#undef X
    };
    AP_ASSERT((w & 15) == 2 && w >> 4 < sizeof names / sizeof *names);
    ap_str_put(b, names[w >> 4]);
}

static ap_ret put_int(ap_ctx *c, ap_word w, ap_str *b)
{
    ap_word text;
    if (ap_is_small(w)) {
        ap_str_printf(b, "%lld", (long long)ap_small(w));
        return AP_OK;
    }
    AP_TRY(ap_int_str(c, w, &text));
    ap_str_put(b, ap_str_bytes(c, text, NULL));
    return AP_OK;
}

/* What the builtin kind's own __repr__ says. */
static ap_ret kind_into(ap_ctx *c, ap_word w, const ap_inside *up, ap_str *b)
{
    ap_text t;
    switch (ap_kind_of(c, w)) {
    case AP_KIND_NONE_:
        if (!ap_is_small(w)) {
            put_singleton(w, b);
            return AP_OK;
        }
        return put_int(c, w, b);
    case AP_KIND_BIGINT: return put_int(c, w, b);
    case AP_KIND_FLOAT: ap_float_repr(ap_float_get(c, w), b); return AP_OK;
    case AP_KIND_STR:
        t = ap_text_of(c, w);
        ap_text_repr(t.s, t.n, b);
        return AP_OK;
    case AP_KIND_BYTES:
        t = ap_text_of(c, w);
        ap_bytes_repr(t.s, t.n, b);
        return AP_OK;
    case AP_KIND_TUPLE:
    case AP_KIND_LIST:
    case AP_KIND_DICT:
    case AP_KIND_VIEW:
    case AP_KIND_SET:
    case AP_KIND_FROZENSET:
    case AP_KIND_EXC: {
        AP_TRY(ap_enter(c, " while getting the repr of an object"));
        ap_ret r = put_container(c, w, up, b);
        ap_leave(c);
        return r;
    }
    default: return put_other(c, w, up, b);
    }
}

static ap_ret repr_into(ap_ctx *c, ap_word w, const ap_inside *up, ap_str *b)
{
    ap_word text;
    bool found;
    AP_TRY(ap_special(c, w, "__repr__", NULL, 0, &text, &found));
    if (!found)
        return kind_into(c, w, up, b);
    if (!ap_is_str(c, text))
        return ap_raise(c, AP_X_TypeError,
                        "__repr__ returned non-string (type %s)",
                        ap_type_name(c, text));
    ap_text t = ap_text_of(c, text);
    ap_str_putn(b, t.s, t.n);
    return AP_OK;
}

/* ---- for everybody ------------------------------------------------- */

static ap_ret finish(ap_ctx *c, ap_ret r, ap_str *b, ap_word *out)
{
    if (r == AP_OK)
        return ap_str_take(c, b, out);
    ap_str_clear(b);
    return r;
}

ap_ret ap_kind_repr(ap_ctx *c, ap_word w, ap_word *out)
{
    ap_str b = {0};
    return finish(c, kind_into(c, w, NULL, &b), &b, out);
}

ap_ret ap_repr(ap_ctx *c, ap_word w, ap_word *out)
{
    if (ap_is_small(w))
        return ap_int_str(c, w, out);
    ap_str b = {0};
    return finish(c, repr_into(c, w, NULL, &b), &b, out);
}

/* str(exception): nothing, the argument, or the tuple of arguments. */
static ap_ret exception_str(ap_ctx *c, ap_word w, ap_word *out)
{
    ap_word args = ap_get(c, w, AP_EXC_ARGS);
    int n = args && ap_is_tuple(c, args) ? ap_tuple_len(c, args) : 0;
    if (n == 0)
        return ap_str_new(c, "", 0, out);
    if (n == 2
        && ap_isinstance(c, w, ap_exception_class(c, AP_X_OSError))) {
        ap_word text;
        AP_TRY(ap_to_str(c, ap_tuple_at(c, args, 1), &text));
        AP_TRY(ap_to_str(c, ap_tuple_at(c, args, 0), out));
        return ap_str_fmt(c, out, "[Errno %s] %s", ap_str_bytes(c, *out, NULL),
                          ap_str_bytes(c, text, NULL));
    }
    if (n > 1)
        return ap_repr(c, args, out);
    return ap_isinstance(c, w, ap_exception_class(c, AP_X_KeyError))
        ? ap_repr(c, ap_tuple_at(c, args, 0), out)
        : ap_to_str(c, ap_tuple_at(c, args, 0), out);
}

/* What the builtin kind's own __str__ says. */
ap_ret ap_kind_str(ap_ctx *c, ap_word w, ap_word *out)
{
    if (ap_is_kind(c, w, AP_KIND_EXC))
        return exception_str(c, w, out);
    if (!ap_is_str(c, w))
        return ap_repr(c, w, out);
    ap_text t = ap_text_of(c, w);
    return ap_str_new(c, t.s, t.n, out);
}

ap_ret ap_to_str(ap_ctx *c, ap_word w, ap_word *out)
{
    *out = w;
    if (ap_is_str(c, w) && !ap_is_user(c, w))
        return AP_OK;
    bool found;
    AP_TRY(ap_special(c, w, "__str__", NULL, 0, out, &found));
    if (!found && !ap_is_kind(c, w, AP_KIND_EXC) && !ap_is_str(c, w))
        AP_TRY(ap_special(c, w, "__repr__", NULL, 0, out, &found));
    if (!found)
        return ap_kind_str(c, w, out);
    if (!ap_is_str(c, *out))
        return ap_raise(c, AP_X_TypeError,
                        "__str__ returned non-string (type %s)",
                        ap_type_name(c, *out));
    return AP_OK;
}
