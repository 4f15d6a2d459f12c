/* Sets and frozensets, probed exactly as CPython 3.12 does, so that sets of
 * ints (and of tuples of ints) iterate in its order.
 *
 * The table is an ARRAY of pairs (hash as a small int, key), a power of two of
 * them; an empty slot is (0, 0), a deleted one (AP_NONE, 0). Raw word 0 holds
 * fill (active and deleted) and, above, the finger where pop() goes on; raw
 * word 1 the number of keys. A fresh set has no table: it counts as one of 8.
 *
 * The probe: nine neighbours from the home slot as far as they lie within the
 * table, then i = i*5 + 1 + (perturb >>= 5). */
#include "types_i.h"

enum { SET_FILL, SET_LIVE, SET_TABLE, SET_WORDS };
enum { LEAST = 8, NEIGHBOURS = 9, PERTURB = 5 };

static inline ap_word hash_word(int64_t hash)
{
    return (ap_word)hash << 1 | 1;
}

static int64_t fill_of(const ap_ctx *c, ap_word set)
{
    return (uint32_t)ap_get(c, set, SET_FILL);
}

/* The finger stays: it moves by pop() alone. */
static void set_fill(const ap_ctx *c, ap_word set, int64_t fill)
{
    uint64_t finger = ap_get(c, set, SET_FILL) >> 32;
    ap_set(c, set, SET_FILL, (uint64_t)fill | finger << 32);
}

int64_t ap_set_len(const ap_ctx *c, ap_word set)
{
    return (int64_t)ap_get(c, set, SET_LIVE);
}

int64_t ap_set_slots(const ap_ctx *c, ap_word set)
{
    ap_word table = ap_get(c, set, SET_TABLE);
    return table ? ((int64_t)ap_head_of(c, table)->units - 2) / 2 : 0;
}

static int64_t size_of(const ap_ctx *c, ap_word set)
{
    int64_t slots = ap_set_slots(c, set);
    return slots ? slots : LEAST;
}

static ap_slot *slot_at(const ap_ctx *c, ap_word table, uint64_t i)
{
    return ap_body(c, table) + i * 2;
}

ap_word ap_set_key_at(const ap_ctx *c, ap_word set, int64_t i, int64_t *hash)
{
    ap_word table = ap_get(c, set, SET_TABLE);
    if (i >= ap_set_slots(c, set))
        return AP_NULL;
    const ap_slot *s = slot_at(c, table, (uint64_t)i);
    if (hash)
        *hash = ap_small(ap_load(s));
    return ap_load(s + 1);
}

/* ---- the walk over slots ------------------------------------------- */

typedef struct ap_probe {
    uint64_t mask, home, perturb;
    int neighbour, last;
} ap_probe;

static void start_run(ap_probe *p)
{
    p->neighbour = 0;
    p->last = p->home + NEIGHBOURS <= p->mask ? NEIGHBOURS : 0;
}

static ap_probe probe_for(int64_t slots, int64_t hash)
{
    ap_probe p = {.mask = (uint64_t)slots - 1, .perturb = (uint64_t)hash};
    p.home = (uint64_t)hash & p.mask;
    start_run(&p);
    return p;
}

static uint64_t next_slot(ap_probe *p)
{
    if (p->neighbour > p->last) {
        p->perturb >>= PERTURB;
        p->home = (p->home * 5 + 1 + p->perturb) & p->mask;
        start_run(p);
    }
    return p->home + (uint64_t)p->neighbour++;
}

/* The slot that holds the key (*found), or the one that a new key takes: the
 * last deleted one on the way, else the empty one at its end. */
static ap_ret look(ap_ctx *c, ap_word set, ap_word key, int64_t hash,
                   uint64_t *at, bool *found)
{
    ap_word table = ap_get(c, set, SET_TABLE);
    *found = false;
    *at = 0;
    if (!table)
        return AP_OK;
    ap_probe p = probe_for(ap_set_slots(c, set), hash);
    for (uint64_t free = UINT64_MAX;;) {
        uint64_t i = next_slot(&p);
        const ap_slot *s = slot_at(c, table, i);
        ap_word h = ap_load(s), k = ap_load(s + 1);
        if (!k && h == AP_NONE) {
            free = i;
        } else if (!k) {
            *at = free == UINT64_MAX ? i : free;
            return AP_OK;
        } else if (h == hash_word(hash)) {
            *at = i;
            AP_TRY(ap_equal(c, k, key, found));
            if (*found)
                return AP_OK;
        }
    }
}

