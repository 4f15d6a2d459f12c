/* What can still become of a state: depth first through all that may follow
 * it, until an end of the wanted kind or nothing new.
 *
 * What a search that fails has seen is lost, all of it. A search that comes
 * to an end knows only of the states on its way there; what it left behind
 * might lead back to them, so that is forgotten. */
#include "after_i.h"

/* In the table: AP_FATE_OPEN, AP_FATE_LOST, or the number of the search that
 * has seen it. */
enum { FIRST_SEARCH = AP_FATE_PAUSED + 1 };

typedef struct level {
    ap_mark mark;
    ap_hash key;
    ap_tid next;             /* the thread to be tried next */
} level;

struct ap_fates {
    bool (*is_good)(const ap_walk *k);
    uint64_t left;           /* transitions that may still be made */
    ap_marks table;
    ap_vec levels;           /* of level; marks are used again */
    size_t depth;
    uint32_t search;
    ap_vec seen;             /* ap_hash: by this search */
    ap_check *check;
    ap_place here;           /* the state in question */
    bool is_paused;
};

bool ap_end_any(const ap_walk *k)
{
    (void)k;
    return true;
}

bool ap_end_good(const ap_walk *k)
{
    ap_thread_view v;
    if (!ap_world_is_over(k->w) || ap_world_exit_code(k->w) != 0)
        return false;
    for (ap_tid tid = 0; tid < ap_world_threads(k->w); tid++)
        if (ap_view_thread(k->w, tid, &v) && v.state == AP_TS_DEAD
            && v.failure)
            return false;
    return true;
}

ap_fates *ap_fates_new(ap_check *c, bool (*is_good)(const ap_walk *k),
                       uint64_t most)
{
    ap_fates *f = ap_alloc(sizeof *f);
    f->is_good = is_good;
    f->left = most;
    f->search = FIRST_SEARCH;
    f->check = c;
    ap_vec_init(&f->levels, sizeof(level));
    ap_vec_init(&f->seen, sizeof(ap_hash));
    ap_marks_init(&f->table);
    return f;
}

void ap_fates_free(ap_fates *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->levels.len; i++)
        ap_mark_clear(&((level *)ap_vec_at(&f->levels, i))->mark);
    ap_place_clear(&f->here);
    ap_vec_clear(&f->levels);
    ap_vec_clear(&f->seen);
    ap_marks_clear(&f->table);
    ap_free(f);
}

size_t ap_fates_bytes(const ap_fates *f)
{
    return ap_marks_bytes(&f->table);
}

static level *level_at(const ap_fates *f, size_t i)
{
    return ap_vec_at(&f->levels, i);
}

/* ---- a search ---------------------------------------------------------- */

static void enter(ap_fates *f, ap_walk *k, ap_hash key)
{
    if (f->depth == f->levels.len)
        ap_vec_push(&f->levels, NULL);
    level *l = level_at(f, f->depth++);
    ap_walk_mark(k, &l->mark);
    l->key = key;
    l->next = 0;
}

/* The walk has come to a state. OPEN: from here it goes on to a good end; LOST:
 * there is nothing new; UNKNOWN: its continuations are to be tried. */
static ap_fate arrive(ap_fates *f, ap_walk *k)
{
    ap_hash key = ap_walk_hash(k);
    uint32_t *value = ap_mark_of(&f->table, key);
    if (*value == AP_FATE_OPEN)
        return AP_FATE_OPEN;
    if (*value == AP_FATE_LOST || *value == f->search)
        return AP_FATE_LOST;
    *value = f->search;
    ap_vec_push(&f->seen, &key);
    if (ap_walk_is_end(k)) {
        if (!f->is_good(k))
            return AP_FATE_LOST;
        *value = AP_FATE_OPEN;
        return AP_FATE_OPEN;
    }
    enter(f, k, key);
    return AP_FATE_UNKNOWN;
}

/* Goes on from the deepest level with its next thread, or leaves it. */
static ap_fate advance(ap_fates *f, ap_walk *k)
{
    level *l = level_at(f, f->depth - 1);
    ap_walk_back(k, &l->mark);
    while (l->next < ap_world_threads(k->w) && !ap_walk_may(k, l->next))
        l->next++;
    if (l->next >= ap_world_threads(k->w)) {
        f->depth--;
        return AP_FATE_LOST;
    }
    ap_walk_go(k, l->next++);
    f->left--;
    return arrive(f, k);
}

static void set_all(ap_fates *f, ap_fate fate)
{
    for (size_t i = 0; i < f->seen.len; i++)
        *ap_mark_of(&f->table, *(ap_hash *)ap_vec_at(&f->seen, i)) = fate;
}

/* From the first state on, or from where it was paused. */
static ap_fate search(ap_fates *f, ap_walk *k, int64_t deadline_ns)
{
    ap_fate fate = f->is_paused ? AP_FATE_LOST : arrive(f, k);
    if (fate == AP_FATE_OPEN)
        return fate;
    fate = AP_FATE_LOST;
    while (f->depth && fate != AP_FATE_OPEN) {
        if (!f->left || ap_fates_bytes(f) + ap_world_follow_bytes(k->w)
                            > f->check->o.memory / 4)
            return AP_FATE_UNKNOWN;
        fate = advance(f, k);
        if (f->depth && fate != AP_FATE_OPEN && deadline_ns >= 0
            && ap_clock_ns() >= deadline_ns)
            return AP_FATE_PAUSED;
    }
    if (fate == AP_FATE_OPEN)
        for (size_t i = 0; i < f->depth; i++)
            *ap_mark_of(&f->table, level_at(f, i)->key) = AP_FATE_OPEN;
    else
        set_all(f, AP_FATE_LOST);
    return fate == AP_FATE_OPEN ? AP_FATE_OPEN : AP_FATE_LOST;
}

static void set_out(ap_fates *f, ap_walk *k)
{
    ap_walk_save(k, &f->here);
    ap_walk_follow(k, true);
    f->depth = f->seen.len = 0;
    f->search++;
}

ap_fate ap_fates_ask(ap_fates *f, ap_walk *k, int64_t deadline_ns)
{
    if (!f->is_paused) {
        uint32_t known = *ap_mark_of(&f->table, ap_walk_hash(k));
        if (known == AP_FATE_OPEN || known == AP_FATE_LOST)
            return (ap_fate)known;
        set_out(f, k);
    }
    ap_fate fate = search(f, k, deadline_ns);
    f->is_paused = fate == AP_FATE_PAUSED;
    if (f->is_paused)
        return fate;
    ap_walk_load(k, &f->here);
    ap_walk_follow(k, false);
    return fate;
}
