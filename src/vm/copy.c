/* The collector: what the roots reach moves into the other space, in a fixed
 * order, breadth first (Cheney). The space left behind is not cleared.
 *
 * A moved object's old head has kind AP_KIND_NONE_ and its new place in
 * class_. The list of synchronisation objects is weak: it keeps those that
 * something else reaches. */
#include "state_i.h"

#include <string.h>

ap_word ap_moved(ap_mover *m, ap_word w)
{
    if (!ap_is_obj(w) || w < m->frozen)
        return w;
    ap_head *h = (ap_head *)(void *)(m->from + w);
    if (h->kind == AP_KIND_NONE_)
        return (ap_word)h->class_ * 16;
    ap_word at = m->used;
    memcpy(m->to + at, h, (size_t)h->units * 8);
    m->used += (uint64_t)h->units * 8;
    h->kind = AP_KIND_NONE_;
    h->class_ = (uint32_t)(at / 16);
    return at;
}

static void move_slot(ap_mover *m, ap_slot *s)
{
    ap_store(s, ap_moved(m, ap_load(s)));
}

void ap_move_slots(ap_mover *m, ap_slot *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        move_slot(m, s + i);
}

void ap_move_values(ap_mover *m, uint64_t at)
{
    while (at < m->used) {
        ap_head *h = (ap_head *)(void *)(m->to + at);
        ap_slot *body = (ap_slot *)(void *)(h + 1);
        h->class_ = (uint32_t)(ap_moved(m, (ap_word)h->class_ * 16) / 16);
        uint32_t from, end;
        ap_values_of(h, &from, &end);
        ap_move_slots(m, body + from, end - from);
        at += (uint64_t)h->units * 8;
    }
}

static void move_roots(ap_mover *m, ap_world *w, ap_process *p)
{
    ap_move_slots(m, p->classes, AP_CLASSES);
    ap_move_slots(m, p->exceptions, AP_X_COUNT);
    ap_move_slots(m, p->keep, AP_KEEPS);
    move_slot(m, &p->modules);
    move_slot(m, &p->main);
    for (int i = 0; i < w->h->nthreads; i++) {
        ap_thread *t = &w->threads[i];
        if (t->pid != p->pid)
            continue;
        ap_slot *const roots[] = {&t->top, &t->raised, &t->handled, &t->obj,
                                  &t->name, &t->failure, &t->wait.obj,
                                  &t->wait.keep};
        for (size_t k = 0; k < sizeof roots / sizeof *roots; k++)
            move_slot(m, roots[k]);
        memset(t->free_frames, 0, sizeof t->free_frames);
    }
}

/* The survivors among the synchronisation objects, as a new list. */
static void keep_syncs(ap_mover *m, ap_world *w, ap_process *p, ap_word old)
{
    ap_ctx before = ap_ctx_for_process(w, p->pid);
    ap_vec alive;
    ap_vec_init(&alive, sizeof(ap_word));
    for (int64_t i = 0; i < ap_list_len(&before, old); i++) {
        ap_word obj = ap_list_at(&before, old, i);
        const ap_head *h = ap_head_of(&before, obj);
        ap_word now = (ap_word)h->class_ * 16;
        if (h->kind == AP_KIND_NONE_)
            ap_vec_push(&alive, &now);
    }
    p->space ^= 1;
    p->used = m->used;
    ap_ctx after = ap_ctx_for_process(w, p->pid);
    after.urgent = true;
    ap_word list, class_ = ap_class_of_kind(&after, AP_KIND_LIST);
    uint32_t *births = &p->births[ap_get(&after, class_, AP_CLASS_COUNTER) - 1];
    uint32_t born = *births; /* the program did not make this one */
    ap_must(ap_list_new(&after, (int64_t)alive.len, &list));
    for (size_t i = 0; i < alive.len; i++)
        ap_must(ap_list_append(&after, list, *(ap_word *)ap_vec_at(&alive, i)));
    ap_store(&p->syncs, list);
    *births = born;
    ap_vec_clear(&alive);
}

/* What the frozen part names goes first, and so keeps its place for ever: the
 * slots that name it are never written. */
static void keep_in_place(ap_mover *m, const ap_world *w)
{
    for (size_t i = 0; i < w->cold_slots.len; i++) {
        uint64_t at = *(uint64_t *)ap_vec_at(&w->cold_slots, i);
        ap_word held = ap_load((ap_slot *)(void *)(m->from + at));
        AP_ASSERT(ap_moved(m, held) == held);
    }
}

void ap_move_rest(ap_mover *m, ap_world *w, ap_process *p, uint64_t from)
{
    uint64_t step = w->collect_step ? w->collect_step : AP_COLLECT_STEP;
    ap_word syncs = ap_load(&p->syncs);
    move_roots(m, w, p);
    ap_move_values(m, from);
    keep_syncs(m, w, p, syncs);
    uint64_t live = p->used - p->frozen;
    p->collect_at = p->used + (live > step ? live : step);
    if (p->used + AP_GRACE < p->limit)
        p->grace = 0;
    if (p->collect_at > p->limit + p->grace)
        p->collect_at = p->limit + p->grace;
    p->wants_collection = false;
    if (w->follow)
        p->layout = ++w->layouts;
}

void ap_collect(ap_world *w, ap_process *p)
{
    ap_mover m = {.from = ap_space(w, p->pid, p->space),
                  .to = ap_space(w, p->pid, p->space ^ 1),
                  .frozen = p->frozen,
                  .used = p->frozen};
    keep_in_place(&m, w);
    ap_move_rest(&m, w, p, p->frozen);
}

void ap_world_collect(ap_world *w, int pid)
{
    ap_collect(w, &w->processes[pid]);
}