/* ---- growing ------------------------------------------------------- */

static void insert_clean(const ap_ctx *c, ap_word table, int64_t slots,
                         ap_word key, ap_word hash)
{
    ap_probe p = probe_for(slots, ap_small(hash));
    ap_slot *s;
    do
        s = slot_at(c, table, next_slot(&p));
    while (ap_load(s + 1));
    ap_store(s, hash);
    ap_store(s + 1, key);
}

static ap_ret new_table(ap_ctx *c, int64_t more_than, ap_word *table,
                        int64_t *slots)
{
    for (*slots = LEAST; *slots <= more_than; *slots *= 2)
        ;
    return ap_new(c, AP_KIND_ARRAY, AP_NULL, *slots * 2, table);
}

static void copy_keys(const ap_ctx *c, ap_word from, ap_word table,
                      int64_t slots)
{
    ap_word old = ap_get(c, from, SET_TABLE);
    for (int64_t i = 0, n = ap_set_slots(c, from); i < n; i++) {
        const ap_slot *s = slot_at(c, old, (uint64_t)i);
        if (ap_load(s + 1))
            insert_clean(c, table, slots, ap_load(s + 1), ap_load(s));
    }
}

/* A fresh table of more than `more_than` slots without the deleted ones. */
static ap_ret resize(ap_ctx *c, ap_word set, int64_t more_than)
{
    ap_word table;
    int64_t slots;
    AP_TRY(new_table(c, more_than, &table, &slots));
    copy_keys(c, set, table, slots);
    ap_set(c, set, SET_TABLE, table);
    set_fill(c, set, ap_set_len(c, set));
    return AP_OK;
}

static ap_ret add_hashed(ap_ctx *c, ap_word set, ap_word key, int64_t hash)
{
    uint64_t at;
    bool found;
    AP_TRY(look(c, set, key, hash, &at, &found));
    if (found)
        return AP_OK;
    if (!ap_get(c, set, SET_TABLE)) {
        AP_TRY(resize(c, set, 0));
        at = (uint64_t)hash & (LEAST - 1);
    }
    int64_t slots = ap_set_slots(c, set), wide = 0;
    ap_word table = ap_get(c, set, SET_TABLE), fresh = AP_NULL;
    bool reused = ap_load(slot_at(c, table, at)) == AP_NONE;
    int64_t fill = fill_of(c, set) + !reused, live = ap_set_len(c, set) + 1;
    if (!reused && fill * 5 >= (slots - 1) * 3)
        AP_TRY(new_table(c, live > 50000 ? live * 2 : live * 4, &fresh, &wide));
    ap_publish_into(c, set, key);
    ap_store(slot_at(c, table, at), hash_word(hash));
    ap_store(slot_at(c, table, at) + 1, key);
    ap_set(c, set, SET_LIVE, (ap_word)live);
    set_fill(c, set, fill);
    if (fresh) {
        copy_keys(c, set, fresh, wide);
        ap_set(c, set, SET_TABLE, fresh);
        set_fill(c, set, live);
    }
    return AP_OK;
}

/* ---- for everybody ------------------------------------------------- */

ap_ret ap_set_new(ap_ctx *c, ap_kind kind, ap_word class_, ap_word *out)
{
    return ap_new(c, kind, class_, SET_WORDS, out);
}

ap_ret ap_set_add(ap_ctx *c, ap_word set, ap_word key)
{
    int64_t hash;
    AP_TRY(ap_hash_of(c, key, &hash));
    return add_hashed(c, set, key, hash);
}

ap_ret ap_set_has(ap_ctx *c, ap_word set, ap_word key, bool *has)
{
    int64_t hash;
    uint64_t at;
    if (ap_is_kind(c, key, AP_KIND_SET) && !ap_is_user(c, key))
        AP_TRY(ap_set_copy(c, AP_KIND_FROZENSET, AP_NULL, key, &key));
    AP_TRY(ap_hash_of(c, key, &hash));
    return look(c, set, key, hash, &at, has);
}

static void drop_slot(const ap_ctx *c, ap_word set, uint64_t at)
{
    ap_slot *s = slot_at(c, ap_get(c, set, SET_TABLE), at);
    ap_store(s + 1, AP_NULL);
    ap_store(s, AP_NONE);
    ap_set(c, set, SET_LIVE, ap_get(c, set, SET_LIVE) - 1);
}

