/* Dicts: entries in order of insertion, an index beside them once there are
 * more than a few.
 *
 *   counts   entries in use, deleted ones included (used), and those without
 *            them (live)
 *   names    a bit for each hash that was ever added (a Bloom filter of one
 *            probe): most names that are not there are known by it alone.
 *            Bits stay when keys go, until the tables are made anew
 *   entries  an ARRAY of three words an entry: hash (as a small int), key,
 *            value; a deleted entry keeps its place with key AP_NULL
 *   index    a BLOB of int32, a power of two of them, open addressing: entry
 *            number + 1, 0 = never used, -1 = deleted; AP_NULL in a dict of
 *            at most SMALL entries, which is searched from end to end
 *
 * Strs are compared by word first: names are interned, so that a lookup of
 * an attribute or a global rarely compares text. */
#include <string.h>

#include "types_i.h"
#include "world_i.h"

enum { SMALL = 8, ENTRY = AP_ENTRY_WORDS, E_HASH = AP_ENTRY_HASH,
       E_KEY = AP_ENTRY_KEY, E_VALUE = AP_ENTRY_VALUE };

static inline ap_word hash_word(int64_t hash)
{
    return (ap_word)hash << 1 | 1;
}

static int64_t used_of(const ap_ctx *c, ap_word d)
{
    return (uint32_t)ap_get(c, d, AP_DICT_COUNTS);
}

static void set_counts(const ap_ctx *c, ap_word d, int64_t used, int64_t live)
{
    ap_set(c, d, AP_DICT_COUNTS, (uint64_t)used | (uint64_t)live << 32);
}

static int64_t room_of(const ap_ctx *c, ap_word entries)
{
    return entries ? ((int64_t)ap_head_of(c, entries)->units - 2) / ENTRY : 0;
}

static inline ap_slot *entry_at(const ap_ctx *c, ap_word entries, int64_t i)
{
    return ap_body(c, entries) + i * ENTRY;
}

/* Entries that can be looked at now, even while another thread writes. */
static int64_t entries_of(const ap_ctx *c, ap_word d, ap_word *entries)
{
    *entries = ap_get(c, d, AP_DICT_ENTRIES);
    int64_t used = used_of(c, d), room = room_of(c, *entries);
    return used < room ? used : room;
}

/* ---- the index ----------------------------------------------------- */

static int32_t *index_of(const ap_ctx *c, ap_word d, uint64_t *mask)
{
    ap_word index = ap_get(c, d, AP_DICT_INDEX);
    if (!index)
        return NULL;
    uint64_t cells = ((uint64_t)ap_head_of(c, index)->units - 2) * 2;
    *mask = cells - 1;
    return (int32_t *)(void *)ap_body(c, index);
}

static inline uint64_t first_cell(ap_word hash)
{
    uint64_t h = (uint64_t)hash >> 1;
    return h ^ h >> 32;
}

static void index_add(int32_t *index, uint64_t mask, ap_word hash, int64_t i)
{
    uint64_t at = first_cell(hash) & mask;
    while (index[at] > 0)
        at = (at + 1) & mask;
    index[at] = (int32_t)i + 1;
}

/* Asks whether an entry has the key that is looked for. */
typedef ap_ret is_key(ap_ctx *c, const void *what, ap_word key, bool *is);

typedef struct ap_wanted {
    ap_word hash;   /* as hash_word makes it */
    is_key *is;
    const void *what;
} ap_wanted;

/* The searches are compiled anew for each kind of key. */
#define INLINE static inline __attribute__((always_inline))

INLINE ap_ret try_entry(ap_ctx *c, const ap_slot *e, const ap_wanted *want,
                        bool *is)
{
    *is = false;
    if (ap_load(e + E_HASH) != want->hash)
        return AP_OK;
    ap_word key = ap_load(e + E_KEY);
    return key ? want->is(c, want->what, key, is) : AP_OK;
}

INLINE ap_ret search_all(ap_ctx *c, ap_word d, const ap_wanted *want,
                         int64_t *out)
{
    ap_word entries;
    int64_t n = entries_of(c, d, &entries);
    bool is = false;
    for (*out = 0; *out < n; ++*out) {
        AP_TRY(try_entry(c, entry_at(c, entries, *out), want, &is));
        if (is)
            return AP_OK;
    }
    *out = -1;
    return AP_OK;
}

