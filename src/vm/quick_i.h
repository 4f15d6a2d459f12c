/* The commonest cases of the commonest instructions, without a call.
 *
 * Each answers false, or AP_NULL, where its case is not at hand: the general
 * function then does all of it, errors and overrides included. So none of
 * these raises or asks Python, and none changes anything before it is sure.
 * What they find out they find out anew each time: a cache only says where to
 * look first (DESIGN: inline caches verify themselves). */
#ifndef AP_QUICK_I_H
#define AP_QUICK_I_H

#include "calls_i.h"
#include "quick_number_i.h"

/* ---- dicts with names for keys ------------------------------------- */

static inline ap_word ap_hash_word_of(const ap_ctx *c, ap_word str)
{
    return ap_get(c, str, AP_STR_HASH) << 1 | 1;
}

/* Where the dict has the name: the entry where this instruction found it
 * last time, if it is still there. The entry is compared with the name, so a
 * stale one does no harm. NULL: it has it not. */
AP_INLINE ap_slot *ap_quick_find(const ap_ctx *c, _Atomic uint32_t *cache,
                                 ap_word dict, ap_word name)
{
    ap_word entries = ap_get(c, dict, AP_DICT_ENTRIES);
    uint32_t i = atomic_load_explicit(cache, memory_order_relaxed);
    uint32_t used = (uint32_t)ap_get(c, dict, AP_DICT_COUNTS);
    if (AP_LIKELY(entries && i < used
                  && (i + 1) * AP_ENTRY_WORDS
                         <= ap_head_of(c, entries)->units - 2)) {
        ap_slot *e = ap_body(c, entries) + i * AP_ENTRY_WORDS;
        if (AP_LIKELY(ap_load(e + AP_ENTRY_KEY) == name))
            return e + AP_ENTRY_VALUE;
    }
    if (!ap_dict_may_have(c, dict, ap_hash_word_of(c, name)))
        return NULL;
    int64_t found = ap_dict_find_str(c, dict, name);
    if (found < 0)
        return NULL;
    atomic_store_explicit(cache, (uint32_t)found, memory_order_relaxed);
    return ap_dict_value_at(c, dict, found);
}

/* ---- attributes ---------------------------------------------------- */

/* An instance of a Python class, whose attributes lie in its dict. */
static inline bool ap_is_instance(const ap_ctx *c, ap_word w)
{
    if (!ap_is_obj(w))
        return false;
    const ap_head *h = ap_head_of(c, w);
    return (h->kind == AP_KIND_INSTANCE || h->kind == AP_KIND_NATIVE)
        && atomic_load_explicit(&h->flags, memory_order_relaxed) & AP_F_DICT;
}

static inline ap_word ap_instance_dict(const ap_ctx *c, ap_word w)
{
    return ap_get(c, w, (int)ap_head_of(c, w)->units - 3);
}

/* Classes of the MRO to look into for this name: object, the last one, has
 * nothing but dunder names. */
static inline int ap_classes_with(const ap_ctx *c, ap_word mro, ap_word name)
{
    const char *s = (const char *)(ap_body(c, name) + AP_STR_TEXT);
    int n = ap_tuple_len(c, mro);
    return n > 1 && !(s[0] == '_' && s[1] == '_') ? n - 1 : n;
}

/* What the classes have under the name, AP_NULL: nothing. */
AP_INLINE ap_word ap_quick_lookup(const ap_ctx *c, _Atomic uint32_t *cache,
                                  ap_word class_, ap_word name)
{
    ap_word mro = ap_get(c, class_, AP_CLASS_MRO);
    ap_word hash = ap_hash_word_of(c, name);
    for (int i = 0, n = ap_classes_with(c, mro, name); i < n; i++) {
        ap_word dict = ap_get(c, ap_tuple_at(c, mro, i), AP_CLASS_DICT);
        if (AP_LIKELY(!ap_dict_may_have(c, dict, hash)))
            continue;
        const ap_slot *slot = ap_quick_find(c, cache, dict, name);
        if (slot)
            return ap_load(slot);
    }
    return AP_NULL;
}