static ap_ret discard_hashed(ap_ctx *c, ap_word set, ap_word key, int64_t hash,
                             bool *had)
{
    uint64_t at;
    AP_TRY(look(c, set, key, hash, &at, had));
    if (*had)
        drop_slot(c, set, at);
    return AP_OK;
}

ap_ret ap_set_discard(ap_ctx *c, ap_word set, ap_word key, bool *had)
{
    int64_t hash;
    AP_TRY(ap_hash_of(c, key, &hash));
    return discard_hashed(c, set, key, hash, had);
}

void ap_set_become(ap_ctx *c, ap_word set, ap_word other)
{
    int64_t n = ap_set_slots(c, other);
    for (int64_t i = 0; i < n; i++)
        ap_publish_into(c, set, ap_set_key_at(c, other, i, NULL));
    if (ap_get(c, other, SET_TABLE))
        ap_publish_into(c, set, ap_get(c, other, SET_TABLE));
    set_fill(c, set, fill_of(c, other));
    ap_set(c, set, SET_LIVE, ap_get(c, other, SET_LIVE));
    ap_set(c, set, SET_TABLE, ap_get(c, other, SET_TABLE));
}

/* Adds another set's keys: into an empty set slot by slot as they lie. */
static ap_ret merge(ap_ctx *c, ap_word set, ap_word other)
{
    int64_t live = ap_set_len(c, other), fill = fill_of(c, set);
    if (!live)
        return AP_OK;
    if ((fill + live) * 5 >= (size_of(c, set) - 1) * 3)
        AP_TRY(resize(c, set, (ap_set_len(c, set) + live) * 2));
    else if (!ap_get(c, set, SET_TABLE))
        AP_TRY(resize(c, set, 0));
    ap_word table = ap_get(c, set, SET_TABLE);
    ap_word old = ap_get(c, other, SET_TABLE);
    int64_t slots = ap_set_slots(c, set), n = ap_set_slots(c, other);
    if (fill_of(c, set) == 0) {
        if (slots == n && fill_of(c, other) == live)
            for (int64_t i = 0; i < n * 2; i++)
                ap_set(c, table, (int)i, ap_get(c, old, (int)i));
        else
            copy_keys(c, other, table, slots);
        ap_set(c, set, SET_LIVE, (ap_word)live);
        set_fill(c, set, live);
        return AP_OK;
    }
    for (int64_t i = 0; i < n; i++) {
        int64_t hash;
        ap_word key = ap_set_key_at(c, other, i, &hash);
        if (key)
            AP_TRY(add_hashed(c, set, key, hash));
    }
    return AP_OK;
}

ap_ret ap_set_copy(ap_ctx *c, ap_kind kind, ap_word class_, ap_word set,
                   ap_word *out)
{
    AP_TRY(ap_set_new(c, kind, class_, out));
    return merge(c, *out, set);
}

/* A copy of the very table, deleted slots and all, for work on the side. */
static ap_ret twin_of(ap_ctx *c, ap_word set, ap_word *out)
{
    ap_word table = ap_get(c, set, SET_TABLE), copy = AP_NULL;
    int64_t words = ap_set_slots(c, set) * 2;
    AP_TRY(ap_set_new(c, AP_KIND_SET, AP_NULL, out));
    if (table)
        AP_TRY(ap_new(c, AP_KIND_ARRAY, AP_NULL, words, &copy));
    for (int64_t i = 0; i < words; i++)
        ap_set(c, copy, (int)i, ap_get(c, table, (int)i));
    ap_set(c, *out, SET_FILL, ap_get(c, set, SET_FILL));
    ap_set(c, *out, SET_LIVE, ap_get(c, set, SET_LIVE));
    ap_set(c, *out, SET_TABLE, copy);
    return AP_OK;
}

/* Keys of a that are (or are not) in b, added in a's order. */
static ap_ret keep(ap_ctx *c, ap_word to, ap_word a, ap_word b, bool wanted)
{
    for (int64_t i = 0, n = ap_set_slots(c, a); i < n; i++) {
        int64_t hash;
        uint64_t at;
        bool found;
        ap_word key = ap_set_key_at(c, a, i, &hash);
        if (!key)
            continue;
        AP_TRY(look(c, b, key, hash, &at, &found));
        if (found == wanted)
            AP_TRY(add_hashed(c, to, key, hash));
    }
    return AP_OK;
}

/* A table of which more than a quarter is deleted slots is made anew. */
static ap_ret shed(ap_ctx *c, ap_word set)
{
    int64_t live = ap_set_len(c, set);
    if (fill_of(c, set) - live <= (size_of(c, set) - 1) / 4)
        return AP_OK;
    return resize(c, set, live > 50000 ? live * 2 : live * 4);
}

