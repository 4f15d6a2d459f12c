/* What native modules ask of the world beside its objects. */
#include "world_i.h"

const ap_world_options *ap_options_of(const ap_ctx *c)
{
    return &c->world->o;
}

ap_word ap_handled(const ap_ctx *c)
{
    ap_word w = ap_load(&c->thread->handled);
    return w == AP_NONE ? AP_NULL : w;
}

int ap_recursion_limit(const ap_ctx *c)
{
    ap_word w = ap_load(&c->process->keep[AP_KEEP_RECURSION_LIMIT]);
    if (ap_is_small(w))
        return (int)ap_small(w);
    return c->world->o.recursion_limit > 0 ? c->world->o.recursion_limit : 1000;
}

void ap_set_recursion_limit(ap_ctx *c, int limit)
{
    ap_store(&c->process->keep[AP_KEEP_RECURSION_LIMIT],
             ap_from_small(limit));
}