/* The attribute of an instance, where it is its own and nothing of its class
 * comes before. */
AP_INLINE ap_slot *ap_quick_attr(const ap_ctx *c, _Atomic uint32_t *cache,
                                 ap_word obj, ap_word name,
                                 uint64_t unless)
{
    if (!ap_is_instance(c, obj))
        return NULL;
    ap_word class_ = (ap_word)ap_head_of(c, obj)->class_ * 16;
    ap_word dict = ap_instance_dict(c, obj);
    if (!dict || ap_get(c, class_, AP_CLASS_FLAGS) & unless
        || ap_quick_lookup(c, cache, class_, name))
        return NULL;
    return ap_quick_find(c, cache, dict, name);
}

/* The function that obj.name() calls with obj before its arguments. */
AP_INLINE ap_word ap_quick_method(const ap_ctx *c, _Atomic uint32_t *cache,
                                  ap_word obj, ap_word name)
{
    if (!ap_is_obj(obj))
        return AP_NULL;
    const ap_head *h = ap_head_of(c, obj);
    ap_word class_ = (ap_word)h->class_ * 16;
    if (h->kind == AP_KIND_MODULE || h->kind == AP_KIND_CLASS
        || h->kind == AP_KIND_SUPER
        || ap_get(c, class_, AP_CLASS_FLAGS) & AP_CF_GETATTRIBUTE)
        return AP_NULL;
    ap_word found = ap_quick_lookup(c, cache, class_, name);
    ap_kind kind = ap_kind_of(c, found);
    if (kind != AP_KIND_FUNC
        && (kind != AP_KIND_CFUNC || ap_get(c, found, AP_CFUNC_SELF)
            || !ap_get(c, found, AP_CFUNC_OWNER)))
        return AP_NULL;
    ap_word dict = atomic_load_explicit(&h->flags, memory_order_relaxed)
            & AP_F_DICT
        ? ap_instance_dict(c, obj)
        : AP_NULL;
    bool has_own = dict && ap_dict_may_have(c, dict, ap_hash_word_of(c, name))
        && ap_dict_find_str(c, dict, name) >= 0;
    return has_own ? AP_NULL : found;
}

/* ---- items --------------------------------------------------------- */

/* The items of a plain list or tuple, NULL: it is none, or is empty. Never
 * more than there is room for, whatever a list's length says meanwhile. */
AP_INLINE ap_slot *ap_quick_seq(const ap_ctx *c, ap_word seq, int64_t *n)
{
    if (AP_LIKELY(ap_is_plain(c, seq, AP_KIND_LIST))) {
        ap_word array = ap_get(c, seq, AP_LIST_ITEMS);
        if (!array)
            return NULL;
        int64_t room = (int64_t)ap_head_of(c, array)->units - 2;
        *n = (int64_t)ap_get(c, seq, AP_LIST_LEN);
        *n = *n < room ? *n : room;
        return ap_body(c, array);
    }
    if (!ap_is_plain(c, seq, AP_KIND_TUPLE))
        return NULL;
    *n = (int64_t)ap_get(c, seq, 0);
    return ap_body(c, seq) + 1;
}

/* Place `key` of a plain list or tuple, NULL: none such. */
AP_INLINE ap_slot *ap_quick_item(const ap_ctx *c, ap_word seq, ap_word key)
{
    int64_t i = ap_small(key), n;
    if (!ap_is_small(key))
        return NULL;
    ap_slot *items = ap_quick_seq(c, seq, &n);
    if (!items)
        return NULL;
    if (i < 0)
        i += n;
    return (uint64_t)i < (uint64_t)n ? items + i : NULL;
}

/* The items where there are just n of them. */
AP_INLINE const ap_slot *ap_quick_items(const ap_ctx *c, ap_word seq,
                                        uint32_t n)
{
    int64_t has;
    const ap_slot *items = ap_quick_seq(c, seq, &has);
    return items && has == (int64_t)n ? items : NULL;
}