/* Drops other's keys; or_add: adds those that were not there. */
static ap_ret drop_all(ap_ctx *c, ap_word set, ap_word other, bool or_add)
{
    for (int64_t i = 0, n = ap_set_slots(c, other); i < n; i++) {
        int64_t hash;
        bool had;
        ap_word key = ap_set_key_at(c, other, i, &hash);
        if (!key)
            continue;
        AP_TRY(discard_hashed(c, set, key, hash, &had));
        if (or_add && !had)
            AP_TRY(add_hashed(c, set, key, hash));
    }
    return or_add ? AP_OK : shed(c, set);
}

ap_ret ap_set_binary(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out)
{
    ap_kind kind = ap_kind_of(c, a);
    if (op == AP_BIN_AND && a == b)
        return ap_set_copy(c, kind, AP_NULL, a, out);
    if (op == AP_BIN_OR || op == AP_BIN_XOR) {
        AP_TRY(ap_set_copy(c, kind, AP_NULL, op == AP_BIN_OR ? a : b, out));
        if (op == AP_BIN_XOR)
            return drop_all(c, *out, a, true);
        return a == b ? AP_OK : merge(c, *out, b);
    }
    /* A difference with a small set is a copy with holes, as in CPython. */
    if (op == AP_BIN_SUB && ap_set_len(c, a) >> 2 > ap_set_len(c, b)) {
        AP_TRY(ap_set_copy(c, kind, AP_NULL, a, out));
        return drop_all(c, *out, b, false);
    }
    AP_TRY(ap_set_new(c, kind, AP_NULL, out));
    if (op == AP_BIN_SUB)
        return keep(c, *out, a, b, false);
    if (ap_set_len(c, b) > ap_set_len(c, a))
        return keep(c, *out, a, b, true);
    return keep(c, *out, b, a, true);
}

static ap_ret add_items(ap_ctx *c, ap_word set, ap_word items)
{
    int64_t n = 1;
    for (int64_t i = 0; i < n; i++) {
        const ap_slot *from = ap_items(c, items, &n);
        if (i < n)
            AP_TRY(ap_set_add(c, set, ap_load(from + i)));
    }
    return AP_OK;
}

/* Adds all of an iterable as CPython does: a set's keys as they lie, a dict's
 * into a table with room for them, others one by one. The set is fresh. */
static ap_ret take_all(ap_ctx *c, ap_word set, ap_word other)
{
    ap_word items, raised;
    if (ap_is_set(c, other))
        return merge(c, set, other);
    AP_TRY(ap_listed_so_far(c, other, &items, &raised));
    if (ap_is_dict(c, other) && !ap_is_user(c, other)) {
        int64_t many = ap_dict_len(c, other);
        if (many
            && (fill_of(c, set) + many) * 5 >= (size_of(c, set) - 1) * 3)
            AP_TRY(resize(c, set, (ap_set_len(c, set) + many) * 2));
    }
    AP_TRY(add_items(c, set, items));
    return ap_raise_again(c, raised);
}

/* The intersection with any iterable, in that one's order. */
ap_ret ap_set_meet(ap_ctx *c, ap_word set, ap_word other, ap_word *out)
{
    ap_word items;
    int64_t n = 1;
    if (ap_is_set(c, other))
        return ap_set_binary(c, AP_BIN_AND, set, other, out);
    AP_TRY(ap_listed(c, other, &items));
    AP_TRY(ap_set_new(c, ap_kind_of(c, set), AP_NULL, out));
    for (int64_t i = 0; i < n; i++) {
        const ap_slot *from = ap_items(c, items, &n);
        bool has = false;
        if (i < n)
            AP_TRY(ap_set_has(c, set, ap_load(from + i), &has));
        if (!has)
            continue;
        AP_TRY(ap_set_add(c, *out, ap_load(from + i)));
        if (ap_set_len(c, *out) == ap_set_len(c, set))
            break; /* the rest is not even looked at, as in CPython */
    }
    return AP_OK;
}

