/* Tuples, arrays and what all sequences share: items in the world.
 *
 * A tuple's length never changes and its items are set before anybody else
 * can see it. */
#include "types_i.h"

bool ap_class_is_user(const ap_ctx *c, ap_word class_)
{
    return class_ && !(ap_get(c, class_, AP_CLASS_FLAGS) & AP_CF_BUILTIN);
}


ap_ret ap_array_new(ap_ctx *c, int64_t n, ap_word *out)
{
    return ap_new(c, AP_KIND_ARRAY, AP_NULL, n, out);
}

ap_ret ap_tuple_room(ap_ctx *c, ap_word class_, int64_t n, ap_word *out)
{
    AP_TRY(ap_new(c, AP_KIND_TUPLE, class_, n + 1, out));
    ap_set(c, *out, 0, (ap_word)n);
    return AP_OK;
}

ap_ret ap_tuple_new(ap_ctx *c, const ap_word *items, int n, ap_word *out)
{
    AP_TRY(ap_tuple_room(c, AP_NULL, n, out));
    for (int i = 0; i < n; i++)
        ap_tuple_put(c, *out, i, items[i]);
    return AP_OK;
}

bool ap_is_tuple(const ap_ctx *c, ap_word w)
{
    return ap_is_kind(c, w, AP_KIND_TUPLE);
}

int ap_tuple_len(const ap_ctx *c, ap_word w)
{
    return (int)ap_get(c, w, 0);
}

ap_word ap_tuple_at(const ap_ctx *c, ap_word w, int i)
{
    return ap_get(c, w, 1 + i);
}

void ap_tuple_put(const ap_ctx *c, ap_word tuple, int64_t i, ap_word w)
{
    ap_set(c, tuple, 1 + (int)i, w);
}