/* What BINARY_SUBSCR looked at, for its event. */
static inline void ap_tell_item(ap_ctx *c, ap_word seq, ap_word key)
{
    if (ap_head_of(c, seq)->kind != AP_KIND_LIST)
        return;
    int64_t i = ap_small(key);
    if (i < 0)
        i += (int64_t)ap_get(c, seq, AP_LIST_LEN);
    ap_touch_item(c, seq, ap_from_small(i), false);
}

/* The next of an ASCII character's strs. */
static inline ap_word ap_quick_rune(ap_ctx *c, ap_slot *iter, ap_word str,
                                    uint64_t at)
{
    const unsigned char *s =
        (const unsigned char *)(ap_body(c, str) + AP_STR_TEXT);
    if (at >= (uint32_t)ap_get(c, str, AP_STR_LENGTHS) || s[at] >= 128
        || !c->world->hot.ascii[s[at]])
        return AP_NULL;
    ap_store(iter + AP_IT_AT, at + 1);
    return c->world->hot.ascii[s[at]];
}

/* The next item of a range, list, tuple or str; AP_NULL: ask ap_next. */
AP_INLINE ap_word ap_quick_next(ap_ctx *c, ap_word it)
{
    if (!ap_is_plain(c, it, AP_KIND_ITER))
        return AP_NULL;
    ap_slot *body = ap_body(c, it);
    ap_word source = ap_load(body + AP_IT_SOURCE);
    uint64_t at = ap_load(body + AP_IT_AT);
    if (!source)
        return AP_NULL;
    if (ap_load(body + AP_IT_SORT) == AP_ITER_RANGE) {
        const ap_slot *r = ap_body(c, source);
        ap_word start = ap_load(r + AP_RANGE_START), len, step, away, i;
        len = ap_load(r + AP_RANGE_LEN);
        step = ap_load(r + AP_RANGE_STEP);
        if (!(start & step & len & 1) || (int64_t)at >= ap_small(len)
            || !ap_quick_mul(step, ap_from_small((int64_t)at), &away)
            || !ap_quick_add(start, away, &i))
            return AP_NULL;
        ap_store(body + AP_IT_AT, at + 1);
        return i;
    }
    if (ap_load(body + AP_IT_SORT) == AP_ITER_STR)
        return ap_quick_rune(c, body, source, at);
    if (ap_load(body + AP_IT_SORT) > AP_ITER_TUPLE)
        return AP_NULL;
    const ap_slot *slot = ap_quick_item(c, source, ap_from_small((int64_t)at));
    if (!slot)
        return AP_NULL;
    if (c->event && ap_head_of(c, source)->kind == AP_KIND_LIST)
        ap_touch_walk(c, source);
    ap_store(body + AP_IT_AT, at + 1);
    return ap_load(slot);
}

/* ---- calls --------------------------------------------------------- */

/* As ap_recursion_limit. */
static inline uint32_t ap_depth_limit(const ap_ctx *c)
{
    ap_word w = ap_load(&c->process->keep[AP_KEEP_RECURSION_LIMIT]);
    return AP_LIKELY(ap_is_small(w)) ? (uint32_t)ap_small(w)
                                     : (uint32_t)ap_recursion_limit(c);
}

/* A frame for a Python function that takes just these arguments, by
 * position, on top of the thread; AP_NULL: bind them (ap_call_python). */
AP_INLINE ap_word ap_quick_frame(ap_ctx *c, ap_word func,
                                 const ap_slot *args, uint32_t n)
{
    ap_thread *t = c->thread;
    uint32_t index = (uint32_t)ap_get(c, func, AP_FUNC_CODE);
    const ap_code_ref *ref = ap_code_at(c->world, index);
    uint64_t *chain = &t->free_frames[ref->chain];
    if (AP_UNLIKELY(ref->takes != n || !*chain
                    || t->depth >= ap_depth_limit(c)))
        return AP_NULL;
    ap_word frame = *chain;
    ap_slot *body = ap_body(c, frame), *fast = body + AP_FRAME_FAST;
    uint32_t nplus = (uint32_t)ref->code->nplus, i = 0;
    *chain = ap_load(body + AP_FRAME_PREV);
    ap_store(body + AP_FRAME_AT, index);
    ap_store(body + AP_FRAME_SP, nplus);
    ap_store(body + AP_FRAME_PREV, c->frame);
    ap_store(body + AP_FRAME_FUNC, func);
    ap_store(body + AP_FRAME_GLOBALS, ap_get(c, func, AP_FUNC_GLOBALS));
    for (int k = AP_FRAME_NAMES; k < AP_FRAME_FAST; k++)
        ap_store(body + k, AP_NULL);
    for (; i < n; i++)
        ap_store(fast + i, ap_load(args + i));
    for (; i < nplus; i++)
        ap_store(fast + i, AP_NULL);
    t->depth++;
    ap_store(&t->top, frame);
    return frame;
}

