/* Dunder methods: who overrides an operation of a builtin kind, calling it,
 * and identity.
 *
 * The rows of builtin kinds (`list.__len__`) end in the very functions that
 * the operators use, so an operator calls a method only where a Python class
 * or a class of lib has defined one: an *override*. */
#include "types_i.h"

/* Deeper nesting of containers than this would exhaust a thread's stack. */
enum { MOST_NESTED = 800 };

ap_ret ap_enter(ap_ctx *c, const char *doing)
{
    if (c->nesting >= MOST_NESTED)
        return ap_raise(c, AP_X_RecursionError,
                        "maximum recursion depth exceeded%s", doing);
    c->nesting++;
    return AP_OK;
}

void ap_leave(ap_ctx *c)
{
    AP_ASSERT(c->nesting > 0);
    c->nesting--;
}

static bool is_row_of_object(const ap_ctx *c, ap_word method)
{
    return ap_is_kind(c, method, AP_KIND_CFUNC)
        && ap_get(c, method, AP_CFUNC_OWNER)
               == ap_class_of_kind(c, AP_CLASS_OF_OBJECT);
}

ap_word ap_override(const ap_ctx *c, ap_word obj, const char *name)
{
    if (!ap_is_obj(obj))
        return AP_NULL;
    ap_word class_ = ap_class_of(c, obj);
    bool is_native = ap_head_of(c, obj)->kind == AP_KIND_NATIVE;
    if (!is_native && !ap_class_is_user(c, class_))
        return AP_NULL;
    ap_word key = ap_interned(c, name);
    ap_word method = key ? ap_type_lookup(c, class_, key) : AP_NULL;
    if (!method || is_row_of_object(c, method))
        return AP_NULL;
    return !is_native && ap_is_kind(c, method, AP_KIND_CFUNC) ? AP_NULL
                                                              : method;
}

enum { MOST_ARGS = 4 };

ap_ret ap_call_override(ap_ctx *c, ap_word method, ap_word obj,
                        const ap_word *args, int n, ap_word *out)
{
    ap_word all[MOST_ARGS + 1] = {obj};
    AP_ASSERT(n <= MOST_ARGS);
    for (int i = 0; i < n; i++)
        all[i + 1] = args[i];
    switch (ap_kind_of(c, method)) {
    case AP_KIND_FUNC:
    case AP_KIND_CFUNC:
        return ap_sub(c, method, all, n + 1, AP_NULL, out);
    case AP_KIND_CLASSMETHOD:
        all[0] = ap_class_of(c, obj);
        return ap_sub(c, ap_get(c, method, 0), all, n + 1, AP_NULL, out);
    case AP_KIND_STATICMETHOD:
        return ap_sub(c, ap_get(c, method, 0), all + 1, n, AP_NULL, out);
    default: return ap_sub(c, method, all + 1, n, AP_NULL, out);
    }
}

ap_ret ap_special(ap_ctx *c, ap_word obj, const char *name,
                  const ap_word *args, int n, ap_word *out, bool *found)
{
    ap_word method = ap_override(c, obj, name);
    *found = method && method != AP_NONE;
    return *found ? ap_call_override(c, method, obj, args, n, out) : AP_OK;
}

/* ---- identity ------------------------------------------------------ */

static uint64_t name_hash(const ap_ctx *c, ap_word str)
{
    return str ? ap_get(c, str, AP_STR_HASH) : 0;
}

/* Tuples within it count by their length: nesting has no end. */
static uint64_t tuple_content(const ap_ctx *c, ap_word w)
{
    uint64_t h = 0;
    for (int i = 0; i < ap_tuple_len(c, w); i++) {
        ap_word item = ap_tuple_at(c, w, i);
        h = h * 31
            + (ap_is_tuple(c, item) ? (uint64_t)ap_tuple_len(c, item)
                                    : (uint64_t)ap_id_of(c, item));
    }
    return h;
}

/* Something of the object itself that a collection does not change. */
static uint64_t content_of(const ap_ctx *c, ap_word w)
{
    switch (ap_kind_of(c, w)) {
    case AP_KIND_STR:
    case AP_KIND_BYTES: return name_hash(c, w);
    case AP_KIND_FUNC:
        return name_hash(c, ap_get(c, w, AP_FUNC_QUALNAME))
            ^ ap_get(c, w, AP_FUNC_CODE) * 0x9e3779b97f4a7c15u;
    case AP_KIND_CLASS: return name_hash(c, ap_get(c, w, AP_CLASS_QUALNAME));
    case AP_KIND_MODULE: return name_hash(c, ap_get(c, w, 0));
    case AP_KIND_CFUNC: return ap_get(c, w, AP_CFUNC_NUMBER) * 0x9e3779b97f4au;
    case AP_KIND_METHOD:
        return (uint64_t)ap_id_of(c, ap_get(c, w, 0))
            ^ (uint64_t)ap_id_of(c, ap_get(c, w, 1)) * 3;
    case AP_KIND_BIGINT: return (uint64_t)ap_int_hash(c, w);
    case AP_KIND_FLOAT: return (uint64_t)ap_float_hash(ap_float_get(c, w));
    case AP_KIND_TUPLE: return tuple_content(c, w);
    default: return ap_head_of(c, w)->kind;
    }
}

uint64_t ap_identity_of(const ap_ctx *c, ap_word w)
{
    if (!ap_is_obj(w))
        return w * 0x9e3779b97f4a7c15u;
    const ap_head *h = ap_head_of(c, w);
    uint64_t own = h->birth ? (uint64_t)h->birth << 32 : content_of(c, w);
    return (own ^ name_hash(c, ap_get(c, ap_class_of(c, w),
                                      AP_CLASS_QUALNAME)))
        * 0x9e3779b97f4a7c15u;
}

/* Looks like an address: 0x7f, twenty bits of the class, twenty of the birth
 * number (or of the content, where births are not counted), 16-aligned. */
int64_t ap_id_of(const ap_ctx *c, ap_word w)
{
    if (!ap_is_obj(w))
        return 0x5500000000 + ((int64_t)w << 4 & 0xffffffffff);
    ap_word class_ = ap_class_of(c, w);
    uint64_t high = name_hash(c, ap_get(c, class_, AP_CLASS_QUALNAME)) >> 7;
    uint64_t low = ap_head_of(c, w)->birth;
    if (!low) {
        low = content_of(c, w);
        low ^= low >> 20;
    }
    return (int64_t)(0x7f0000000000 | (high & 0xffff) << 24
                     | (low & 0xfffff) << 4);
}