INLINE ap_ret search(ap_ctx *c, ap_word d, const ap_wanted *want, int64_t *out)
{
    uint64_t mask;
    *out = -1;
    if (!ap_dict_may_have(c, d, want->hash))
        return AP_OK;
    const int32_t *index = index_of(c, d, &mask);
    if (!index)
        return search_all(c, d, want, out);
    ap_word entries;
    int64_t n = entries_of(c, d, &entries);
    uint64_t at = first_cell(want->hash) & mask;
    for (; index[at]; at = (at + 1) & mask) {
        bool is = false;
        *out = (int64_t)index[at] - 1;
        if (*out < 0 || *out >= n)
            continue;
        AP_TRY(try_entry(c, entry_at(c, entries, *out), want, &is));
        if (is)
            return AP_OK;
    }
    *out = -1;
    return AP_OK;
}

/* ---- kinds of keys ------------------------------------------------- */

INLINE ap_ret is_str(ap_ctx *c, const void *what, ap_word key, bool *is)
{
    ap_word wanted = *(const ap_word *)what;
    *is = key == wanted || (ap_is_str(c, key) && ap_str_equal(c, key, wanted));
    return AP_OK;
}

/* The key itself; an equal one of another kind is not seen. */
INLINE ap_ret is_same(ap_ctx *c, const void *what, ap_word key, bool *is)
{
    (void)c;
    *is = key == *(const ap_word *)what;
    return AP_OK;
}

INLINE ap_ret is_equal(ap_ctx *c, const void *what, ap_word key, bool *is)
{
    ap_word wanted = *(const ap_word *)what;
    if (key == wanted) {
        *is = true;
        return AP_OK;
    }
    if (ap_is_str(c, key) && ap_is_str(c, wanted) && !ap_is_user(c, key)
        && !ap_is_user(c, wanted)) {
        *is = ap_str_equal(c, key, wanted);
        return AP_OK;
    }
    return ap_equal(c, key, wanted, is);
}

ap_ret ap_dict_find(ap_ctx *c, ap_word d, ap_word key, int64_t hash,
                    int64_t *entry)
{
    ap_wanted want = {hash_word(hash), is_equal, &key};
    return search(c, d, &want, entry);
}

int64_t ap_dict_find_str(const ap_ctx *c, ap_word d, ap_word key)
{
    int64_t i;
    ap_wanted want = {hash_word((int64_t)ap_get(c, key, AP_STR_HASH)), is_str,
                      &key};
    ap_ctx *unused = (ap_ctx *)(uintptr_t)c; /* is_str only reads */
    search(unused, d, &want, &i);
    return i;
}

/* ---- growing and writing ------------------------------------------- */

static ap_ret build_index(ap_ctx *c, int64_t room, ap_word *out)
{
    int64_t cells = 16;
    while (cells * 2 < room * 3)
        cells *= 2;
    return ap_new(c, AP_KIND_BLOB, AP_NULL, cells / 2, out);
}

/* Copies the live entries into fresh tables with room for `room`. */
static ap_ret rebuild(ap_ctx *c, ap_word d, int64_t room)
{
    ap_word old, fresh, index = AP_NULL;
    int64_t n = entries_of(c, d, &old), to = 0;
    uint64_t names = 0;
    AP_TRY(ap_array_new(c, room * ENTRY, &fresh));
    if (room > SMALL)
        AP_TRY(build_index(c, room, &index));
    for (int64_t i = 0; i < n; i++) {
        ap_slot *e = entry_at(c, old, i), *f = entry_at(c, fresh, to);
        if (!ap_load(e + E_KEY))
            continue;
        for (int k = 0; k < ENTRY; k++)
            ap_store(f + k, ap_load(e + k));
        names |= ap_name_bit(ap_load(e + E_HASH));
        to++;
    }
    ap_set(c, d, AP_DICT_ENTRIES, fresh);
    ap_set(c, d, AP_DICT_INDEX, index);
    ap_set(c, d, AP_DICT_NAMES, names);
    set_counts(c, d, to, ap_dict_len(c, d));
    uint64_t mask;
    int32_t *cells = index_of(c, d, &mask);
    for (int64_t i = 0; cells && i < to; i++)
        index_add(cells, mask, ap_load(entry_at(c, fresh, i)), i);
    return AP_OK;
}