ap_ret ap_set_change(ap_ctx *c, int op, ap_word set, ap_word other,
                     ap_word *out)
{
    ap_word as_set = other, raised = AP_NULL;
    if (op == AP_BIN_AND)
        return ap_set_meet(c, set, other, out);
    if (set == other && op != AP_BIN_OR)
        return ap_set_new(c, AP_KIND_SET, AP_NULL, out);
    AP_TRY(twin_of(c, set, out));
    if (op == AP_BIN_OR)
        return set == other ? AP_OK : take_all(c, *out, other);
    if (!ap_is_set(c, other) && op == AP_BIN_SUB)
        AP_TRY(ap_listed_so_far(c, other, &other, &raised));
    if (!ap_is_set(c, other))
        AP_TRY(ap_set_from(c, AP_KIND_SET, AP_NULL, other, &as_set));
    AP_TRY(drop_all(c, *out, as_set, op == AP_BIN_XOR));
    return ap_raise_again(c, raised);
}

static ap_ret is_subset(ap_ctx *c, ap_word a, ap_word b, bool *is)
{
    *is = ap_set_len(c, a) <= ap_set_len(c, b);
    for (int64_t i = 0, n = ap_set_slots(c, a); *is && i < n; i++) {
        int64_t hash;
        uint64_t at;
        ap_word key = ap_set_key_at(c, a, i, &hash);
        if (key)
            AP_TRY(look(c, b, key, hash, &at, is));
    }
    return AP_OK;
}

ap_ret ap_set_compare(ap_ctx *c, int cmp, ap_word a, ap_word b, bool *out)
{
    bool same_size = ap_set_len(c, a) == ap_set_len(c, b);
    *out = false;
    switch (cmp) {
    case AP_CMP_LT: return same_size ? AP_OK : is_subset(c, a, b, out);
    case AP_CMP_GT: return same_size ? AP_OK : is_subset(c, b, a, out);
    case AP_CMP_LE: return is_subset(c, a, b, out);
    case AP_CMP_GE: return is_subset(c, b, a, out);
    default:
        if (same_size)
            AP_TRY(is_subset(c, a, b, out));
        *out = *out == (cmp == AP_CMP_EQ);
        return AP_OK;
    }
}

ap_ret ap_set_from(ap_ctx *c, ap_kind kind, ap_word class_, ap_word iterable,
                   ap_word *out)
{
    if (ap_is_set(c, iterable)) {
        ap_touch_walk(c, iterable);
        return ap_set_copy(c, kind, class_, iterable, out);
    }
    AP_TRY(ap_set_new(c, kind, class_, out));
    return take_all(c, *out, iterable);
}

ap_ret ap_set_from_view(ap_ctx *c, ap_word w, ap_word *out)
{
    *out = w;
    if (!ap_is_kind(c, w, AP_KIND_VIEW)
        || ap_get(c, w, AP_VIEW_SORT) == AP_VIEW_VALUES)
        return AP_OK;
    return ap_set_from(c, AP_KIND_SET, AP_NULL, w, out);
}

/* CPython's compiler makes a constant twice, the second time in the order of
 * the first: so does this, for the sake of the order. */
ap_ret ap_frozenset_new(ap_ctx *c, const ap_word *items, int n, ap_word *out)
{
    ap_word first;
    AP_TRY(ap_set_new(c, AP_KIND_FROZENSET, AP_NULL, &first));
    for (int i = 0; i < n; i++)
        AP_TRY(ap_set_add(c, first, items[i]));
    AP_TRY(ap_set_new(c, AP_KIND_FROZENSET, AP_NULL, out));
    for (int64_t i = 0; i < ap_set_slots(c, first); i++)
        if (ap_set_key_at(c, first, i, NULL))
            AP_TRY(ap_set_add(c, *out, ap_set_key_at(c, first, i, NULL)));
    return AP_OK;
}

/* pop(): the first key from the finger on. */
ap_ret ap_set_pop(ap_ctx *c, ap_word set, ap_word *out)
{
    if (!ap_set_len(c, set))
        return ap_raise(c, AP_X_KeyError, "pop from an empty set");
    int64_t slots = ap_set_slots(c, set);
    int64_t at = (int64_t)(ap_get(c, set, SET_FILL) >> 32) & (slots - 1);
    while (!ap_set_key_at(c, set, at, NULL))
        at = (at + 1) & (slots - 1);
    *out = ap_set_key_at(c, set, at, NULL);
    drop_slot(c, set, (uint64_t)at);
    ap_set(c, set, SET_FILL,
           (uint64_t)fill_of(c, set) | (uint64_t)(at + 1) << 32);
    return AP_OK;
}

void ap_set_clear(const ap_ctx *c, ap_word set)
{
    ap_set(c, set, SET_LIVE, 0);
    set_fill(c, set, 0);
    ap_set(c, set, SET_TABLE, AP_NULL);
}
