/* Interned strs: all names and constants of the image, and the names that the
 * vm itself asks for. They are made by set-up and never change, so a host
 * table finds them in every process. Later strs are not interned: dicts then
 * compare text. */
#include "world_i.h"

#include "types_i.h"

#include <string.h>

static ap_interned_str *place(const ap_ctx *c, const char *s, size_t n,
                              uint64_t hash)
{
    const ap_world *w = c->world;
    size_t mask = w->interned_room - 1, at = hash & mask;
    for (;; at = (at + 1) & mask) {
        ap_interned_str *e = &w->interned[at];
        if (!e->word)
            return e;
        if (e->hash != hash)
            continue;
        ap_text t = ap_text_of(c, e->word);
        if (t.n == n && memcmp(t.s, s, n) == 0)
            return e;
    }
}

static void grow(ap_world *w)
{
    size_t room = w->interned_room, wanted = room ? room * 2 : 2048;
    ap_interned_str *old = w->interned;
    w->interned = ap_alloc(wanted * sizeof *w->interned);
    w->interned_room = wanted;
    for (size_t i = 0; i < room; i++) {
        size_t at = old[i].hash & (wanted - 1);
        while (old[i].word && w->interned[at].word)
            at = (at + 1) & (wanted - 1);
        if (old[i].word)
            w->interned[at] = old[i];
    }
    ap_free(old);
}

ap_ret ap_intern(ap_ctx *c, const char *s, size_t n, ap_word *out)
{
    ap_world *w = c->world;
    uint64_t hash = ap_text_hash(s, n);
    if (w->ninterned * 2 >= w->interned_room)
        grow(w);
    ap_interned_str *e = place(c, s, n, hash);
    *out = e->word;
    if (*out)
        return AP_OK;
    AP_TRY(ap_str_new(c, s, n, out));
    if (c->process->frozen)
        return AP_OK;
    ap_head_of(c, *out)->flags |= AP_F_INTERNED;
    *e = (ap_interned_str){hash, *out};
    w->ninterned++;
    return AP_OK;
}

ap_word ap_interned(const ap_ctx *c, const char *s)
{
    size_t n = strlen(s);
    return place(c, s, n, ap_text_hash(s, n))->word;
}

ap_word ap_ascii_str(const ap_ctx *c, uint32_t rune)
{
    return rune < 128 ? c->world->hot.ascii[rune] : AP_NULL;
}