static ap_ret make_room(ap_ctx *c, ap_word d)
{
    int64_t live = ap_dict_len(c, d);
    if (used_of(c, d) < room_of(c, ap_get(c, d, AP_DICT_ENTRIES)))
        return AP_OK;
    int64_t room = live < 4 ? 4 : live < SMALL ? SMALL : live * 2;
    return rebuild(c, d, room);
}

/* A new key at the end; the caller knows that it is not there. */
static ap_ret add(ap_ctx *c, ap_word d, ap_word key, ap_word hash, ap_word v)
{
    ap_mind_cold(c, d);
    AP_TRY(make_room(c, d));
    int64_t used = used_of(c, d);
    ap_slot *e = entry_at(c, ap_get(c, d, AP_DICT_ENTRIES), used);
    uint64_t mask;
    int32_t *index = index_of(c, d, &mask);
    ap_publish_into(c, d, key);
    ap_publish_into(c, d, v);
    ap_store(e + E_HASH, hash);
    ap_store(e + E_VALUE, v);
    ap_store(e + E_KEY, key);
    if (index)
        index_add(index, mask, hash, used);
    ap_set(c, d, AP_DICT_NAMES,
           ap_get(c, d, AP_DICT_NAMES) | ap_name_bit(hash));
    set_counts(c, d, used + 1, ap_dict_len(c, d) + 1);
    return AP_OK;
}

void ap_dict_drop(const ap_ctx *c, ap_word d, int64_t i)
{
    ap_mind_cold(c, d);
    ap_slot *e = entry_at(c, ap_get(c, d, AP_DICT_ENTRIES), i);
    uint64_t mask;
    int32_t *index = index_of(c, d, &mask);
    if (index) {
        uint64_t at = first_cell(ap_load(e + E_HASH)) & mask;
        while (index[at] != (int32_t)i + 1)
            at = (at + 1) & mask;
        index[at] = -1;
    }
    ap_store(e + E_KEY, AP_NULL);
    ap_store(e + E_VALUE, AP_NULL);
    /* Dropped ones at the end give their place back, as popitem wants. */
    int64_t used = used_of(c, d);
    while (!index && used > 0
           && !ap_load(entry_at(c, ap_get(c, d, AP_DICT_ENTRIES), used - 1)
                       + E_KEY))
        used--;
    set_counts(c, d, used, ap_dict_len(c, d) - 1);
}

void ap_dict_clear(const ap_ctx *c, ap_word d)
{
    ap_mind_cold(c, d);
    ap_set(c, d, AP_DICT_COUNTS, 0);
    ap_set(c, d, AP_DICT_NAMES, 0);
    ap_set(c, d, AP_DICT_ENTRIES, AP_NULL);
    ap_set(c, d, AP_DICT_INDEX, AP_NULL);
}

static ap_ret set_at(ap_ctx *c, ap_word d, int64_t i, ap_word key,
                     int64_t hash, ap_word value)
{
    ap_mind_cold(c, d);
    if (i < 0)
        return add(c, d, key, hash_word(hash), value);
    ap_publish_into(c, d, value);
    ap_store(ap_dict_value_at(c, d, i), value);
    return AP_OK;
}

/* ---- for everybody ------------------------------------------------- */

bool ap_is_dict(const ap_ctx *c, ap_word w)
{
    return ap_is_kind(c, w, AP_KIND_DICT);
}

ap_ret ap_dict_new(ap_ctx *c, ap_word *out)
{
    return ap_new(c, AP_KIND_DICT, AP_NULL, AP_DICT_WORDS, out);
}

int64_t ap_dict_len(const ap_ctx *c, ap_word d)
{
    return (int64_t)(ap_get(c, d, AP_DICT_COUNTS) >> 32);
}

int64_t ap_dict_entries(const ap_ctx *c, ap_word d)
{
    ap_word entries;
    return entries_of(c, d, &entries);
}

