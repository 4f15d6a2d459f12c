/* The states that were seen: their identities, numbered in order of
 * discovery. Open addressing; a slot holds a number and some bits of the hash
 * so that most strangers are told apart without looking further. */
#include "check_i.h"

#include <string.h>

enum { FIRST_ROOM = 1024 };

void ap_table_init(ap_table *t)
{
    *t = (ap_table){0};
    ap_vec_init(&t->hashes, sizeof(ap_hash));
}

void ap_table_clear(ap_table *t)
{
    ap_vec_clear(&t->hashes);
    ap_free(t->slots);
    ap_table_init(t);
}

size_t ap_table_bytes(const ap_table *t)
{
    return t->room * sizeof *t->slots + t->hashes.cap * sizeof(ap_hash);
}

/* Number + 1, and above it bits of the hash by which most strangers are told
 * apart without a look at theirs. */
static uint64_t slot_of(ap_hash h, size_t number)
{
    return (h.hi & ~(uint64_t)UINT32_MAX) | (uint32_t)(number + 1);
}

static void grow(ap_table *t)
{
    t->room = t->room ? t->room * 2 : FIRST_ROOM;
    ap_free(t->slots);
    t->slots = ap_alloc(t->room * sizeof *t->slots);
    const ap_hash *all = t->hashes.data;
    for (size_t i = 0; i < t->hashes.len; i++) {
        size_t at = all[i].lo & (t->room - 1);
        while (t->slots[at])
            at = (at + 1) & (t->room - 1);
        t->slots[at] = slot_of(all[i], i);
    }
}

uint32_t ap_table_add(ap_table *t, ap_hash h, bool *is_new)
{
    if (3 * t->hashes.len >= 2 * t->room)
        grow(t);
    size_t at = h.lo & (t->room - 1);
    const ap_hash *all = t->hashes.data;
    for (; t->slots[at]; at = (at + 1) & (t->room - 1)) {
        uint32_t number = (uint32_t)t->slots[at] - 1;
        if (t->slots[at] == slot_of(h, number) && all[number].lo == h.lo
            && all[number].hi == h.hi) {
            *is_new = false;
            return number;
        }
    }
    t->slots[at] = slot_of(h, t->hashes.len);
    ap_vec_push(&t->hashes, &h);
    *is_new = true;
    return (uint32_t)t->hashes.len - 1;
}
