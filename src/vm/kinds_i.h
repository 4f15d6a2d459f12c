/* What a value is, asked by whoever handles one; and the accesses that are
 * told of its parts. */
#ifndef AP_KINDS_I_H
#define AP_KINDS_I_H

#include "vm_i.h"

/* Is it a class of Python code, not one of the builtin ones? */
bool ap_class_is_user(const ap_ctx *c, ap_word class_);
/* Does __slots__ of the class or of one above name the attribute? */
bool ap_class_has_slot(const ap_ctx *c, ap_word class_, ap_word name);
/* The name of its class by which the screen calls an object: a lock is a Lock,
 * though type() says `lock`. */
const char *ap_native_label(const ap_ctx *c, ap_word w);

static inline bool ap_is_kind(const ap_ctx *c, ap_word w, ap_kind kind)
{
    return ap_is_obj(w) && ap_head_of(c, w)->kind == kind;
}
/* Is w an instance of a Python class (with dunder methods of its own)? */
static inline bool ap_is_user(const ap_ctx *c, ap_word w)
{
    return ap_is_obj(w) && ap_class_is_user(c, ap_class_of(c, w));
}
static inline bool ap_is_bool(ap_word w)
{
    return w == AP_TRUE || w == AP_FALSE;
}
static inline bool ap_is_shared(const ap_ctx *c, ap_word obj)
{
    return atomic_load_explicit(&ap_head_of(c, obj)->flags,
                                memory_order_relaxed)
        & AP_F_SHARED;
}
/* A method that is atomic by itself looks at or changes all of it. */
static inline void ap_touch_whole(ap_ctx *c, ap_word obj, bool is_write)
{
    if (c->event)
        ap_touch(c, AP_AT_WHOLE, obj, AP_NULL, is_write, true);
}
/* An iteration goes on. */
static inline void ap_touch_walk(ap_ctx *c, ap_word obj)
{
    if (c->event)
        ap_touch(c, AP_AT_WHOLE, obj, AP_NULL, false, false);
}
static inline void ap_touch_item(ap_ctx *c, ap_word obj, ap_word key,
                                 bool is_write)
{
    if (c->event)
        ap_touch(c, AP_AT_ITEM, obj, key, is_write, false);
}

#endif