ap_word ap_dict_key_at(const ap_ctx *c, ap_word d, int64_t i)
{
    ap_word entries;
    int64_t n = entries_of(c, d, &entries);
    return i < n ? ap_load(entry_at(c, entries, i) + E_KEY) : AP_NULL;
}

int64_t ap_dict_hash_at(const ap_ctx *c, ap_word d, int64_t i)
{
    ap_word entries = ap_get(c, d, AP_DICT_ENTRIES);
    return ap_small(ap_load(entry_at(c, entries, i) + E_HASH));
}

ap_slot *ap_dict_value_at(const ap_ctx *c, ap_word d, int64_t i)
{
    return entry_at(c, ap_get(c, d, AP_DICT_ENTRIES), i) + E_VALUE;
}

ap_ret ap_dict_get_str(ap_ctx *c, ap_word d, ap_word key, ap_word *out)
{
    int64_t i = ap_dict_find_str(c, d, key);
    *out = i < 0 ? AP_NULL : ap_load(ap_dict_value_at(c, d, i));
    return AP_OK;
}

ap_ret ap_dict_set_str(ap_ctx *c, ap_word d, ap_word key, ap_word value)
{
    return set_at(c, d, ap_dict_find_str(c, d, key), key,
                  (int64_t)ap_get(c, key, AP_STR_HASH), value);
}

ap_ret ap_dict_get(ap_ctx *c, ap_word d, ap_word key, ap_word *out)
{
    int64_t hash, i;
    AP_TRY(ap_hash_of(c, key, &hash));
    AP_TRY(ap_dict_find(c, d, key, hash, &i));
    *out = i < 0 ? AP_NULL : ap_load(ap_dict_value_at(c, d, i));
    return AP_OK;
}

ap_word ap_dict_quick(const ap_ctx *c, ap_word d, ap_word key)
{
    int64_t i = -1;
    if (ap_is_str(c, key) && !(ap_head_of(c, key)->flags & AP_F_DICT)) {
        i = ap_dict_find_str(c, d, key);
    } else if (ap_is_small(key)) {
        ap_wanted want = {hash_word(ap_small_hash(ap_small(key))), is_same,
                          &key};
        search((ap_ctx *)(uintptr_t)c, d, &want, &i);
    }
    return i < 0 ? AP_NULL : ap_load(ap_dict_value_at(c, d, i));
}

ap_ret ap_dict_set_hashed(ap_ctx *c, ap_word d, ap_word key, int64_t hash,
                          ap_word value)
{
    int64_t i;
    AP_TRY(ap_dict_find(c, d, key, hash, &i));
    return set_at(c, d, i, key, hash, value);
}

ap_ret ap_dict_set(ap_ctx *c, ap_word d, ap_word key, ap_word value)
{
    int64_t hash;
    AP_TRY(ap_hash_of(c, key, &hash));
    return ap_dict_set_hashed(c, d, key, hash, value);
}

ap_ret ap_dict_del(ap_ctx *c, ap_word d, ap_word key, bool *found)
{
    int64_t hash, i;
    AP_TRY(ap_hash_of(c, key, &hash));
    AP_TRY(ap_dict_find(c, d, key, hash, &i));
    *found = i >= 0;
    if (*found)
        ap_dict_drop(c, d, i);
    return AP_OK;
}

ap_ret ap_dict_copy(ap_ctx *c, ap_word d, ap_word *out)
{
    ap_word fresh;
    AP_TRY(ap_dict_new(c, &fresh));
    int64_t n = ap_dict_entries(c, d);
    if (ap_dict_len(c, d) > 0) {
        AP_TRY(rebuild(c, fresh, ap_dict_len(c, d)));
        for (int64_t i = 0; i < n; i++)
            if (ap_dict_key_at(c, d, i))
                AP_TRY(add(c, fresh, ap_dict_key_at(c, d, i),
                           hash_word(ap_dict_hash_at(c, d, i)),
                           ap_load(ap_dict_value_at(c, d, i))));
    }
    *out = fresh;
    return AP_OK;
}

/* ---- from other dicts and iterables -------------------------------- */