/* The Python __init__ of a Python class whose instances are made by object's
 * own __new__ and hold nothing but attributes; AP_NULL: it is another kind of
 * class, or of callable. */
AP_INLINE ap_word ap_quick_init(const ap_ctx *c, _Atomic uint32_t *cache,
                                ap_word class_)
{
    if (ap_kind_of(c, class_) != AP_KIND_CLASS
        || ap_get(c, class_, AP_CLASS_LAYOUT) != AP_KIND_INSTANCE)
        return AP_NULL;
    ap_word mro = ap_get(c, class_, AP_CLASS_MRO);
    ap_word hash = ap_hash_word_of(c, c->world->hot.new_);
    for (int i = 0, n = ap_tuple_len(c, mro) - 1; i < n; i++)
        if (ap_dict_may_have(c, ap_get(c, ap_tuple_at(c, mro, i),
                                       AP_CLASS_DICT), hash))
            return AP_NULL;
    ap_word init = ap_quick_lookup(c, cache, class_, c->world->hot.init);
    return ap_kind_of(c, init) == AP_KIND_FUNC ? init : AP_NULL;
}

/* Puts the frame of __init__ on top, whose result is the instance a[0]. */
static inline ap_ret ap_call_init(ap_ctx *c, ap_word init, const ap_slot *a,
                                  uint32_t n)
{
    ap_word frame = ap_quick_frame(c, init, a, n);
    if (frame)
        ap_tell(c, AP_EV_CALL, AP_NULL, -1, init);
    ap_ret r = frame ? AP_CALLED
                     : ap_call_python(c, init,
                                      (const ap_word *)(const void *)a,
                                      (int)n, AP_NULL);
    if (r != AP_CALLED)
        return r;
    frame = ap_load(&c->thread->top);
    ap_set(c, frame, AP_FRAME_GEN, ap_load(a));
    ap_frame_set_sp(c, frame, ap_frame_sp(c, frame), AP_FF_INIT);
    return AP_CALLED;
}

/* The frame ends: it is given back; -> the frame below, AP_NULL: ap_return.
 * *value is what comes on that one's stack. */
AP_INLINE ap_word ap_quick_return(ap_ctx *c, ap_word frame, ap_word *value)
{
    ap_thread *t = c->thread;
    ap_slot *body = ap_body(c, frame);
    uint32_t flags = (uint32_t)(ap_load(body + AP_FRAME_SP) >> 32);
    ap_word prev = ap_load(body + AP_FRAME_PREV);
    uint32_t chain = ap_head_of(c, frame)->units / 2 - AP_FRAME_LEAST;
    if (AP_UNLIKELY(flags & ~(uint32_t)AP_FF_INIT || !prev
                    || ap_head_of(c, prev)->kind != AP_KIND_FRAME
                    || chain >= AP_FRAME_CHAINS))
        return AP_NULL;
    if (flags) {
        if (*value != AP_NONE)
            return AP_NULL;
        *value = ap_load(body + AP_FRAME_GEN);
    }
    t->depth--;
    ap_store(body + AP_FRAME_SP, 0);
    ap_store(body + AP_FRAME_PREV, t->free_frames[chain]);
    t->free_frames[chain] = frame;
    ap_store(&t->top, prev);
    return prev;
}

#endif
