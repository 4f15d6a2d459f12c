/* The heap: allocation goes up in the space in use; nothing is freed but by
 * the copier (copy.c). Frames of plain calls are recycled (call.c).
 *
 * Births count the instances of a class; the number is the object's label on
 * the screen and stays with it for ever. */
#include "world_i.h"

#include <string.h>

static uint32_t next_birth(ap_ctx *c, ap_kind kind, ap_word class_)
{
    bool counted = kind == AP_KIND_NATIVE || kind == AP_KIND_INSTANCE
        || kind == AP_KIND_LIST || kind == AP_KIND_SET
        || kind == AP_KIND_DICT || kind == AP_KIND_GENERATOR
        || kind == AP_KIND_CELL || kind == AP_KIND_EXC;
    if (!counted || !class_)
        return 0;
    uint64_t counter = ap_get(c, class_, AP_CLASS_COUNTER);
    if (counter)
        return ++c->process->births[counter - 1];
    ap_slot *births = ap_body(c, class_) + AP_CLASS_BIRTHS;
    uint64_t n = atomic_fetch_add_explicit(births, 1, memory_order_relaxed);
    return (uint32_t)n + 1;
}

static uint16_t raw_of(ap_kind kind)
{
#define A UINT16_MAX
    static const uint16_t raw[AP_KIND_COUNT] = {
#define X(name, n, type) [AP_KIND_##name] = n,
        AP_KINDS(X)
#undef X
    };
#undef A
    return raw[kind];
}

/* Most objects are a few words. */
static void clear_words(ap_head *head, uint64_t units)
{
    enum { FEW = 16 };
    ap_slot *words = (ap_slot *)(void *)head;
    if (units > FEW)
        memset(head, 0, units * 8);
    else
        for (uint64_t i = 0; i < units; i++)
            atomic_store_explicit(words + i, 0, memory_order_relaxed);
}

static bool has_room(const ap_ctx *c, uint64_t bytes)
{
    const ap_process *p = c->process;
    uint64_t limit = p->limit + (c->urgent ? (uint64_t)AP_RESERVE : p->grace);
    return bytes <= limit && p->used <= limit - bytes;
}

ap_ret ap_new(ap_ctx *c, ap_kind kind, ap_word class_, int64_t words,
              ap_word *out)
{
    ap_process *p = c->process;
    if (!class_)
        class_ = p->classes[kind];
    bool dict = class_ && (ap_get(c, class_, AP_CLASS_FLAGS) & AP_CF_DICT);
    if (words < 0 || words > (int64_t)UINT32_MAX - 8)
        return AP_NOROOM;
    uint64_t units = ((uint64_t)words + 2 + dict + 1) & ~(uint64_t)1;
    if (!has_room(c, units * 8))
        return AP_NOROOM;
    ap_word at = p->used;
    p->used += units * 8;
    ap_head *head = ap_head_of(c, at);
    clear_words(head, units);
    uint16_t raw = raw_of(kind);
    head->kind = (uint8_t)kind;
    head->flags = (uint8_t)((dict ? AP_F_DICT : 0)
                            | (raw == UINT16_MAX ? AP_F_RAW : 0));
    head->raw = raw == UINT16_MAX ? 0 : raw;
    head->units = (uint32_t)units;
    head->class_ = (uint32_t)(class_ / 16);
    head->birth = next_birth(c, kind, class_);
    *out = at;
    return AP_OK;
}

ap_word ap_class_of_kind(const ap_ctx *c, int kind_or_class_of)
{
    return ap_load(&c->process->classes[kind_or_class_of]);
}

ap_word ap_class_of(const ap_ctx *c, ap_word w)
{
    static const int of_singleton[] = {
        [AP_SINGLETON_NONE] = AP_CLASS_OF_NONE,
        [AP_SINGLETON_FALSE] = AP_CLASS_OF_BOOL,
        [AP_SINGLETON_TRUE] = AP_CLASS_OF_BOOL,
        [AP_SINGLETON_NOTIMPL] = AP_CLASS_OF_NOTIMPL,
        [AP_SINGLETON_ELLIPSIS] = AP_CLASS_OF_ELLIPSIS};
    if (ap_is_obj(w))
        return (ap_word)ap_head_of(c, w)->class_ * 16;
    if (ap_is_small(w))
        return ap_class_of_kind(c, AP_KIND_BIGINT);
    AP_ASSERT((w & 15) == 2 && w >> 4 <= AP_SINGLETON_ELLIPSIS);
    return ap_class_of_kind(c, of_singleton[w >> 4]);
}

/* ---- publishing ------------------------------------------------------- */

static void publish_one(ap_ctx *c, ap_vec *fresh, ap_word w)
{
    if (!ap_is_obj(w))
        return;
    ap_head *h = ap_head_of(c, w);
    if (h->flags & AP_F_SHARED)
        return;
    atomic_fetch_or_explicit(&h->flags, AP_F_SHARED, memory_order_relaxed);
    ap_vec_push(fresh, &w);
}

/* A float, a str and the like lead nowhere but to their class, which is
 * shared as a rule. Nobody else can reach it yet, so a plain store does. */
static bool publish_leaf(const ap_ctx *c, ap_head *h)
{
    uint8_t flags = atomic_load_explicit(&h->flags, memory_order_relaxed);
    const ap_head *class_ = ap_head_of(c, (ap_word)h->class_ * 16);
    if ((flags & (AP_F_RAW | AP_F_DICT)) != AP_F_RAW
        || !(class_->flags & AP_F_SHARED))
        return false;
    atomic_store_explicit(&h->flags, flags | AP_F_SHARED,
                          memory_order_relaxed);
    return true;
}

void ap_publish(ap_ctx *c, ap_word w)
{
    if (!ap_is_obj(w) || ap_head_of(c, w)->flags & AP_F_SHARED
        || publish_leaf(c, ap_head_of(c, w)))
        return;
    ap_vec *fresh = &c->world->fresh;
    publish_one(c, fresh, w);
    while (fresh->len) {
        ap_word obj = *(ap_word *)ap_vec_at(fresh, fresh->len - 1);
        ap_vec_pop(fresh);
        const ap_head *h = ap_head_of(c, obj);
        publish_one(c, fresh, (ap_word)h->class_ * 16);
        uint32_t from, end;
        ap_values_of(h, &from, &end);
        for (uint32_t i = from; i < end; i++)
            publish_one(c, fresh, ap_get(c, obj, (int)i));
    }
}