ap_ret ap_dict_take_all(ap_ctx *c, ap_word d, ap_word from)
{
    for (int64_t i = 0; i < ap_dict_entries(c, from); i++) {
        ap_word key = ap_dict_key_at(c, from, i);
        if (key)
            AP_TRY(ap_dict_set_hashed(c, d, key, ap_dict_hash_at(c, from, i),
                                      ap_load(ap_dict_value_at(c, from, i))));
    }
    return AP_OK;
}

/* Something with keys(): its keys and what it has for them, in a new dict. */
static ap_ret dict_of_mapping(ap_ctx *c, ap_word w, ap_word *out)
{
    ap_word keys, items, key, value;
    AP_TRY(ap_attr_get(c, w, "keys", &keys));
    AP_TRY(ap_sub(c, keys, NULL, 0, AP_NULL, &keys));
    AP_TRY(ap_sub_list(c, keys, &items));
    AP_TRY(ap_dict_new(c, out));
    int64_t n;
    ap_items(c, items, &n);
    for (int64_t i = 0; i < n; i++) {
        key = ap_load(ap_items(c, items, &n) + i);
        AP_TRY(ap_getitem(c, w, key, &value));
        AP_TRY(ap_dict_set(c, *out, key, value));
    }
    return AP_OK;
}

static ap_ret dict_of_pairs(ap_ctx *c, ap_word w, ap_word *out)
{
    ap_word items, pair, raised;
    AP_TRY(ap_listed_so_far(c, w, &items, &raised));
    AP_TRY(ap_dict_new(c, out));
    int64_t n, two;
    ap_items(c, items, &n);
    for (int64_t i = 0; i < n; i++) {
        ap_ret r = ap_listed(c, ap_load(ap_items(c, items, &n) + i), &pair);
        if (r == AP_RAISE && ap_raised_is(c, AP_X_TypeError)) {
            ap_clear(c);
            return ap_raise(c, AP_X_TypeError,
                            "cannot convert dictionary update sequence element "
                            "#%lld to a sequence",
                            (long long)i);
        }
        AP_TRY(r);
        const ap_slot *both = ap_items(c, pair, &two);
        if (two != 2)
            return ap_raise(c, AP_X_ValueError,
                            "dictionary update sequence element #%lld has "
                            "length %lld; 2 is required",
                            (long long)i, (long long)two);
        AP_TRY(ap_dict_set(c, *out, ap_load(both), ap_load(both + 1)));
    }
    return ap_raise_again(c, raised);
}

static bool has_keys(ap_ctx *c, ap_word w)
{
    ap_word name = ap_interned(c, "keys");
    return name && ap_type_lookup(c, ap_class_of(c, w), name);
}

ap_ret ap_dict_from(ap_ctx *c, ap_word w, ap_word *out)
{
    if (ap_is_dict(c, w) && !ap_override(c, w, "keys")) {
        ap_touch_walk(c, w);
        *out = w;
        return AP_OK;
    }
    return has_keys(c, w) ? dict_of_mapping(c, w, out)
                          : dict_of_pairs(c, w, out);
}

ap_ret ap_dict_update(ap_ctx *c, ap_word d, ap_word from)
{
    ap_word source = AP_NULL, fresh;
    ap_ret r = ap_dict_from(c, from, &source);
    if (r != AP_OK && r != AP_RAISE)
        return r;
    if (!source || !ap_dict_len(c, source))
        return r;
    ap_word raised = r == AP_RAISE ? ap_load(&c->thread->raised) : AP_NULL;
    /* On a copy: nothing may change before the last call of Python. */
    AP_TRY(ap_dict_copy(c, d, &fresh));
    AP_TRY(ap_dict_take_all(c, fresh, source));
    ap_touch_whole(c, d, true);
    ap_dict_become(c, d, fresh); /* what came before an exception, too */
    return ap_raise_again(c, raised);
}

void ap_dict_become(ap_ctx *c, ap_word d, ap_word other)
{
    ap_mind_cold(c, d);
    for (int i = AP_DICT_ENTRIES; i < AP_DICT_WORDS; i++)
        if (ap_get(c, other, i))
            ap_publish_into(c, d, ap_get(c, other, i));
    for (int i = 0; i < AP_DICT_WORDS; i++)
        ap_set(c, d, i, ap_get(c, other, i));
}
