/* Marks that states are given. */
#include "after_i.h"

void ap_marks_init(ap_marks *m)
{
    ap_table_init(&m->states);
    ap_vec_init(&m->values, sizeof(uint32_t));
}

void ap_marks_clear(ap_marks *m)
{
    ap_table_clear(&m->states);
    ap_vec_clear(&m->values);
}

uint32_t *ap_mark_of(ap_marks *m, ap_hash state)
{
    bool is_new;
    uint32_t i = ap_table_add(&m->states, state, &is_new);
    if (is_new)
        ap_vec_push(&m->values, NULL);
    return ap_vec_at(&m->values, i);
}

size_t ap_marks_bytes(const ap_marks *m)
{
    return ap_table_bytes(&m->states) + m->values.cap * m->values.size;
}
